package org.attune.judge;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.attune.cluster.Portable;
import org.attune.util.InvalidInputException;

/**
 * Where a model is served: the base URL, the model's name, and the environment variable that holds
 * the key.
 *
 * <p>The key itself is read for each request and is in no field, text, file or log.
 */
public final class OpenAiEndpoint implements Portable {
  /** The variable that holds the key by default. */
  public static final String KEY = "OPENAI_API_KEY";

  private static final String BASE_URL = "OPENAI_BASE_URL";
  private static final String OPEN_AI = "https://api.openai.com/v1";

  private final URI baseUrl;
  private final String model;
  private final String keyVariable;
  private final UnaryOperator<String> environment;

  private OpenAiEndpoint(
      URI baseUrl, String model, String keyVariable, UnaryOperator<String> environment) {
    this.baseUrl = baseUrl;
    this.model = model;
    this.keyVariable = keyVariable;
    this.environment = environment;
  }

  /** Returns the endpoint of OpenAI, or of {@code OPENAI_BASE_URL} if that is set. */
  public static OpenAiEndpoint standard(String model) {
    String url = System.getenv(BASE_URL);
    return of(url == null || url.isBlank() ? OPEN_AI : url, model);
  }

  /** Returns the endpoint of any compatible server; its key, if any, is in {@link #KEY}. */
  public static OpenAiEndpoint of(String baseUrl, String model) {
    InvalidInputException.unless(
        model != null && !model.isBlank(), "Name the model of the judge, such as gpt-4o-mini.");
    return new OpenAiEndpoint(url(baseUrl), model, KEY, System::getenv);
  }

  private static URI url(String text) {
    String plain = text.strip().replaceFirst("/+$", "").replaceFirst("/chat/completions$", "");
    String wrong =
        "The base URL '%s' is not an HTTP address; it looks like http://localhost:8000/v1.";
    try {
      URI uri = URI.create(plain);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      InvalidInputException.unless(http && uri.getHost() != null, wrong, plain);
      InvalidInputException.unless(
          uri.getUserInfo() == null,
          "The base URL holds a user name or password; put the key into the variable %s instead.",
          KEY);
      return uri;
    } catch (IllegalArgumentException e) {
      if (e instanceof InvalidInputException) {
        throw e;
      }
      throw new InvalidInputException(String.format(wrong, plain), e);
    }
  }

  @Override
  public Parts parts() {
    return new EndpointParts(baseUrl, model, keyVariable);
  }

  /** The parts; the key itself is never sent, but read where the requests are made. */
  private record EndpointParts(URI baseUrl, String model, String keyVariable) implements Parts {
    @Override
    public Object whole() {
      return new OpenAiEndpoint(baseUrl, model, keyVariable, System::getenv);
    }
  }

  /** Returns this endpoint with its key in another environment variable. */
  public OpenAiEndpoint keyFrom(String variable) {
    return new OpenAiEndpoint(baseUrl, model, variable, environment);
  }

  /** Returns this endpoint with another environment, for tests. */
  OpenAiEndpoint environment(UnaryOperator<String> other) {
    return new OpenAiEndpoint(baseUrl, model, keyVariable, other);
  }

  /** Returns the base URL, without credentials. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** Returns the model's name. */
  public String model() {
    return model;
  }

  /** Returns the environment variable that holds the key. */
  public String keyVariable() {
    return keyVariable;
  }

  /** Returns the key; a local server needs none. */
  Optional<String> key() {
    return Optional.ofNullable(environment.apply(keyVariable)).filter(key -> !key.isBlank());
  }

  /** Returns the address of the chat completions. */
  URI chat() {
    return URI.create(baseUrl + "/chat/completions");
  }

  @Override
  public String toString() {
    return model + " at " + baseUrl;
  }
}

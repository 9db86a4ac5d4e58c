package org.attune.judge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.attune.util.InvalidInputException;

/**
 * Sends requests to an OpenAI-compatible server, and sends them again where that can help.
 *
 * <p>A time limit holds for the whole reply, so that a server that stops in the middle of one is
 * noticed. Parameters that a server does not know are left out from then on.
 */
final class ChatClient {
  private static final Duration CONNECT = Duration.ofSeconds(15);

  private final OpenAiEndpoint endpoint;
  private final Duration timeout;
  private final RetryPolicy retry;
  private final RateLimiter limiter;
  private final HttpClient http;
  private final URI address;
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();
  private final AtomicReference<ReplyFormat> format =
      new AtomicReference<>(ReplyFormat.JSON_SCHEMA);

  ChatClient(OpenAiEndpoint endpoint, Duration timeout, RetryPolicy retry, RateLimiter limiter) {
    this.endpoint = endpoint;
    this.timeout = timeout;
    this.retry = retry;
    this.limiter = limiter;
    this.address = endpoint.chat();
    this.http = client(endpoint, timeout);
  }

  private static HttpClient client(OpenAiEndpoint endpoint, Duration timeout) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
            // A redirect could carry the key to another host.
            .followRedirects(HttpClient.Redirect.NEVER);
    if (endpoint.baseUrl().getScheme().equals("http")) {
      // Nothing blocks then, so that no other thread need be woken.
      builder.sslContext(new NoEncryption()).executor(Runnable::run);
    }
    return builder.build();
  }

  /** Thrown when the server refuses this one request, such as one that is too long. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String sentence) {
      super(sentence);
    }
  }

  /** Returns the reply; a failure that no further attempt can mend is one sentence. */
  ChatReply complete(ChatRequest request) throws InterruptedException {
    ServerFailure last = null;
    for (int attempt = 1; attempt <= retry.attempts(); attempt++) {
      limiter.acquire();
      Set<String> without = Set.copyOf(unknown);
      ReplyFormat asked = format.get();
      try {
        return ChatResponses.reply(send(request, without, asked), request, endpoint.keyVariable());
      } catch (ServerFailure failure) {
        if (adapted(failure, without) || reformatted(failure, request, asked)) {
          attempt--;
          continue;
        }
        last = failure;
        if (!failure.temporary()) {
          break;
        }
        if (attempt < retry.attempts()) {
          pause(failure, attempt);
        }
      }
    }
    throw ended(last);
  }

  private RuntimeException ended(ServerFailure failure) {
    String sentence = safe(failure.getMessage());
    return failure.onlyThisRequest()
        ? new Refused(sentence)
        : new InvalidInputException(sentence, failure.getCause());
  }

  private void pause(ServerFailure failure, int attempt) throws InterruptedException {
    Duration wait = retry.wait(attempt, failure.retryAfter());
    InvalidInputException.unless(
        wait.compareTo(retry.longest()) <= 0,
        "%s asks to wait %d s, longer than the %d s allowed; try again later.",
        endpoint.baseUrl(),
        wait.toSeconds(),
        retry.longest().toSeconds());
    failure.retryAfter().ifPresent(asked -> limiter.pause(asked.toNanos()));
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }

  /**
   * Leaves out a parameter that the server does not know; true if the request had it. Others may
   * have left it out meanwhile.
   */
  private boolean adapted(ServerFailure failure, Set<String> without) {
    String said = failure.getMessage().toLowerCase(Locale.ROOT);
    boolean parameter =
        failure.onlyThisRequest()
            && said.matches(
                "(?s).*(unsupported|not supported|unrecognized|unknown|unexpected|extra|not"
                    + " permitted|forbidden).*");
    for (String name : Set.of("max_tokens", "temperature", "seed")) {
      if (parameter && said.contains(name) && !without.contains(name)) {
        unknown.add(name);
        return true;
      }
    }
    return false;
  }

  /** Asks for JSON in another form if the server refused this one; true if there is one. */
  private boolean reformatted(ServerFailure failure, ChatRequest request, ReplyFormat asked) {
    boolean refused =
        request.schema().isPresent()
            && asked != ReplyFormat.TEXT
            && ReplyFormat.refused(failure.getMessage());
    if (refused) {
      format.compareAndSet(asked, asked.next());
    }
    return refused;
  }

  private HttpResponse<String> send(ChatRequest request, Set<String> without, ReplyFormat asked)
      throws ServerFailure, InterruptedException {
    try {
      return http.send(
          post(request, without, asked), TimedBody.until(System.nanoTime() + timeout.toNanos()));
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException
          || (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException))) {
        throw late(e);
      }
      throw ServerFailure.connection(endpoint, e);
    }
  }

  private ServerFailure late(IOException cause) {
    return ServerFailure.temporary(
        String.format(
            Locale.ROOT,
            "%s gave no complete reply within %.1f s; allow more time or fewer requests at once.",
            endpoint.baseUrl(),
            timeout.toMillis() / 1000.0),
        cause);
  }

  private HttpRequest post(ChatRequest request, Set<String> without, ReplyFormat asked) {
    String body = request.body(endpoint.model(), without, asked);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    Optional<String> key = endpoint.key().map(String::strip);
    if (key.isPresent()) {
      // The JDK's own message would quote the key.
      InvalidInputException.unless(
          key.get().chars().allMatch(letter -> letter > 0x20 && letter < 0x7F),
          "The key in %s holds characters that no HTTP header can have; set it again.",
          endpoint.keyVariable());
      builder.header("Authorization", "Bearer " + key.get());
    }
    return builder.build();
  }

  /** Returns a sentence without the key, which a server may have repeated. */
  private String safe(String sentence) {
    return endpoint.key().map(key -> sentence.replace(key.strip(), "[key]")).orElse(sentence);
  }
}

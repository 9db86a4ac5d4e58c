package org.attune.judge;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** One failed attempt of a request: what happened, and whether another attempt can help. */
final class ServerFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean temporary;
  private final boolean onlyThisRequest;
  private final transient Optional<Duration> retryAfter;

  private ServerFailure(
      String sentence,
      Throwable cause,
      boolean temporary,
      boolean onlyThisRequest,
      Optional<Duration> retryAfter) {
    super(sentence, cause);
    this.temporary = temporary;
    this.onlyThisRequest = onlyThisRequest;
    this.retryAfter = retryAfter;
  }

  static ServerFailure temporary(String sentence, Throwable cause) {
    return new ServerFailure(sentence, cause, true, false, Optional.empty());
  }

  static ServerFailure temporary(String sentence, Optional<Duration> retryAfter) {
    return new ServerFailure(sentence, null, true, false, retryAfter);
  }

  static ServerFailure lasting(String sentence, Throwable cause) {
    return new ServerFailure(sentence, cause, false, false, Optional.empty());
  }

  static ServerFailure refused(String sentence) {
    return new ServerFailure(sentence, null, false, true, Optional.empty());
  }

  /** Describes a request that got no reply at all. */
  static ServerFailure connection(OpenAiEndpoint endpoint, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return lasting(
            String.format(
                "%s: the encrypted connection failed (%s); check its certificate and that the"
                    + " server uses https.",
                endpoint.baseUrl(), cause.getMessage()),
            e);
      }
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
        return temporary(
            String.format(
                "%s cannot be reached; check the base URL and that the server is running.",
                endpoint.baseUrl()),
            e);
      }
    }
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return temporary(
        String.format(
            "%s broke off the connection (%s); check that it is an OpenAI-compatible server.",
            endpoint.baseUrl(), why),
        e);
  }

  /** Returns whether another attempt may succeed. */
  boolean temporary() {
    return temporary;
  }

  /** Returns whether the server refused this request and may accept others. */
  boolean onlyThisRequest() {
    return onlyThisRequest;
  }

  /** Returns the wait that the server asked for. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}

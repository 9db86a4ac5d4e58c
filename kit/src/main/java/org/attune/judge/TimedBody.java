package org.attune.judge;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The text of a reply that must be whole before a deadline; after it the connection is closed. The
 * time limit of a JDK's request ends with the headers, but servers stop in the middle of a reply.
 */
final class TimedBody implements BodySubscriber<String> {
  private final BodySubscriber<String> text;
  private final long deadline;
  private final CompletableFuture<String> whole = new CompletableFuture<>();

  private TimedBody(BodySubscriber<String> text, long deadline) {
    this.text = text;
    this.deadline = deadline;
  }

  /** Returns a reader of texts; the deadline is one of {@link System#nanoTime}. */
  static HttpResponse.BodyHandler<String> until(long deadline) {
    HttpResponse.BodyHandler<String> texts = HttpResponse.BodyHandlers.ofString();
    return response -> new TimedBody(texts.apply(response), deadline);
  }

  @Override
  public CompletionStage<String> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    CompletionStage<String> unused = text.getBody().whenComplete(this::ended);
    CompletionStage<String> unusedTimed =
        whole
            .orTimeout(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
            .whenComplete(
                (body, failure) -> {
                  if (failure instanceof TimeoutException) {
                    subscription.cancel();
                  }
                });
    text.onSubscribe(subscription);
  }

  private void ended(String body, Throwable failure) {
    if (failure == null) {
      whole.complete(body);
    } else {
      whole.completeExceptionally(failure);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    text.onNext(part);
  }

  @Override
  public void onError(Throwable failure) {
    text.onError(failure);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}

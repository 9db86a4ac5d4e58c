package org.attune.judge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/**
 * Sends the requests that have no kept reply, several at a time.
 *
 * <p>After a failure that stops the run no further request is sent, but replies on their way are
 * waited for and kept: they are paid for.
 */
final class JudgeRun {
  private static final long REPORT_NANOS = 100_000_000;
  // A bar shows nothing in its first two seconds; the first text of a process takes a while.
  private static final long SILENT_NANOS = 1_000_000_000;

  private final OpenAiEndpoint endpoint;
  private final JudgeSettings settings;
  private final ReplyStore store;
  private final ChatClient client;
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicLong reported = new AtomicLong(System.nanoTime() + SILENT_NANOS);
  private final AtomicBoolean stopped = new AtomicBoolean();

  JudgeRun(OpenAiEndpoint endpoint, JudgeSettings settings, ReplyStore store) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.store = store;
    this.client =
        new ChatClient(
            endpoint, settings.timeout, settings.retry, new RateLimiter(settings.perMinute));
  }

  /** Sends what is missing, and returns the requests that the server refused, with its words. */
  Map<String, String> send(Map<String, ChatRequest> requests) {
    List<String> open =
        requests.keySet().stream().filter(key -> store.find(key).isEmpty()).toList();
    if (open.isEmpty()) {
      return refused;
    }
    try (ProgressBar bar = new ProgressBar("judge", open.size())) {
      BlockingQueue<String> queue = new LinkedBlockingQueue<>(open);
      int count = Math.min(settings.concurrency, open.size());
      Thread[] senders = new Thread[count];
      for (int i = 0; i < count; i++) {
        senders[i] = new Thread(() -> sendAll(queue, requests, bar), "attune-judge-" + i);
        senders[i].setDaemon(true);
        senders[i].start();
      }
      join(senders, open.size());
      if (System.nanoTime() > reported.get()) {
        draw(bar);
      }
    }
    requireDone(open.size());
    return refused;
  }

  private void sendAll(
      BlockingQueue<String> queue, Map<String, ChatRequest> requests, ProgressBar bar) {
    String key = queue.poll();
    while (key != null && !stopped.get()) {
      sendOne(key, requests.get(key));
      report(bar);
      key = queue.poll();
    }
  }

  /** Progress costs time that a fast server leaves no more than others. */
  private void report(ProgressBar bar) {
    long now = System.nanoTime();
    long before = reported.get();
    if (now - before > REPORT_NANOS && reported.compareAndSet(before, now)) {
      draw(bar);
    }
  }

  private void draw(ProgressBar bar) {
    bar.update(done.get(), Numbers.compact((double) tokens.get()) + " tokens");
  }

  private void sendOne(String key, ChatRequest request) {
    try {
      ChatReply reply = client.complete(request);
      store.add(key, endpoint.model(), request, reply);
      done.incrementAndGet();
      long used = tokens.addAndGet(reply.tokens());
      InvalidInputException.unless(
          used <= settings.budget.tokens(),
          "The judge has used %d tokens, more than its budget of %d; raise the budget",
          used,
          settings.budget.tokens());
    } catch (ChatClient.Refused e) {
      refused.put(key, e.getMessage());
    } catch (RuntimeException e) {
      failures.add(e);
      stopped.set(true);
    } catch (InterruptedException e) {
      stopped.set(true);
    }
  }

  private void join(Thread[] senders, int total) {
    try {
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (InterruptedException e) {
      stopped.set(true);
      for (Thread sender : senders) {
        sender.interrupt();
      }
      Thread.currentThread().interrupt();
      throw new InvalidInputException("The judge was stopped" + after(total), e);
    }
  }

  private void requireDone(int total) {
    RuntimeException failure = failures.peek();
    if (failure instanceof InvalidInputException) {
      String sentence = failure.getMessage().replaceFirst("[.\\s]+$", "");
      throw new InvalidInputException(
          done.get() == 0
              ? sentence + (sentence.endsWith("?") ? "" : ".")
              : sentence + after(total),
          failure);
    }
    if (failure != null) {
      throw failure;
    }
    if (done.get() == 0 && refused.size() == total) {
      String said = refused.values().iterator().next().replaceFirst("[.\\s]+$", "");
      throw new InvalidInputException("The judge's server refused every request; " + said + ".");
    }
  }

  private String after(int total) {
    String kept =
        settings
            .folder
            .map(folder -> "are kept in " + folder + " and will not be asked for again")
            .orElse("are lost, because the judge stores none; choose a folder to store them");
    return String.format(" (after %d of %d replies, which %s).", done.get(), total, kept);
  }
}

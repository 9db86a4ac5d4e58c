package org.attune.judge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.attune.util.InvalidInputException;

/**
 * How often and when a failed request is sent again: after twice the wait of the time before, with
 * jitter, or after what the server's {@code Retry-After} says.
 *
 * @param attempts of one request in all
 * @param first wait before the second attempt
 * @param longest wait, also for {@code Retry-After}
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /** Six attempts, from half a second up to two minutes. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(6, Duration.ofMillis(500), Duration.ofMinutes(2));

  /** Checks the numbers. */
  public RetryPolicy {
    InvalidInputException.unless(
        attempts > 0, "A request needs at least 1 attempt, got %d; try 6.", attempts);
  }

  /**
   * Returns the wait before the next attempt; it varies by up to a quarter, so that requests which
   * failed together do not come back together.
   *
   * @param attempt the number of attempts that failed, from 1
   */
  Duration wait(int attempt, Optional<Duration> retryAfter) {
    if (retryAfter.isPresent()) {
      return retryAfter.get();
    }
    double doubled = first.toMillis() * Math.pow(2, Math.min(attempt - 1, 30));
    double jitter = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
    return Duration.ofMillis((long) Math.min((double) longest.toMillis(), doubled * jitter));
  }
}

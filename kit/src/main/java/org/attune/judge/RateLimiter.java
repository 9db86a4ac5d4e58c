package org.attune.judge;

import java.util.concurrent.TimeUnit;

/** Spaces requests evenly over time, and lets all of them pause when a server asks for it. */
final class RateLimiter {
  private final long interval;
  private long next = System.nanoTime();

  /** Allows a number of requests per minute; 0 is no limit. */
  RateLimiter(double perMinute) {
    this.interval = perMinute > 0 ? (long) (TimeUnit.MINUTES.toNanos(1) / perMinute) : 0;
  }

  /** Waits until the next request may be sent. */
  void acquire() throws InterruptedException {
    long at;
    synchronized (this) {
      at = Math.max(next, System.nanoTime());
      next = at + interval;
    }
    long wait = at - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  /** Lets no request start before this many nanoseconds have passed. */
  synchronized void pause(long nanos) {
    next = Math.max(next, System.nanoTime() + nanos);
  }
}

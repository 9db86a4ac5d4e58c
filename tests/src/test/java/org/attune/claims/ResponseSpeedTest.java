package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.claims.ResponseSpeed.Clock;
import org.attune.data.Pair;
import org.attune.engine.Workers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The speed test")
final class ResponseSpeedTest {
  @Test
  @DisplayName("runs one job per processor")
  void perProcessor() {
    AtomicInteger jobs = new AtomicInteger();
    for (Clock clock : Clock.values()) {
      ResponseSpeed.seconds(clock, jobs::incrementAndGet);
    }
    assertEquals(Clock.values().length * Workers.processors(), jobs.get());
  }

  @Test
  @DisplayName("is stopped also while it warms up")
  void warmUp() {
    Dataset pairs = Dataset.ofPairs(Collections.nCopies(96, new Pair("a", "b c", "d")));
    Policy start = Policy.bundled();
    Thread.currentThread().interrupt();
    assertThrows(
        ClaimInterruptedException.class,
        () -> ResponseSpeed.measure(pairs, start, 4, Clock.PROCESSOR));
    assertFalse(Thread.interrupted());
  }

  @Test
  @DisplayName("that is stopped passes the stop on, and measures nothing")
  void stopped() {
    Thread caller = Thread.currentThread();
    for (Clock clock : Clock.values()) {
      assertThrows(
          ClaimInterruptedException.class,
          () ->
              ResponseSpeed.seconds(
                  clock,
                  () -> {
                    caller.interrupt();
                    return "";
                  }));
      assertFalse(Thread.interrupted(), "the exception is the stop; no flag is left");
    }
  }
}

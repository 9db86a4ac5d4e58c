package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.attune.TwoThreads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Two halves of some work")
@ExtendWith(TwoThreads.class)
final class WorkersTest {
  @Test
  @DisplayName("go on at once, in two threads, and share the native threads")
  void atOnce() {
    int all = PyTorch.threads();
    CountDownLatch both = new CountDownLatch(2);
    Supplier<String> half =
        () -> {
          both.countDown();
          await(both);
          return Thread.currentThread().getName() + " " + PyTorch.threads();
        };
    Workers.Both<String> said = Workers.both(half, half);
    assertNotEquals(said.first(), said.second());
    assertTrue(said.second().endsWith(" " + all / 2), said.second());
    assertTrue(said.first().endsWith(" " + (all - all / 2)), said.first());
    assertEquals(all, PyTorch.threads());
  }

  private static int fail(String why) {
    throw new IllegalStateException(why);
  }

  @Test
  @DisplayName("or work that is started ahead, whose failure is told where its result is taken")
  void ahead() {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Thread> result =
        Workers.ahead(
            () -> {
              both.countDown();
              await(both);
              return Thread.currentThread();
            });
    both.countDown();
    assertNotEquals(Thread.currentThread(), result.get());
    Supplier<Integer> failed = Workers.ahead(() -> fail("ahead"));
    assertEquals("ahead", assertThrows(IllegalStateException.class, failed::get).getMessage());
  }

  @Test
  @DisplayName("both end before a failure of either is told")
  void failures() {
    int all = PyTorch.threads();
    AtomicBoolean ended = new AtomicBoolean();
    Supplier<Integer> slow =
        () -> {
          sleep();
          ended.set(true);
          return 1;
        };
    Throwable first =
        assertThrows(IllegalStateException.class, () -> Workers.both(() -> fail("first"), slow));
    assertEquals("first", first.getMessage());
    assertTrue(ended.getAndSet(false));
    Throwable second =
        assertThrows(IllegalStateException.class, () -> Workers.both(slow, () -> fail("second")));
    assertEquals("second", second.getMessage());
    assertTrue(ended.get());
    assertEquals(all, PyTorch.threads());
  }

  @Test
  @DisplayName("are both waited for when the stop button is pressed, which stays pressed")
  void stopped() {
    Thread.currentThread().interrupt();
    Workers.Both<Integer> results =
        Workers.both(
            () -> 1,
            () -> {
              sleep();
              return 2;
            });
    assertTrue(Thread.interrupted());
    assertEquals(new Workers.Both<>(1, 2), results);
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}

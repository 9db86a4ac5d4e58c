package org.attune.engine;

/**
 * Makes PyTorch's threads spin briefly and then sleep while they wait for each other.
 *
 * <p>Threads that spin indefinitely are fast alone, but those of two processes on the same cores
 * compete: two trainings in parallel on two cores took 0.7–2.2 s per step where sleeping threads
 * took 0.13 s. Threads that sleep at once must be woken for every small operation: a step of 28 ms
 * took 62 ms. A short spin before sleeping avoids both. The user's own setting is kept.
 */
final class ThreadWaitPolicy {
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String SPINS = "GOMP_SPINCOUNT";

  /**
   * Rounds of spinning before the sleep, some microseconds; with 10,000 two trainings took 10 times
   * as long.
   */
  private static final int ROUNDS = 1_000;

  private ThreadWaitPolicy() {}

  /** Sets the policy; the thread library reads it when the engine loads it. */
  static void spinBriefly() {
    if (System.getenv(POLICY) == null) {
      NativeEnvironment.setDefault(POLICY, "passive");
      NativeEnvironment.setDefault(SPINS, Integer.toString(ROUNDS));
    }
  }
}

package org.attune.engine;

/**
 * Makes PyTorch's threads spin for a moment and then sleep while they wait for each other.
 *
 * <p>Threads that sleep at once must be woken for every small operation, hundreds of times per
 * token: a step of 28 ms took 62 ms. Threads that spin indefinitely are fast alone, but those of
 * two processes on the same cores compete: two trainings took 0.7–2.2 s per step where sleeping
 * threads took 0.13 s. So they spin for up to half a millisecond. The user's own setting is kept.
 */
final class ThreadWaitPolicy {
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String SPINS = "GOMP_SPINCOUNT";

  /**
   * Rounds of spinning before the sleep, 0.1 to 0.6 ms. Small models hardly notice, since their
   * operations are not shared. With 135M weights and 1,000 rounds instead, two processes on the
   * same two cores took 2.4 instead of 3.8 s per step, but one alone sampled 21 instead of 28
   * tokens per second and took 1.7 instead of 1.5 s per step.
   */
  private static final int ROUNDS = 10_000;

  private ThreadWaitPolicy() {}

  /** Sets the policy; the thread library reads it when the engine loads it. */
  static void spinBriefly() {
    if (System.getenv(POLICY) == null) {
      NativeEnvironment.setDefault(POLICY, "passive");
      NativeEnvironment.setDefault(SPINS, Integer.toString(ROUNDS));
    }
  }
}

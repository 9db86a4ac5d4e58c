package org.attune.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.attune.claims.ResponseSpeed;

/** How much of the bundled world the whole pipeline uses; a few fixed sizes, so runs compare. */
enum RunSize {
  FULL(20_000, 600, 200),
  HALF(10_000, 300, 200),
  QUARTER(5_000, 150, 200),
  EIGHTH(2_500, 75, 100);

  /** A run should take no longer than this where a smaller size is possible. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final int METHODS = 4;
  private static final int BATCH = 8;

  // How many responses ResponseSpeed learns from in the same time, from the processor time of whole
  // runs with and without bfloat16 units.
  private static final double OF_A_PAIR = 2.3;
  private static final double OF_A_RESPONSE = 1.7;

  /** What only one processor does, from the elapsed and the processor time of whole runs. */
  private static final double ALONE = 1.15;

  /** Answers of the start and the four methods, in two decodings, and for five requested scores. */
  private static final double ANSWERS_PER_PROMPT = 5 * 2 + 5 * 0.5;

  private final int pairs;
  private final int steps;
  private final int prompts;

  RunSize(int pairs, int steps, int prompts) {
    this.pairs = pairs;
    this.steps = steps;
    this.prompts = prompts;
  }

  /** Returns the largest size that takes at most three minutes, or the smallest. */
  static RunSize fitting(ResponseSpeed speed) {
    return Arrays.stream(values())
        .filter(size -> size.duration(speed).compareTo(LONGEST) <= 0)
        .findFirst()
        .orElse(EIGHTH);
  }

  /** Returns how long a run takes on a machine of this speed that does nothing else. */
  Duration duration(ResponseSpeed speed) {
    double trained = OF_A_PAIR * pairs + OF_A_RESPONSE * METHODS * steps * BATCH;
    double seconds = trained * speed.trained() + ANSWERS_PER_PROMPT * prompts * speed.sampled();
    return Duration.ofMillis(Math.round(1000 * ALONE * seconds));
  }

  /** Returns the number of training pairs. */
  int pairs() {
    return pairs;
  }

  /** Returns the optimiser steps of each method. */
  int steps() {
    return steps;
  }

  /** Returns the number of evaluation prompts. */
  int prompts() {
    return prompts;
  }

  /** Returns the name as in {@code --size}. */
  String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name and what it means. */
  String text() {
    return String.format(
        Locale.ROOT, "%s (%,d pairs, %d steps, %d prompts)", option(), pairs, steps, prompts);
  }
}

package org.attune.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.util.InvalidInputException;

/** What a benchmark can measure. */
public enum BenchTarget {
  /** Steps of SFT and DPO. */
  TRAIN,
  /** Log-probabilities of responses. */
  SCORE,
  /** A reward model's scores. */
  REWARD,
  /** Sampling of answers. */
  GENERATE,
  /** Large square matrix products. */
  PEAK,
  /** The matrix products of a training step, by each library. */
  PRODUCTS,
  /** Memory use of training. */
  MEMORY,
  /** The time of training steps of increasing length, batch, vocabulary and size. */
  GROWTH;

  /** What is measured by tasks that alternate in every round. */
  static final Set<BenchTarget> TASKS = EnumSet.range(TRAIN, PRODUCTS);

  /** Returns the targets of comma-separated names. */
  public static Set<BenchTarget> list(String names) {
    EnumSet<BenchTarget> wanted = EnumSet.noneOf(BenchTarget.class);
    for (String name : names.split(",", -1)) {
      wanted.add(
          Arrays.stream(values())
              .filter(what -> what.word().equals(name.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "A bench cannot measure '" + name + "'; use " + all() + ".")));
    }
    return wanted;
  }

  private static String all() {
    return Arrays.stream(values()).map(BenchTarget::word).collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

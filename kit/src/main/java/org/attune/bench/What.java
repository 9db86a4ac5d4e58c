package org.attune.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.data.BadInput;

/** What a bench can measure. */
public enum What {
  /** Steps of SFT and DPO. */
  TRAIN,
  /** Log-probabilities of responses. */
  SCORE,
  /** A reward model's scores. */
  REWARD,
  /** Sampling of answers. */
  GENERATE,
  /** The machine's own matrix products. */
  PEAK,
  /** What a training holds in memory. */
  MEMORY;

  /** Returns what is named, separated by commas. */
  public static Set<What> list(String names) {
    EnumSet<What> wanted = EnumSet.noneOf(What.class);
    for (String name : names.split(",", -1)) {
      wanted.add(
          Arrays.stream(values())
              .filter(what -> what.word().equals(name.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () -> new BadInput("A bench cannot measure '" + name + "'; use " + all() + ".")));
    }
    return wanted;
  }

  private static String all() {
    return Arrays.stream(values()).map(What::word).collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

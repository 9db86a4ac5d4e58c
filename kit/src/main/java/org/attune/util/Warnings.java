package org.attune.util;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warnings on the standard error stream, for code that has no command line to report to. */
public final class Warnings {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Warnings() {}

  /** Prints a sentence, unless this process has printed it before. */
  public static void once(String sentence) {
    if (SAID.add(sentence)) {
      System.err.println("attune: " + sentence);
    }
  }
}

package org.attune.model;

import java.util.Arrays;
import java.util.Locale;

/** Which tokens of a prompt are kept when it is longer than the context allows. */
public enum TruncationMode {
  /** Keeps the newest tokens; the oldest are cut. */
  KEEP_END {
    @Override
    int[] cut(int[] ids, int[] ending, int room) {
      return Arrays.copyOfRange(ids, ids.length - room, ids.length);
    }
  },
  /**
   * Keeps the oldest tokens, followed by what the template writes after the instruction, without
   * which the model would not know that its turn begins.
   */
  KEEP_START {
    @Override
    int[] cut(int[] ids, int[] ending, int room) {
      int tail = Math.min(ending.length, room);
      int[] kept = Arrays.copyOf(ids, room);
      System.arraycopy(ending, ending.length - tail, kept, room - tail, tail);
      return kept;
    }
  };

  /** Returns which tokens are cut, in a word. */
  public String lost() {
    return this == KEEP_END ? "oldest" : "newest";
  }

  /** Returns the name of the command-line option, such as {@code keep-end}. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns {@code room} tokens of a longer prompt.
   *
   * @param ids the whole prompt
   * @param ending what the template writes after the instruction
   */
  abstract int[] cut(int[] ids, int[] ending, int room);
}

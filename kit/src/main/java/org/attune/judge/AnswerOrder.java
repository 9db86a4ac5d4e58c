package org.attune.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The order in which a judge sees the answers, and their neutral names. */
final class AnswerOrder {
  private AnswerOrder() {}

  /** Returns the systems in the order in which they are shown. */
  static List<Integer> shuffled(int systems, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, systems).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  /** Returns the name of the answer at a position: A … Z, then A1 and so on. */
  static String label(int position) {
    String letter = String.valueOf((char) ('A' + position % 26));
    return position < 26 ? letter : letter + position / 26;
  }
}

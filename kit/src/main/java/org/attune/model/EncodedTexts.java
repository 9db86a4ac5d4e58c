package org.attune.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The token ids of texts that a tokenizer has met, so that a prompt with several responses, or the
 * data of several trainings, is tokenised once. It forgets everything when it is full.
 */
final class EncodedTexts {
  /** About 150,000 texts of 40 words. */
  static final int CAPACITY = 64 << 20; // bytes

  /** Longer texts are rarely met twice. */
  private static final int LONGEST = CAPACITY / 100;

  /** The entry of the map, and the headers of its text and array. */
  private static final int OVERHEAD = 100;

  private final Map<String, int[]> known = new ConcurrentHashMap<>();
  private final AtomicLong size = new AtomicLong();

  /** Returns the ids of a text, from {@code encode} if the text is not known yet. */
  int[] ids(String text, Function<String, int[]> encode) {
    int[] ids = known.get(text);
    if (ids == null) {
      ids = encode.apply(text);
      keep(text, ids);
    }
    return ids.clone();
  }

  private void keep(String text, int[] ids) {
    int cost = OVERHEAD + text.length() + Integer.BYTES * ids.length;
    if (cost > LONGEST) {
      return;
    }
    if (size.addAndGet(cost) > CAPACITY) {
      known.clear();
      size.set(cost);
    }
    known.put(text, ids);
  }

  /** Returns how many texts are known. */
  int count() {
    return known.size();
  }
}

package org.attune.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.util.Arrays;
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

  private final Function<String, int[]> encode;
  private final Map<String, int[]> known = new ConcurrentHashMap<>();
  private final AtomicLong size = new AtomicLong();

  /**
   * Starts without texts.
   *
   * @param encode returns the ids of a text
   */
  EncodedTexts(Function<String, int[]> encode) {
    this.encode = encode;
  }

  /** Starts without texts of a tokenizer that adds no special tokens. */
  static EncodedTexts of(HuggingFaceTokenizer tokenizer) {
    return new EncodedTexts(text -> nativeIds(tokenizer, text));
  }

  /** Reads the ids alone: DJL's own call also makes an object for each token's text and span. */
  private static int[] nativeIds(HuggingFaceTokenizer tokenizer, String text) {
    long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
    try {
      return Arrays.stream(TokenizersLibrary.LIB.getTokenIds(encoding))
          .mapToInt(Math::toIntExact)
          .toArray();
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  /** Returns the ids of a text. */
  int[] ids(String text) {
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

package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Texts one below the other, padded on the right to the same length. */
public final class PaddedTexts {
  /** Lengths are rounded up to multiples of this many tokens. */
  static final int SIZE_STEP = 16;

  private final List<int[]> inputs;
  private final int time;

  PaddedTexts(List<TokenizedExample> texts, int dropped) {
    this.inputs = texts.stream().map(text -> text.inputs(dropped)).toList();
    this.time = rounded(inputs.stream().mapToInt(ids -> ids.length).max().orElse(1));
  }

  /** Rounds a length up, since every new shape costs the engine a compilation. */
  static int rounded(int length) {
    return (Math.max(1, length) + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP;
  }

  /** Returns the number of tokens that are read, padding included. */
  int places() {
    return inputs.size() * time;
  }

  /** Returns how much is read. */
  TextShape shape() {
    return TextShape.padded(inputs.size(), time);
  }

  /** Returns the place of a text's token among the rows' tokens. */
  int place(int text, int token) {
    return text * time + token;
  }

  /** Returns the token ids; zero after each text's end // (texts, time). */
  NDArray ids(NDManager manager) {
    long[] ids = new long[places()];
    for (int text = 0; text < inputs.size(); text++) {
      for (int i = 0; i < inputs.get(text).length; i++) {
        ids[place(text, i)] = inputs.get(text)[i];
      }
    }
    return manager.create(ids, new Shape(inputs.size(), time));
  }
}

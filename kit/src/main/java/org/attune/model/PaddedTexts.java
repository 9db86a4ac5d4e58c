package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Texts one below the other, padded on the right to the same length. */
final class PaddedTexts implements TextLayout {
  private final List<int[]> inputs;
  private final int time;

  PaddedTexts(List<TokenizedExample> texts, int dropped) {
    this.inputs = texts.stream().map(text -> TextLayout.inputs(text, dropped)).toList();
    this.time = TokenBatch.rounded(inputs.stream().mapToInt(ids -> ids.length).max().orElse(1));
  }

  /** Returns the number of tokens that are read, padding included. */
  int places() {
    return inputs.size() * time;
  }

  @Override
  public TextShape shape() {
    return TextShape.padded(inputs.size(), time);
  }

  @Override
  public int place(int text, int token) {
    return text * time + token;
  }

  @Override
  public NDArray states(Decoder decoder) {
    NDArray hidden = decoder.hidden(ids(decoder.weights().manager())); // (batch, time, width)
    return hidden.reshape(-1, decoder.config().width());
  }

  private NDArray ids(NDManager manager) {
    long[] ids = new long[places()];
    for (int text = 0; text < inputs.size(); text++) {
      for (int i = 0; i < inputs.get(text).length; i++) {
        ids[place(text, i)] = inputs.get(text)[i];
      }
    }
    return manager.create(ids, new Shape(inputs.size(), time));
  }
}

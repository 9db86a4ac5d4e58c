package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/**
 * A decoder that answers with given logits, and with noise where none are given. It answers each
 * row of a padded batch on its own, whatever tokens the row holds.
 */
public final class StubDecoder implements Decoder {
  private static final float NOISE = 77;

  private final List<double[][]> logits;
  private final Weights weights = Weights.of(Map.of(), Device.cpu());
  private final int vocabulary;

  /** Answers {@code logits.get(row)[position]}. */
  public StubDecoder(List<double[][]> logits) {
    this.logits = logits;
    this.vocabulary = logits.get(0)[0].length;
  }

  @Override
  public LlamaConfig config() {
    return new LlamaConfig(vocabulary, vocabulary, 1, 1, 1, 1, 2, 64, 1e-5, 10_000, true, -1, 0);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public NDArray hidden(NDArray ids) {
    int rows = (int) ids.getShape().get(0);
    int time = (int) ids.getShape().get(1);
    float[] values = new float[rows * time * vocabulary];
    for (int i = 0; i < values.length; i++) {
      int row = i / (time * vocabulary);
      int position = i / vocabulary % time;
      values[i] =
          position < logits.get(row).length
              ? (float) logits.get(row)[position][i % vocabulary]
              : NOISE * (i % 7 - 3);
    }
    return weights.manager().create(values, new Shape(rows, time, vocabulary));
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    throw new UnsupportedOperationException("The stub only reads whole sequences.");
  }

  @Override
  public NDArray logits(NDArray hidden) {
    return hidden;
  }
}

package org.attune.sample;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;
import org.attune.model.LlamaConfig;
import org.attune.model.Weights;

/** A decoder whose next token depends on the last one alone, by a table; 0 ends a text. */
final class ChainDecoder implements Decoder {
  private final Map<Integer, double[]> table;
  private final LlamaConfig config;
  private final Weights weights = Weights.of(Map.of(), Device.cpu());

  /** Gives each token the probabilities of those behind it. */
  ChainDecoder(Map<Integer, double[]> table) {
    this.table = table;
    int vocabulary = table.values().iterator().next().length;
    this.config = new LlamaConfig(vocabulary, 1, 1, 1, 1, 1, 2, 32, 1e-5, 10_000, true, -1, 0);
  }

  @Override
  public LlamaConfig config() {
    return config;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public NDArray hidden(NDArray ids) {
    throw new UnsupportedOperationException("The chain only continues.");
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    long time = ids.getShape().get(1);
    return ids.get(":, " + (time - 1) + ":" + time);
  }

  @Override
  public NDArray logits(NDArray last) {
    long[] ids = last.toLongArray();
    float[] logits = new float[ids.length * config.vocabulary()];
    for (int row = 0; row < ids.length; row++) {
      for (int token = 0; token < config.vocabulary(); token++) {
        double[] probabilities = table.get((int) ids[row]);
        logits[row * config.vocabulary() + token] = (float) Math.log(probabilities[token]);
      }
    }
    return weights.manager().create(logits, new Shape(ids.length, config.vocabulary()));
  }
}

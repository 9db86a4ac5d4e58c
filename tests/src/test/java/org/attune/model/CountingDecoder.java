package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** A decoder that is certain that after each id comes the next higher one. */
public final class CountingDecoder implements Decoder {
  private final LlamaConfig config;
  private final Weights weights = Weights.of(Map.of(), Device.cpu());

  /** Counts below a vocabulary's size, ends a text at an id, and reads so many tokens at most. */
  public CountingDecoder(int vocabulary, int eos, int context) {
    config = new LlamaConfig(vocabulary, 1, 1, 1, 1, 1, 2, context, 1e-5, 10_000, true, -1, eos);
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
    throw new UnsupportedOperationException("The counting decoder only continues.");
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    long time = ids.getShape().get(1);
    cache.advance((int) time);
    return ids.get(":, " + (time - 1) + ":" + time);
  }

  @Override
  public NDArray logits(NDArray last) {
    long[] ids = last.toLongArray();
    float[] logits = new float[ids.length * config.vocabulary()];
    for (int row = 0; row < ids.length; row++) {
      logits[row * config.vocabulary() + (int) (ids[row] + 1) % config.vocabulary()] = 1e6f;
    }
    return weights.manager().create(logits, new Shape(ids.length, config.vocabulary()));
  }
}

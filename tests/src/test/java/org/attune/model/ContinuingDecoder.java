package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** A decoder without weights whose next token depends only on the last one. */
public abstract class ContinuingDecoder implements Decoder {
  private final LlamaConfig config;
  private final Weights weights = Weights.of(Map.of(), Device.cpu());

  protected ContinuingDecoder(int vocabulary, int eos, int context) {
    config = new LlamaConfig(vocabulary, 1, 1, 1, 1, 1, 2, context, 1e-5, 10_000, true, -1, eos);
  }

  /** Returns the logit of a token after another. */
  protected abstract double logit(int last, int token);

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
    throw new UnsupportedOperationException("This decoder only continues.");
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
      for (int token = 0; token < config.vocabulary(); token++) {
        logits[row * config.vocabulary() + token] = (float) logit((int) ids[row], token);
      }
    }
    return weights.manager().create(logits, new Shape(ids.length, config.vocabulary()));
  }
}

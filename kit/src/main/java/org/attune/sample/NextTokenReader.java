package org.attune.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;
import org.attune.model.Nucleus;

/**
 * Reads several sequences token by token, and gives the logits of the next tokens. Tokens outside
 * the nucleus of another model, if there is one, get the logit −∞.
 */
final class NextTokenReader implements AutoCloseable {
  private final Decoder decoder;
  private final KeyValueCache cache;
  private final Optional<Nucleus> nucleus;
  private final Optional<KeyValueCache> masks; // the keys and values of the nucleus's model

  NextTokenReader(Decoder decoder, Optional<Nucleus> nucleus, PromptPrefill prefill, int room) {
    this.decoder = decoder;
    this.nucleus = nucleus;
    this.cache = decoder.cache(prefill.padding(), room);
    this.masks = nucleus.map(mask -> mask.decoder().cache(prefill.padding(), room));
  }

  /** Reads the next tokens into the cache and returns the logits after them. */
  NextTokenLogits read(long[] ids, int rows) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      NDArray input = decoder.weights().manager().create(ids, new Shape(rows, ids.length / rows));
      NDArray logits = decoder.logits(decoder.next(input, cache));
      float[] values = logits.toFloatArray();
      nucleus.ifPresent(mask -> hide(values, mask, input));
      return new NextTokenLogits(values, NextTokenLogits.logSumExp(logits));
    }
  }

  private void hide(float[] values, Nucleus mask, NDArray input) {
    NDArray logits = mask.decoder().logits(mask.decoder().next(input, masks.orElseThrow()));
    float[] inside = mask.inside(logits.logSoftmax(-1)).toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = inside[i] == 0 ? Float.NEGATIVE_INFINITY : values[i];
    }
  }

  /** Keeps these rows of the cache, in this order; a row may be kept several times. */
  void keep(int[] rows) {
    cache.keep(rows);
    masks.ifPresent(other -> other.keep(rows));
  }

  @Override
  public void close() {
    cache.close();
    masks.ifPresent(KeyValueCache::close);
  }
}

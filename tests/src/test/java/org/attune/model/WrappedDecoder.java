package org.attune.model;

import ai.djl.ndarray.NDArray;

/** A decoder without the abilities that only some decoders have, such as packing or drawing. */
public record WrappedDecoder(Decoder whole) implements Decoder {
  @Override
  public LlamaConfig config() {
    return whole.config();
  }

  @Override
  public Weights weights() {
    return whole.weights();
  }

  @Override
  public NDArray hidden(NDArray ids) {
    return whole.hidden(ids);
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    return whole.next(ids, cache);
  }

  @Override
  public NDArray logits(NDArray hidden) {
    return whole.logits(hidden);
  }
}

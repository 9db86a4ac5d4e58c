package org.attune.model;

import ai.djl.ndarray.NDArray;
import org.attune.engine.PyTorch;

/**
 * The interface of a decoder; every method of the kit and all decoding build on these three calls.
 *
 * <p>All arguments and results are native arrays on the decoder's device and belong to the caller's
 * scope. Gradients flow through {@link #hidden}, {@link #packed} and {@link #logits}.
 */
public interface Decoder {
  /** Returns the decoder's shape. */
  LlamaConfig config();

  /** Returns the decoder's weights, by Hugging Face name; those of an adapted model are frozen. */
  Weights weights();

  /** Returns the weights that training changes: all, or those of the adapter. */
  default Weights trainable() {
    return weights();
  }

  /** Returns the weights of a name that this decoder uses: the adapter's, if it has its own. */
  default NDArray parameter(String name) {
    return trainable().has(name) ? trainable().get(name) : weights().get(name);
  }

  /**
   * Makes the gradients that were freed, before a loss is differentiated; a decoder may leave out
   * those that its own backward pass makes.
   */
  default void prepareGradients() {
    trainable().gradients().make();
  }

  /**
   * Reads right-padded sequences from their first position on.
   *
   * <p>Attention is causal, so padding after a sequence's end changes nothing before it.
   *
   * @param ids token ids // (batch, time) int64
   * @return the final hidden states // (batch, time, width)
   */
  NDArray hidden(NDArray ids);

  /**
   * Reads texts that are packed into one row.
   *
   * @return the final hidden states, in the row's order // (total, width)
   */
  default NDArray packed(PackedTexts texts) {
    return PyTorch.rows(texts.placesApart(weights().manager()), padded(texts.apart()));
  }

  /**
   * Reads texts that are padded to the same length.
   *
   * @return the final hidden states, text by text // (texts * time, width)
   */
  default NDArray padded(PaddedTexts texts) {
    NDArray states = hidden(texts.ids(weights().manager())); // (texts, time, width)
    return states.reshape(-1, config().width());
  }

  /**
   * Reads packed texts for the states of some of their tokens.
   *
   * @param places the tokens' places in the row // (places) int64
   * @return their final hidden states // (places, width)
   */
  default NDArray packed(PackedTexts texts, NDArray places) {
    return PyTorch.rows(places, packed(texts));
  }

  /**
   * Reads padded texts for the states of some of their tokens.
   *
   * @param places the tokens' places, text by text // (places) int64
   * @return their final hidden states // (places, width)
   */
  default NDArray padded(PaddedTexts texts, NDArray places) {
    return PyTorch.rows(places, padded(texts));
  }

  /**
   * Returns a decoder over the same weights that keeps less between a loss and its gradients, and
   * computes it again; or this one if it cannot.
   */
  default Decoder checkpointing() {
    return this;
  }

  /**
   * Returns a decoder over the same weights that reads texts by the operations of one with an
   * adapter: as long as the adapter changes nothing, both give the same numbers, bit for bit.
   */
  default Decoder asAdapted() {
    return this;
  }

  /**
   * Returns an empty cache of keys and values for {@link #next}.
   *
   * @param padding how many of each sequence's first positions are padding
   * @param room capacity in positions, padding included
   */
  default KeyValueCache cache(int[] padding, int room) {
    return new KeyValueCache(config(), weights().device(), padding, room);
  }

  /**
   * Reads the next tokens of left-padded sequences and stores them in the cache.
   *
   * @param ids token ids // (batch, time) int64
   * @return the hidden states of the last position // (batch, width)
   */
  NDArray next(NDArray ids, KeyValueCache cache);

  /**
   * Returns unnormalised log-probabilities of the following token.
   *
   * @param hidden hidden states // (rows, width)
   * @return logits // (rows, vocabulary)
   */
  NDArray logits(NDArray hidden);

  /**
   * Returns the log-probabilities of given tokens; gradients flow through them.
   *
   * @param hidden hidden states // (rows, width)
   * @param targets one token per row // (rows, 1) int64
   * @return log π(target) of each row // (rows, 1)
   */
  default NDArray logProbs(NDArray hidden, NDArray targets) {
    return logits(hidden).logSoftmax(-1).gather(targets, 1);
  }
}

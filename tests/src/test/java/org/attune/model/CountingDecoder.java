package org.attune.model;

/** A decoder that is certain that after each id comes the next higher one. */
public final class CountingDecoder extends ContinuingDecoder {
  /** Counts below a vocabulary's size, ends a text at an id, and reads so many tokens at most. */
  public CountingDecoder(int vocabulary, int eos, int context) {
    super(vocabulary, eos, context);
  }

  @Override
  protected double logit(int last, int token) {
    return token == (last + 1) % config().vocabulary() ? 1e6 : 0;
  }
}

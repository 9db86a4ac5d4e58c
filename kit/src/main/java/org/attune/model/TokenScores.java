package org.attune.model;

/** The former name of {@link TokenLogProbs#of}. */
public final class TokenScores {
  private TokenScores() {}

  /** Returns the log-probability of each response token; gradients flow to the weights. */
  public static TokenLogProbs of(Decoder decoder, TokenBatch batch) {
    return TokenLogProbs.of(decoder, batch);
  }
}

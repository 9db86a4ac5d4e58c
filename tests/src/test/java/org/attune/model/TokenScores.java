package org.attune.model;

/** The former name of {@link TokenLogProbs#of}, for tests that still call it so. */
final class TokenScores {
  private TokenScores() {}

  static TokenLogProbs of(Decoder decoder, TokenBatch batch) {
    return TokenLogProbs.of(decoder, batch);
  }
}

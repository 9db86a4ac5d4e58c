package org.attune.model;

/**
 * A token of a text, with what a model expected in its place.
 *
 * @param id the token
 * @param logProb log π(token | the tokens before it), in nats
 * @param likelyIds the most probable tokens in its place, the most probable first
 * @param likelyLogProbs their log-probabilities; that of the token itself, if it is among them, is
 *     the same number
 */
public record TokenScore(int id, double logProb, int[] likelyIds, double[] likelyLogProbs) {
  /** Returns the most probable token in this place. */
  TokenScore asMostProbable() {
    return new TokenScore(likelyIds[0], likelyLogProbs[0], likelyIds, likelyLogProbs);
  }
}

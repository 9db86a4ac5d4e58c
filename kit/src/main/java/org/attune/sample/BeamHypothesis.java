package org.attune.sample;

/**
 * A hypothesis of beam search: a shorter one extended by one token.
 *
 * @param parent the response without its last token, or null before the first
 * @param score summed log-probability at the search's temperature
 * @param logProb the token's log-probability under the model itself
 * @param place the cache row of its keys and values, except those of its last token
 */
record BeamHypothesis(
    BeamHypothesis parent, int token, double score, double logProb, int length, int place) {
  static BeamHypothesis empty(int place) {
    return new BeamHypothesis(null, -1, 0, 0, 0, place);
  }

  /** Returns this response extended by the token of the given rank. */
  BeamHypothesis and(int rank, TopTokens leaders) {
    return new BeamHypothesis(
        this,
        leaders.token(place, rank),
        score + leaders.score(place, rank),
        leaders.logProb(place, rank),
        length + 1,
        place);
  }

  BeamHypothesis at(int other) {
    return new BeamHypothesis(parent, token, score, logProb, length, other);
  }

  Continuation continuation() {
    int[] ids = new int[length];
    double[] logProbs = new double[length];
    BeamHypothesis at = this;
    for (int i = length - 1; i >= 0; i--) {
      ids[i] = at.token;
      logProbs[i] = at.logProb;
      at = at.parent;
    }
    return new Continuation(ids, logProbs);
  }
}

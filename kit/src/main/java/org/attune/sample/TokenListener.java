package org.attune.sample;

/** Receives the tokens of responses as they are sampled. */
@FunctionalInterface
public interface TokenListener {
  /**
   * Called with each token, possibly by several threads. What it throws ends the sampling.
   *
   * @param response the index of the response
   * @param token the sampled id; the last one may be end-of-text
   */
  void onToken(int response, int token);
}

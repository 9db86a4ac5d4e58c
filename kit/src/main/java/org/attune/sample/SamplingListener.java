package org.attune.sample;

/** Is told how sampling goes, after every token. */
@FunctionalInterface
public interface SamplingListener {
  /** Returns a listener that does nothing. */
  static SamplingListener none() {
    return (done, total, tokens) -> {};
  }

  /**
   * Hears how far it is.
   *
   * @param done finished responses
   * @param total wanted responses
   * @param tokens sampled tokens, those of unfinished responses too
   */
  void on(long done, long total, long tokens);
}

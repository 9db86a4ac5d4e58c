package org.attune.sample;

/** Receives the progress of sampling after every token. */
@FunctionalInterface
public interface SamplingListener {
  /** Returns a listener that does nothing. */
  static SamplingListener none() {
    return (done, total, tokens) -> {};
  }

  /**
   * Called with the progress.
   *
   * @param done finished responses
   * @param total requested responses
   * @param tokens sampled tokens, including those of unfinished responses
   */
  void onTokens(long done, long total, long tokens);

  /**
   * Called when prompts were truncated to fit the context.
   *
   * @param sentence how many, and what can be done about it
   */
  default void onTruncation(String sentence) {}
}

package org.attune.serve;

import java.util.List;
import java.util.Optional;
import org.attune.sample.TextStream;
import org.attune.sample.TokenListener;

/** What a request gets from its policy. */
interface Answers {
  /** The answers of a reply, with a sentence on what was cut from their prompts. */
  record Answered(List<ServedAnswer> answers, Optional<String> warning) {}

  /**
   * Computes the answers.
   *
   * @param reader receives each token as it is sampled
   */
  Answered compute(Optional<TokenListener> reader);

  /** Returns how many answers there will be. */
  int count();

  /** Returns an empty stream of the text of one answer. */
  TextStream text();

  /** Returns what a streamed answer begins with. */
  default String begin(int index) {
    return "";
  }
}

package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.data.BadInput;
import org.attune.data.Template;
import org.attune.model.Layout;

/**
 * Conditional alignment: supervised fine-tuning with each response's normalised reward written into
 * its prompt, and a high reward asked for at inference (OFFLINE eq. 6; "Decision Transformer
 * alignment" in its first version).
 *
 * <p>The paper prints three notations for the reward; this is the one of §4.1, {@code User:
 * {instruction} Assistant: <rm_score> a.b {response}}, one decimal.
 *
 * @param pattern what stands behind the prompt, with the hole {@code {score}}
 * @param ask the normalised reward to ask for at inference
 * @param reduction how losses are averaged
 * @param plan how long and how fast to train
 */
public record Ca(String pattern, double ask, Reduction reduction, Plan plan)
    implements Tunable<Ca> {
  private static final String PAPER_PATTERN = " <rm_score> {score}";

  /** Checks the pattern and the score. */
  public Ca {
    Template.of(pattern).requiring("score");
    BadInput.unless(
        Double.isFinite(ask),
        "The score that CA asks for must be a number, got %s; the paper asks for 5.",
        ask);
  }

  /**
   * Asks for 2, which a few per cent of normalised rewards reach. The paper's 5 lies outside of
   * what a small model sees in training and is not understood by it.
   */
  public Ca() {
    this(PAPER_PATTERN, 2, Reduction.TOKEN_MEAN, Plan.small());
  }

  /** Returns OFFLINE §4.1's settings: ask for 5.0, learning rate 5e-6, batch 128. */
  public static Ca paper() {
    return new Ca(PAPER_PATTERN, 5, Reduction.TOKEN_MEAN, Plan.offlinePaper());
  }

  @Override
  public String name() {
    return "CA";
  }

  @Override
  public Layout layout(Layout policy) {
    return policy.withScore(pattern, ask);
  }

  @Override
  public NDArray loss(Scored batch) {
    return batch
        .policy()
        .sum()
        .neg(); // −log π(y | x, R), the reward is in the prompt, eq. 6  // (batch)
  }

  /** Returns this method asking for another normalised reward. */
  public Ca ask(double score) {
    return new Ca(pattern, score, reduction, plan);
  }

  /** Returns this method with another notation for the reward. */
  public Ca pattern(String pattern) {
    return new Ca(pattern, ask, reduction, plan);
  }

  /** Returns this method with another average. */
  public Ca reduction(Reduction reduction) {
    return new Ca(pattern, ask, reduction, plan);
  }

  @Override
  public Ca plan(Plan plan) {
    return new Ca(pattern, ask, reduction, plan);
  }
}

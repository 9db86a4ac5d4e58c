package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.data.TextTemplate;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;

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
 * @param config how long and how fast to train
 */
public record Ca(String pattern, double ask, Reduction reduction, TrainingConfig config)
    implements Configurable<Ca> {
  private static final String PAPER_PATTERN = " <rm_score> {score}";

  /** Checks the pattern and the score. */
  public Ca {
    TextTemplate.of(pattern).requiring("score");
    InvalidInputException.unless(
        Double.isFinite(ask),
        "The score that CA asks for must be a number, got %s; the paper asks for 5.",
        ask);
  }

  /**
   * Asks for 2, which a few per cent of normalised rewards reach. The paper's 5 lies outside of
   * what a small model sees in training and is not understood by it.
   */
  public Ca() {
    this(PAPER_PATTERN, 2, Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns OFFLINE §4.1's settings: ask for 5.0, learning rate 5e-6, batch 128. */
  public static Ca paper() {
    return new Ca(PAPER_PATTERN, 5, Reduction.TOKEN_MEAN, TrainingConfig.offlinePaper());
  }

  @Override
  public String name() {
    return "CA";
  }

  @Override
  public PromptTemplate layout(PromptTemplate policy) {
    return policy.withScore(pattern, ask);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    return batch
        .policy()
        .sum()
        .neg(); // −log π(y | x, R), the reward is in the prompt, eq. 6  // (batch)
  }

  /** Returns this method asking for another normalised reward. */
  public Ca ask(double score) {
    return new Ca(pattern, score, reduction, config);
  }

  /** Returns this method with another notation for the reward. */
  public Ca pattern(String pattern) {
    return new Ca(pattern, ask, reduction, config);
  }

  /** Returns this method with another average. */
  public Ca reduction(Reduction reduction) {
    return new Ca(pattern, ask, reduction, config);
  }

  @Override
  public Ca config(TrainingConfig config) {
    return new Ca(pattern, ask, reduction, config);
  }
}

package org.attune.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.model.BatchScorer;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenizedExample;
import org.attune.reward.Reward;
import org.attune.sample.SamplingPolicy;
import org.attune.util.InvalidInputException;

/**
 * A reward from a policy's own probabilities: a policy as a reward model (Yuan et al. 2023, arXiv
 * 2304.05302, Table 5), and as a classifier of pairs (Tang et al. 2024, arXiv 2405.08448, App. E).
 *
 * @param policy the policy whose probabilities give the reward
 * @param reference the reference of the log-ratio; empty for the mean log-probability
 * @param beta β, the scale of the log-ratio
 */
public record PolicyReward(SamplingPolicy policy, Optional<SamplingPolicy> reference, double beta)
    implements Reward {
  private static final int BATCH = 32;

  /** Checks the coefficient, and that the policies have probabilities. */
  public PolicyReward {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta),
        "The implicit reward's beta must be > 0, got %s; use the value from training, such as 0.1.",
        beta);
    InvalidInputException.unless(
        policy.choice().isEmpty() && reference.flatMap(SamplingPolicy::choice).isEmpty(),
        "A policy that chooses among several answers has no probabilities of its own; use the"
            + " policy it samples from.");
  }

  /** Returns log π(y|x) / |y|, by which RRHF ranks responses (Yuan et al., eq. 1). */
  public static PolicyReward meanLogProb(SamplingPolicy policy) {
    return new PolicyReward(policy, Optional.empty(), 1);
  }

  /**
   * Returns β (log π(y|x) − log ref(y|x)), the implicit reward of DPO and IPO; the sign of its
   * difference on a pair is the classifier of Tang et al. (App. E).
   */
  public static PolicyReward implicit(
      SamplingPolicy policy, SamplingPolicy reference, double beta) {
    return new PolicyReward(policy, Optional.of(reference), beta);
  }

  @Override
  public double score(String prompt, String response) {
    return scores(List.of(prompt), List.of(response)).get(0);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    List<Read> mine = read(policy, prompts, responses);
    if (reference.isEmpty()) {
      return mine.stream().map(read -> read.sum() / Math.max(1, read.tokens())).toList();
    }
    List<Read> theirs = read(reference.get(), prompts, responses);
    return IntStream.range(0, mine.size())
        .mapToObj(i -> beta * (mine.get(i).sum() - theirs.get(i).sum()))
        .toList();
  }

  /** log π(y|x) and |y|. */
  private record Read(double sum, int tokens) {}

  private static List<Read> read(
      SamplingPolicy speaker, List<String> prompts, List<String> responses) {
    PromptEncoder encoder = new PromptEncoder(speaker.model(), speaker.layout());
    List<TokenizedExample> rows =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> encoder.asked(prompts.get(i), responses.get(i)))
            .toList();
    float[] sums = new BatchScorer(speaker.model().decoder(), BATCH).logProbs(rows);
    return IntStream.range(0, sums.length)
        .mapToObj(i -> new Read(sums[i], rows.get(i).response().length))
        .toList();
  }

  @Override
  public String toString() {
    return reference.isEmpty() ? "mean log-probability" : beta + " × log-ratio to the reference";
  }
}

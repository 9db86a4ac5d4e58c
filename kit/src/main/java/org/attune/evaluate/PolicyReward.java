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
 * What a policy's own probabilities say of a response: a policy as a reward model (RRHF Table 5),
 * and as a classifier of pairs (GAP App. E).
 *
 * @param policy whose probabilities count
 * @param reference what they are compared with; nothing for the mean log-probability
 * @param beta what a nat of log-ratio is worth
 */
public record PolicyReward(SamplingPolicy policy, Optional<SamplingPolicy> reference, double beta)
    implements Reward {
  private static final int BATCH = 32;

  /** Checks the coefficient, and that there are probabilities to ask for. */
  public PolicyReward {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta),
        "The implicit reward's beta must be > 0, got %s; take that of the training, such as 0.1.",
        beta);
    InvalidInputException.unless(
        policy.choice().isEmpty() && reference.flatMap(SamplingPolicy::choice).isEmpty(),
        "A policy that chooses among several answers has no probabilities of its own; take the"
            + " policy it draws from.");
  }

  /** Returns log π(y|x) / |y|, by which RRHF ranks responses (RRHF eq. 1). */
  public static PolicyReward meanLogProb(SamplingPolicy policy) {
    return new PolicyReward(policy, Optional.empty(), 1);
  }

  /**
   * Returns β (log π(y|x) − log ref(y|x)), the reward that DPO and IPO learn without naming it; the
   * sign of its difference on a pair is GAP's classifier (App. E).
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

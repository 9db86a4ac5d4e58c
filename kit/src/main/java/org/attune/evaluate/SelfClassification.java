package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.ScorerCalls;
import org.attune.reward.Reward;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SamplingPolicy;
import org.attune.util.InvalidInputException;

/**
 * The accuracy of a policy at classifying which of two of its own responses is better (Tang et al.
 * 2024, arXiv 2405.08448, App. E.1). The optimal policy would be perfect; one that only guesses can
 * still improve.
 */
public final class SelfClassification {
  private static final ResponseSampler TWO = ResponseSampler.topP(2, 1, 1);

  private SelfClassification() {}

  /**
   * Samples two responses to each prompt at temperature 1, and returns how often the classifier
   * agrees with the judge on their order.
   *
   * @param classifier usually {@link PolicyReward#implicit} of the same policy
   * @param judge the true order, such as the golden reward
   */
  public static Interval of(
      SamplingPolicy policy, Reward classifier, Reward judge, List<String> prompts, long seed) {
    List<List<Candidate>> found = TWO.seed(seed).candidates(CachedSampler.of(policy, prompts));
    List<String> first = found.stream().map(two -> two.get(0).text()).toList();
    List<String> second = found.stream().map(two -> two.get(1).text()).toList();
    return agreement(classifier, judge, prompts, first, second);
  }

  /**
   * Returns how often a classifier agrees with a judge on pairs of responses. Ties of the judge are
   * skipped; ties of only the classifier count one half.
   */
  public static Interval agreement(
      Reward classifier,
      Reward judge,
      List<String> prompts,
      List<String> first,
      List<String> second) {
    List<Double> truth = differences(judge, prompts, first, second);
    List<Double> guess = differences(classifier, prompts, first, second);
    List<Double> right = new ArrayList<>();
    List<Double> asked = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      boolean differs = truth.get(i) != 0;
      right.add(differs ? (1 + Math.signum(truth.get(i) * Math.signum(guess.get(i)))) / 2 : 0);
      asked.add(differs ? 1.0 : 0);
    }
    InvalidInputException.unless(
        asked.contains(1.0),
        "The judge sees no difference in any of the %d pairs; use more prompts or longer"
            + " responses.",
        truth.size());
    return RandomEffects.of(prompts, new RatioSamples(right, asked, share -> share, true));
  }

  private static List<Double> differences(
      Reward reward, List<String> prompts, List<String> first, List<String> second) {
    List<Double> one = ScorerCalls.scores(reward, prompts, first);
    List<Double> other = ScorerCalls.scores(reward, prompts, second);
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      differences.add(one.get(i) - other.get(i));
    }
    return differences;
  }
}

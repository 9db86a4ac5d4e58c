package org.attune.reward;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.data.ScorerCalls;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;

/**
 * A weighted sum of rewards: {@code accuracy.plus(format.times(0.2))}.
 *
 * @param terms the rewards with their weights
 */
public record RewardSum(List<Term> terms) implements Reward {
  /**
   * A reward and its weight.
   *
   * @param reward a reward that scores each response by itself
   * @param weight any finite number
   */
  public record Term(Reward reward, double weight) implements Serializable {
    /** Checks both. */
    public Term {
      InvalidInputException.unless(
          Double.isFinite(weight), "The weight of a reward must be finite, got %s.", weight);
      InvalidInputException.unless(
          !reward.comparesOnly(),
          "A preference model only compares two responses and cannot be a part of a sum; use a"
              + " reward that scores.");
    }

    @Override
    public String toString() {
      boolean lambda = reward.getClass().getSimpleName().contains("$$Lambda");
      String name = lambda ? "own reward" : reward.toString();
      return weight == 1 ? name : Numbers.label(weight) + " × " + name;
    }
  }

  /** Copies the terms. */
  public RewardSum {
    terms = List.copyOf(terms);
  }

  static List<Term> of(Reward reward, double weight) {
    if (reward instanceof RewardSum sum) {
      return sum.terms.stream().map(t -> new Term(t.reward(), weight * t.weight())).toList();
    }
    return List.of(new Term(reward, weight));
  }

  static RewardSum of(Reward first, Reward second) {
    List<Term> both = new ArrayList<>(of(first, 1));
    both.addAll(of(second, 1));
    return new RewardSum(both);
  }

  @Override
  public double score(String prompt, String response) {
    return terms.stream().mapToDouble(t -> t.weight() * t.reward().score(prompt, response)).sum();
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    List<Double> sum = new ArrayList<>(Collections.nCopies(responses.size(), 0.0));
    for (Term term : terms) {
      List<Double> part = ScorerCalls.scores(term.reward(), prompts, responses);
      for (int i = 0; i < sum.size(); i++) {
        sum.set(i, sum.get(i) + term.weight() * part.get(i));
      }
    }
    return sum;
  }

  @Override
  public double trainingSeconds() {
    return terms.stream().mapToDouble(term -> term.reward().trainingSeconds()).sum();
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(" + "));
  }
}

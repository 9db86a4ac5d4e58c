package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.evaluate.Evaluator;
import org.attune.evaluate.KlDivergence;
import org.attune.evaluate.MeanLength;
import org.attune.evaluate.MeanReward;
import org.attune.evaluate.Metric;
import org.attune.evaluate.NamedPolicy;
import org.attune.evaluate.PassAtK;
import org.attune.evaluate.Perplexity;
import org.attune.evaluate.RankScore;
import org.attune.evaluate.WinRate;
import org.attune.judge.Judge;
import org.attune.judge.JudgedScore;
import org.attune.judge.JudgedWinRate;
import org.attune.reward.AccuracyReward;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.attune.view.ProgressBar;

/** Factory methods for all metrics and evaluations, for static import. */
public final class Evaluate {
  private static final int PARTS = 1_000;

  private Evaluate() {}

  /** The mean raw reward of the answers. */
  public static Metric meanReward(Reward reward) {
    return new MeanReward(name(Reward.OnCluster.plain(reward)), reward);
  }

  private static String name(Reward reward) {
    if (reward instanceof AccuracyReward) {
      return reward.toString();
    }
    return reward == Golden.reward() ? "golden reward" : "mean reward";
  }

  /** The mean raw reward of the answers, under a custom name. */
  public static Metric meanReward(String name, Reward reward) {
    return new MeanReward(name, reward);
  }

  /**
   * The win rate against a baseline by reward, with ties as one half; also the shares of wins, ties
   * and losses.
   */
  public static Metric winRate(Reward reward, Policy baseline) {
    return new WinRate(reward, baseline.entrant());
  }

  /**
   * The win rate against a baseline by a judge, with ties as one half; also the shares of wins,
   * ties and losses, and of replies that were no judgement.
   */
  public static Metric winRate(Judge judge, Policy baseline) {
    return new JudgedWinRate(judge, baseline.entrant());
  }

  /** The mean score that a judge gives to the answers, each shown by itself. */
  public static Metric meanScore(Judge judge) {
    return new JudgedScore(judge);
  }

  /**
   * Number of policies + 1 − rank by reward; with five policies, the 6 − rank of Hu et al. 2023,
   * arXiv 2308.12050, Fig. 4.
   */
  public static Metric rankScore(Reward reward) {
    return new RankScore(reward);
  }

  /**
   * Exact KL(policy‖reference) per response in nats, summed over its tokens (Tang et al. 2024,
   * arXiv 2405.08448, App. D).
   */
  public static Metric klTo(Policy reference) {
    return new KlDivergence(reference.model(), reference.layout());
  }

  /** The perplexity of the answers under a fixed policy. */
  public static Metric perplexity(Policy judge) {
    return new Perplexity(judge.model(), judge.layout());
  }

  /**
   * pass@k: the probability that one of k sampled answers is right (Chen et al. 2021, arXiv
   * 2107.03374); needs at least k answers to each prompt.
   *
   * @param verifier a reward that is 1 for right answers and 0 for others, such as {@link
   *     AccuracyReward}
   */
  public static Metric passAt(int k, Reward verifier) {
    return new PassAtK(k, verifier);
  }

  /** The mean number of tokens of an answer. */
  public static Metric length() {
    return new MeanLength();
  }

  /** Evaluates policies on a dataset's prompts, sampled at temperature 1 and greedily. */
  public static Evaluation policies(List<Policy> policies, Dataset prompts, Metric... metrics) {
    return runs(
        List.of(policies),
        prompts.prompts(),
        List.of(GenerationConfig.temperature(1), GenerationConfig.greedy()),
        1,
        List.of(metrics));
  }

  /** Evaluates policies on a dataset's prompts with the given decodings. */
  public static Evaluation policies(
      List<Policy> policies, Dataset prompts, List<GenerationConfig> decodings, Metric... metrics) {
    return policies(policies, prompts, decodings, 1, metrics);
  }

  /**
   * Evaluates policies with several answers to each of a dataset's prompts. Where judging is free,
   * 8 answers per prompt narrow an interval at less cost than more prompts; a greedy policy answers
   * once.
   */
  public static Evaluation policies(
      List<Policy> policies,
      Dataset prompts,
      List<GenerationConfig> decodings,
      int answers,
      Metric... metrics) {
    return runs(List.of(policies), prompts.prompts(), decodings, answers, List.of(metrics));
  }

  static Evaluation runs(
      List<List<Policy>> seeds,
      List<String> prompts,
      List<GenerationConfig> decodings,
      int answers,
      List<Metric> metrics) {
    InvalidInputException.unless(!prompts.isEmpty(), "There are no prompts to evaluate on.");
    InvalidInputException.unless(
        !metrics.isEmpty(), "Specify at least one metric, such as meanReward(reward).");
    seeds.forEach(Evaluate::requireNames);
    List<List<NamedPolicy>> entrants = new ArrayList<>();
    seeds.forEach(policies -> entrants.add(policies.stream().map(Policy::entrant).toList()));
    try (ProgressBar bar = ProgressBar.uncounted("evaluate", PARTS)) {
      Evaluator.Result result =
          new Evaluator(prompts, metrics, answers)
              .run(
                  entrants,
                  decodings,
                  (done, all) -> bar.update(PARTS * done / all, done + " of " + all + " answers"));
      return new Evaluation(result, shown(metrics));
    }
  }

  /** Returns the reward that is shown beside answers: the first of the metrics, or null. */
  private static Reward shown(List<Metric> metrics) {
    return metrics.stream()
        .filter(MeanReward.class::isInstance)
        .map(metric -> ((MeanReward) metric).reward())
        .findFirst()
        .orElse(null);
  }

  /** Tables and answers are keyed by name, so names must be unique. */
  private static void requireNames(List<Policy> policies) {
    List<String> names = policies.stream().map(Policy::name).toList();
    InvalidInputException.unless(
        !names.isEmpty() && names.stream().distinct().count() == names.size(),
        "The policies of an evaluation need different names, got %s; rename one with named(…).",
        names);
  }
}

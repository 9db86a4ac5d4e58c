package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Compare;
import org.attune.ComparisonResult;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Evaluation;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.RewardModel;
import org.attune.evaluate.Interval;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.reward.RankingLoss;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.view.Numbers;

/**
 * The whole pipeline: reward model, labels, SFT against FA, RWR and CA from one start policy,
 * evaluation, and CA's reward against the requested reward.
 */
final class Pipeline {
  /**
   * The scores requested from CA; its labels lie mostly within ±2 (Hu et al. 2023, arXiv
   * 2308.12050, Table 1, Fig. 3).
   */
  private static final List<Double> SCORES = List.of(0.1, 0.3, 0.5, 0.7, 0.9);

  private final Settings settings;
  private final Consumer<String> out;

  /**
   * The settings of a run.
   *
   * @param train training pairs
   * @param held held-out pairs for the reward model
   * @param prompts prompts for evaluating policies
   * @param policy the start policy
   * @param golden whether the bundled world's exact reward can judge
   * @param steps optimiser steps of each method
   * @param learningRate highest learning rate of each method
   * @param seeds training seeds
   * @param maxTokens longest answer
   * @param runOptions how checkpoints are kept
   */
  record Settings(
      Dataset train,
      Dataset held,
      Dataset prompts,
      Policy policy,
      boolean golden,
      int steps,
      double learningRate,
      List<Long> seeds,
      int maxTokens,
      RunOptions runOptions) {

    /** Returns how much is read, trained and judged. */
    String size() {
      return String.format(
          Locale.ROOT,
          "%,d training pairs, %,d steps of each method, %,d prompts",
          train.size(),
          steps,
          prompts.size());
    }
  }

  /** The results of a run. */
  record Result(
      Optional<AlignmentResult> first,
      RewardModel reward,
      Interval accuracy,
      Optional<Interval> limit,
      RewardLabel labels,
      ComparisonResult comparison,
      Evaluation evaluation,
      Evaluation asked) {}

  Pipeline(Settings settings, Consumer<String> out) {
    this.settings = settings;
    this.out = out;
  }

  /** Thrown when training was interrupted; its checkpoints are written. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Throws if training is unfinished: numbers of partly trained policies would be taken for
   * results.
   */
  private static void requireFinished(boolean finished) {
    if (!finished) {
      throw new Stopped();
    }
  }

  /** Runs all stages, reporting the result of each. */
  Result run() {
    int prompts = settings.prompts().prompts().size();
    say("Data", settings.train() + "; judged on " + Numbers.counted(prompts, "prompt", "prompts"));
    Optional<AlignmentResult> first =
        settings.golden() ? Optional.empty() : Optional.of(fineTune());
    Policy start = first.map(AlignmentResult::policy).orElse(settings.policy()).named("start");
    say("Start", start.toString());
    RewardModel reward = judge(start);
    Interval accuracy = reward.accuracy(settings.held());
    Optional<Interval> limit =
        settings.golden()
            ? Optional.of(RewardModel.accuracy(Golden.reward(), settings.held()))
            : Optional.empty();
    say("Reward", reward + agreement(accuracy, limit));
    RewardLabel labels = settings.train().rewardLabel(reward);
    say("Labels", labels.toString());
    ComparisonResult comparison =
        new Compare(methods(), settings.seeds()).run(labels, start, runOptions("methods"));
    requireFinished(comparison.finished());
    say("Trained", comparison.toString());
    Evaluation evaluation =
        comparison.evaluate(settings.prompts(), decodings(), metrics(reward, comparison, start));
    Evaluation asked = ask(comparison, reward);
    return new Result(first, reward, accuracy, limit, labels, comparison, evaluation, asked);
  }

  private RewardModel judge(Policy start) {
    RewardModel reward =
        RewardModel.train(
            start,
            settings.train(),
            new RankingLoss(),
            RewardModel.config().seed(settings.seeds().get(0)),
            runOptions("reward-model"));
    requireFinished(reward.finished());
    return reward;
  }

  private static String agreement(Interval accuracy, Optional<Interval> limit) {
    return ", agrees with "
        + percent(accuracy)
        + " of held-out pairs"
        + limit.map(best -> "; the golden reward with " + percent(best)).orElse("");
  }

  /** On real data, first fine-tunes the policy on the preferred answers. */
  private AlignmentResult fineTune() {
    RewardLabel all = settings.train().chosen().rewardLabel((prompt, response) -> 0);
    AlignmentResult tuned = all.align(tuned(Align.sft()), settings.policy(), runOptions("sft"));
    requireFinished(tuned.finished());
    say(
        "SFT",
        tuned
            + " on the preferred responses; "
            + Numbers.counted(tuned.cutPrompts(), "prompt", "prompts")
            + " and "
            + Numbers.counted(tuned.cutResponses(), "response", "responses")
            + " were cut to fit the context");
    return tuned;
  }

  private RunOptions runOptions(String stage) {
    return settings.runOptions().subfolder(stage);
  }

  private List<Method> methods() {
    return List.of(tuned(Align.sft()), tuned(Align.fa()), tuned(Align.rwr()), tuned(Align.ca()));
  }

  /** Returns the method with the common number of steps, so that none has an advantage. */
  private Method tuned(Method method) {
    TrainingConfig plan =
        method
            .config()
            .steps(settings.steps())
            .learningRate(settings.learningRate())
            .seed(settings.seeds().get(0));
    return method.config(plan);
  }

  private List<GenerationConfig> decodings() {
    return List.of(
        GenerationConfig.temperature(1).maxTokens(settings.maxTokens()),
        GenerationConfig.greedy().maxTokens(settings.maxTokens()));
  }

  private Metric[] metrics(RewardModel reward, ComparisonResult comparison, Policy start) {
    List<Metric> metrics = new ArrayList<>();
    var judge = settings.golden() ? Golden.reward() : reward;
    if (settings.golden()) {
      metrics.add(Evaluate.meanReward(Golden.reward()));
    }
    metrics.add(Evaluate.meanReward("proxy reward", reward));
    metrics.add(Evaluate.winRate(judge, comparison.policy("SFT")));
    metrics.add(Evaluate.rankScore(judge));
    metrics.add(Evaluate.klTo(start));
    metrics.add(Evaluate.perplexity(start));
    metrics.add(Evaluate.length());
    return metrics.toArray(Metric[]::new);
  }

  /** Conditions the CA policy on several scores (Hu et al., Table 1). */
  private Evaluation ask(ComparisonResult comparison, RewardModel reward) {
    Policy conditional = comparison.policy("CA");
    List<Policy> asked =
        SCORES.stream()
            .map(score -> conditional.conditionedOn(score).named(Numbers.fixed(score, 1)))
            .toList();
    Metric metric =
        settings.golden()
            ? Evaluate.meanReward(Golden.reward())
            : Evaluate.meanReward("proxy reward", reward);
    int half = Math.max(1, settings.prompts().size() / 2);
    return Evaluate.policies(
        asked, settings.prompts().take(half), List.of(decodings().get(0)), metric);
  }

  private void say(String stage, String text) {
    out.accept(String.format("%-8s %s", stage, text));
  }

  private static String percent(Interval share) {
    return Numbers.interval(100 * share.value(), 100 * share.low(), 100 * share.high()) + " %";
  }
}

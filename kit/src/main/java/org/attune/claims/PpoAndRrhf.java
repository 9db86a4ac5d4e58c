package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.cluster.Portable;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.Interval;
import org.attune.evaluate.Perplexity;
import org.attune.evaluate.RatioSamples;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Grpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.RolloutConfig;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.sample.ResponseMixture;
import org.attune.sample.ResponseSampler;
import org.attune.train.online.OnPolicy;
import org.attune.train.online.RolloutLog;

/**
 * PPO and RRHF with the same reward: reward and perplexity of their final answers (Yuan et al.
 * 2023, arXiv 2304.05302, Table 2 and 10).
 */
final class PpoAndRrhf implements Portable {
  private static final int SHARE = 8;
  private static final int TOKENS = 64;
  private static final int RRHF_PROMPTS = 16;
  private static final int SAMPLES = 4;

  /** Optimiser steps per rollout when RRHF has the budget of other methods. */
  private static final int EVERY = 5;

  private final ClaimContext bench;
  private final Reward reward;
  private final String rewardName;
  private final RunStore shelf;

  /** Prepares runs with a reward, identified by its name. */
  PpoAndRrhf(ClaimContext bench, Reward reward, String rewardName) {
    this.bench = bench;
    this.reward = reward;
    this.rewardName = rewardName;
    this.shelf = bench.runs();
  }

  @Override
  public Parts parts() {
    return new RunsParts(bench, reward, rewardName);
  }

  private record RunsParts(ClaimContext bench, Reward reward, String rewardName) implements Parts {
    @Override
    public Object whole() {
      return new PpoAndRrhf(bench, reward, rewardName);
    }
  }

  /** Returns the runs with the first seed's reward model. */
  static PpoAndRrhf byProxy(ClaimContext bench) {
    long seed = bench.scale().seeds().get(0);
    return new PpoAndRrhf(bench, bench.reward(seed), "reward model " + seed + bench.start().hash());
  }

  private int tokens() {
    return Math.min(TOKENS, bench.scale().maxTokens());
  }

  /** Returns PPO with a budget. */
  RunStore.Job ppo(long seed, Budget budget) {
    var method = Align.ppo().config(sized(Align.ppo().config(), budget, seed));
    return online("PPO", method.rollouts(sized(method.rollouts(), budget)));
  }

  /** Returns NLPO with a budget. */
  RunStore.Job nlpo(long seed, Budget budget) {
    var method = Align.nlpo().config(sized(Align.nlpo().config(), budget, seed));
    return online("NLPO", method.rollouts(sized(method.rollouts(), budget)));
  }

  /** Returns GRPO with the given settings and the context's length. */
  RunStore.Job grpo(long seed, Grpo method) {
    TrainingConfig plan = method.config().steps(rollouts()).seed(seed);
    return online("GRPO", method.config(plan).rollouts(method.rollouts().maxTokens(tokens())));
  }

  /** Returns RLOO with four samples per prompt and a budget. */
  RunStore.Job rloo(long seed, Budget budget) {
    var method = Align.rloo().config(sized(Align.rloo().config(), budget, seed));
    int prompts = Math.max(1, budget.rollout() / SAMPLES);
    return online(
        "RLOO",
        method.rollouts(sized(method.rollouts(), budget).prompts(prompts).samples(SAMPLES)));
  }

  private static TrainingConfig sized(TrainingConfig plan, Budget budget, long seed) {
    int batch = budget.batch();
    return plan.steps(budget.rollouts()).batchSize(batch).microBatch(batch).seed(seed);
  }

  private RolloutConfig sized(RolloutConfig rollouts, Budget budget) {
    return rollouts
        .prompts(budget.rollout())
        .samples(1)
        .passes(budget.passes())
        .maxTokens(tokens());
  }

  /**
   * Returns the number of rollouts of 64 responses for RRHF when it is not compared with other
   * methods.
   */
  private int rollouts() {
    return Math.max(1, bench.scale().steps() / SHARE);
  }

  /** Returns RRHF on four samples of the current policy, four steps per rollout. */
  RunStore.Job rrhf(long seed, double learningRate, double kl) {
    OfflineMethod method = Align.rrhf().learningRate(learningRate);
    return rrhf(method, seed, kl, rollouts(), RRHF_PROMPTS, 4);
  }

  /** Returns RRHF on four samples of the current policy with a budget. */
  RunStore.Job rrhf(long seed, Budget budget) {
    int rollouts = Math.max(1, budget.updates() / EVERY);
    int prompts = Math.max(1, Math.round(budget.responses() / (float) (SAMPLES * rollouts)));
    return rrhf(Align.rrhf(), seed, 0, rollouts, prompts, EVERY);
  }

  private RunStore.Job rrhf(
      OfflineMethod method, long seed, double kl, int rollouts, int prompts, int every) {
    OfflineMethod sized = method.config(method.config().steps(rollouts).seed(seed));
    OnPolicy online =
        Align.onPolicy(sized)
            .source(ResponseSampler.topP(SAMPLES, 1, 0.8).maxTokens(tokens()))
            .prompts(prompts)
            .every(every)
            .kl(kl);
    return online("RRHF-OP" + (kl > 0 ? " with KL" : ""), online);
  }

  /** Returns RRHF on provided responses and beams, with a half of the context's steps. */
  RunStore.Job beams(long seed) {
    Dataset rows = bench.data().take(GroupTrainings.ROWS);
    Method method = new GroupTrainings(bench).rrhf(ResponseMixture.BP);
    Method seeded = method.config(method.config().seed(seed));
    return new RunStore.Job(
        "RRHF-BP",
        seeded + rewardName + bench.start().hash() + rows.hash(),
        0,
        (runOptions, folder) -> {
          RewardLabel labels = rows.rewardLabel(reward);
          return labels.align(seeded, bench.start(), runOptions);
        });
  }

  private RunStore.Job online(String name, OnlineMethod method) {
    return new RunStore.Job(
        name,
        method + rewardName + bench.start().hash() + bench.data().hash(),
        0,
        (runOptions, folder) ->
            bench.data().align(method, bench.start(), reward, runOptions, RolloutLog.none()));
  }

  /** Runs the jobs of several arms, one per seed. */
  List<List<RunStore.Run>> arms(List<Function<Long, RunStore.Job>> arms) {
    return shelf.arms(arms);
  }

  /**
   * The answers of an arm's policies, scored.
   *
   * @param rewards by the training reward, for each seed and prompt
   * @param judged by the context's judge
   * @param surprise mean −log p under the start of an answer's tokens, whose exponential is the
   *     perplexity
   */
  record Said(
      String name,
      List<List<Double>> rewards,
      List<List<Double>> judged,
      List<List<Double>> surprise) {}

  /** Returns the mean training reward of each arm. */
  static List<Finding.Measure> rewards(List<String> prompts, List<Said> arms) {
    return arms.stream()
        .map(arm -> new Finding.Measure(arm.name(), PairedDifference.mean(prompts, arm.rewards())))
        .toList();
  }

  /** Returns figures with the reward and the perplexity of each arm. */
  static FigureData rows(
      FigureData data, String figure, String reward, ClaimContext bench, List<Said> arms) {
    FigureData longer = data;
    for (Said arm : arms) {
      Interval log = PairedDifference.mean(bench.prompts(), arm.surprise()).interval();
      Interval mean = PairedDifference.mean(bench.prompts(), arm.rewards()).interval();
      longer =
          longer
              .row(figure, arm.name(), "perplexity", log.map(Math::exp))
              .row(figure, arm.name(), reward, mean);
    }
    return longer;
  }

  /** Samples and scores answers of all arms to the context's prompts. */
  List<Said> said(Map<String, List<Policy>> arms) {
    List<Said> all = new ArrayList<>();
    arms.forEach((name, policies) -> all.add(said(name, policies)));
    return all;
  }

  private Said said(String name, List<Policy> policies) {
    List<List<List<Double>>> found = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      found.add(null);
    }
    List<Supplier<Boolean>> open = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      int place = i;
      open.add(
          () -> {
            List<List<Double>> one = one(policies.get(place), bench.scale().seeds().get(place));
            synchronized (found) {
              found.set(place, one);
            }
            return true;
          });
    }
    RunStore.sideBySide("judge", open);
    return new Said(
        name,
        found.stream().map(numbers -> numbers.get(0)).toList(),
        found.stream().map(numbers -> numbers.get(1)).toList(),
        found.stream().map(numbers -> numbers.get(2)).toList());
  }

  private List<List<Double>> one(Policy policy, long seed) {
    Completions answers = bench.answers(policy, seed);
    RatioSamples tally =
        new Perplexity(bench.start().model(), bench.start().layout())
            .measure(answers, new EvaluationContext(Map.of()))
            .get("perplexity");
    List<Double> surprise = new ArrayList<>();
    for (int i = 0; i < answers.texts().size(); i++) {
      surprise.add(-tally.above().get(i) / tally.below().get(i));
    }
    return List.of(
        reward.scores(answers.prompts(), answers.texts()),
        bench.judge().scores(answers.prompts(), answers.texts()),
        surprise);
  }
}

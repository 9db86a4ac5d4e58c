package org.attune.claims;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.RewardModel;
import org.attune.cluster.Cluster;
import org.attune.cluster.Portable;
import org.attune.data.TemporaryFolder;
import org.attune.method.Method;
import org.attune.reward.LinearReward;
import org.attune.reward.LinearTraining;
import org.attune.reward.Reward;
import org.attune.sample.Completions;

/**
 * The context shared by claims: the start, reward models, labels, and trained policies.
 *
 * <p>Expensive results are stored in a folder under a name derived from everything that decides
 * them, so that claims share trained policies and an interrupted ledger resumes.
 */
public final class ClaimContext implements Portable {
  private static final String REWARD = "reward ";

  private final RunScale scale;
  private final Policy start;
  private final Dataset data;
  private final Dataset prompts;
  private final Reward judge;
  private final ResultStore results;

  /**
   * Creates a context.
   *
   * @param start the policy from which all trainings start
   * @param data the training pairs
   * @param prompts the unseen evaluation prompts
   * @param judge the reward that judges
   * @param folder the folder for trained policies and models
   */
  public ClaimContext(
      RunScale scale, Policy start, Dataset data, Dataset prompts, Reward judge, Path folder) {
    this(
        scale,
        start.named("start"),
        data,
        prompts.take(scale.prompts()),
        judge,
        new ResultStore(folder, Map.of()));
  }

  private ClaimContext(
      RunScale scale,
      Policy start,
      Dataset data,
      Dataset prompts,
      Reward judge,
      ResultStore results) {
    this.scale = scale;
    this.start = start;
    this.data = data;
    this.prompts = prompts;
    this.judge = judge;
    this.results = results;
  }

  /** Returns this context with its trainings and samples on a cluster; the numbers are the same. */
  public ClaimContext on(Cluster other) {
    return new ClaimContext(scale, start, data, prompts, judge, results.on(other));
  }

  @Override
  public Parts parts() {
    return new ContextParts(scale, start, data, prompts, judge, results.remembered(REWARD));
  }

  /** What a run needs: of what was computed the reward models; the folder stays here. */
  private record ContextParts(
      RunScale scale,
      Policy start,
      Dataset data,
      Dataset prompts,
      Reward judge,
      Map<String, Object> rewards)
      implements Parts {
    @Override
    public Object whole() {
      return new ClaimContext(
          scale,
          start,
          data,
          prompts,
          judge,
          new ResultStore(TemporaryFolder.ofProcess("ledger"), rewards));
    }
  }

  /** Returns where results are computed and kept. */
  ResultStore results() {
    return results;
  }

  /** Returns the scale. */
  public RunScale scale() {
    return scale;
  }

  /** Returns the policy from which all trainings start. */
  public Policy start() {
    return start;
  }

  /** Returns the training data. */
  public Dataset data() {
    return data;
  }

  /**
   * Returns the evaluation prompts, repeated once per answer; equal prompts form one cluster in
   * every interval.
   */
  public List<String> prompts() {
    return prompts(prompts.prompts().size());
  }

  /** Returns the first evaluation prompts, repeated once per answer. */
  List<String> prompts(int most) {
    List<String> first = prompts.prompts();
    List<String> asked = first.subList(0, Math.min(most, first.size()));
    return Collections.nCopies(scale.answers(), asked).stream().flatMap(List::stream).toList();
  }

  /** Returns this context with only its first seeds; all that is computed is shared. */
  ClaimContext seeds(int most) {
    List<Long> first = scale.seeds().subList(0, Math.min(most, scale.seeds().size()));
    return new ClaimContext(scale.seeds(first), start, data, prompts, judge, results);
  }

  /** Returns a text that differs whenever the results would. */
  public String identity() {
    return scale + " " + start.hash() + " " + data.hash() + " " + prompts.hash() + " " + judge;
  }

  /**
   * Returns the reward model of a seed: linear, because it orders more held-out pairs as the judge
   * does than a network that starts from a small policy, and is trained in seconds.
   */
  public LinearReward reward(long seed) {
    return results.remember(REWARD + seed, () -> findReward(seed));
  }

  private LinearReward findReward(long seed) {
    LinearTraining plan = LinearTraining.standard().seed(seed);
    Path place = results.place("reward", plan + data.hash());
    if (LinearReward.isIn(place)) {
      return LinearReward.load(place);
    }
    LinearReward model = RewardModel.linear(data, plan);
    model.save(place);
    return model;
  }

  /** Returns all responses of the data, labelled by the first seed's reward model. */
  public RewardLabel labels() {
    long seed = scale.seeds().get(0);
    return results.remember("labels " + seed, () -> labels(seed));
  }

  /** Returns the responses of the first rows, with the same labels on the same scale. */
  public RewardLabel firstLabels(int rows) {
    return labels().label(data.take(rows));
  }

  /** Returns all responses of the data, labelled by a seed's reward model. */
  public RewardLabel labels(long seed) {
    return data.rewardLabel(reward(seed));
  }

  /**
   * Trains methods on single responses with every seed, in parallel, for the number of steps of the
   * scale, with equally many responses per step.
   *
   * @return for each method, in order, one policy per seed
   */
  public List<List<Policy>> train(List<Method> methods) {
    return train(methods.stream().map(this::sized).toList(), labels());
  }

  /**
   * Trains methods with every seed, in parallel, each for its own number of steps.
   *
   * @return for each method, in order, one policy per seed
   */
  public List<List<Policy>> train(List<Method> methods, RewardLabel on) {
    return policies().train(methods, on);
  }

  /** Returns the stored runs with snapshots, one per seed of the scale. */
  RunStore runs() {
    return new RunStore(results, scale.seeds());
  }

  private PolicyStore policies() {
    return new PolicyStore(results, start, scale.seeds());
  }

  private Method sized(Method method) {
    int batch = scale.batchSize();
    return method.config(method.config().steps(scale.steps()).batchSize(batch).microBatch(batch));
  }

  /** Returns the seconds of each seed's training with a method in {@link #train}. */
  List<Double> seconds(Method method) {
    return policies().seconds(sized(method), labels());
  }

  /** Returns the reward that judges. */
  Reward judge() {
    return judge;
  }

  /** Returns the answers of each seed's policy, sampled at temperature 1. */
  public List<Completions> answers(List<Policy> policies) {
    return answers(policies, prompts.prompts().size());
  }

  /** Returns the answers of each seed's policy to the first prompts only. */
  List<Completions> answers(List<Policy> policies, int most) {
    return policyAnswers().sample(policies, prompts(most));
  }

  /**
   * Returns the judge's reward of each answer, for each seed; what another claim has judged is not
   * sampled again.
   */
  public List<List<Double>> judged(List<Policy> policies) {
    return policyAnswers().judged(policies, prompts(), judge);
  }

  /** Returns the answers of one policy to all prompts, sampled at temperature 1 with a seed. */
  Completions answers(Policy policy, long seed) {
    return policyAnswers().sample(policy, prompts(), seed);
  }

  /** Returns the texts of the same answers; what another claim has sampled is not sampled again. */
  List<String> texts(Policy policy, long seed) {
    return policyAnswers().texts(policy, prompts(), seed);
  }

  private PolicyAnswers policyAnswers() {
    return new PolicyAnswers(results, scale);
  }

  /** Returns the start once per seed, for comparison with trained policies. */
  public List<Policy> starts() {
    return scale.seeds().stream().map(seed -> start).toList();
  }
}

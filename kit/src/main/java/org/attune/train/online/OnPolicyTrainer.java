package org.attune.train.online;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.engine.HostTensor;
import org.attune.method.OfflineMethod;
import org.attune.method.Requirement;
import org.attune.method.TrainingConfig;
import org.attune.model.BatchScorer;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.Batches;
import org.attune.train.loop.Checkpoint;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.TrainableParameters;
import org.attune.train.offline.MismatchedPairs;
import org.attune.train.offline.PolicyObjective;
import org.attune.train.offline.ReferenceScores;
import org.attune.util.InvalidInputException;

/** Trains with an offline method's loss on the responses of each round. */
final class OnPolicyTrainer implements OnlineTrainer {
  private final OnPolicy online;
  private final OfflineMethod method;
  private final TrainingConfig plan;
  private final LanguageModel start;
  private final LanguageModel model;
  private final DataParallel trainees;
  private final Decoder reference;
  private final TrainableParameters actor;

  OnPolicyTrainer(OnPolicy online, LanguageModel start, PromptTemplate layout) {
    this.online = online;
    this.method = online.method();
    this.plan = method.config();
    InvalidInputException.unless(
        !method.layout(layout).conditional(),
        "%s writes the reward into the prompt, which the policy has not read when it answers; use"
            + " another method, or sample first and align offline.",
        method.name());
    this.start = start;
    this.model = start.trainee(plan.lora(), plan.seed());
    this.trainees = DataParallel.of(model, plan.compute());
    this.reference = start.referenceDecoder(model);
    this.actor = new TrainableParameters("policy", trainees.weights());
  }

  @Override
  public Learnt learn(int round, List<Rollout> rollout, double rate) {
    Map<String, Double> parts = new LinkedHashMap<>(RolloutMetrics.of(rollout));
    float[] then = sums(reference, rollout);
    // Not the log-probabilities from sampling: their bfloat16 rounding would count as divergence.
    float[] now = sums(trainees.decoder(), rollout);
    parts.put(RolloutMetrics.KL, meanDifference(now, then));
    List<Rollout> used = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    List<Float> references = new ArrayList<>();
    for (int i = 0; i < now.length; i++) {
      double reward =
          online.scale().apply(rollout.get(i).score() - online.kl() * (now[i] - then[i]));
      if (method.uses(reward)) {
        used.add(rollout.get(i));
        rewards.add(reward);
        references.add(then[i]);
      }
    }
    PolicyObjective.Rows rows = rows(used, rewards);
    parts.put("examples", (double) rows.examples().size());
    parts.putAll(signal(rollout, used, rows.examples()));
    return rows.examples().isEmpty()
        ? new Learnt(0, 0, parts)
        : steps(round, objective(used, rows, references), rate, parts);
  }

  private static double meanDifference(float[] now, float[] then) {
    return IntStream.range(0, now.length).mapToDouble(i -> now[i] - then[i]).average().orElse(0);
  }

  private PolicyObjective.Rows rows(List<Rollout> used, List<Double> rewards) {
    List<Integer> groups = used.stream().map(Rollout::group).toList();
    return new PolicyObjective.Rows(
        used.stream().map(Rollout::tokens).toList(),
        rewards,
        method.grouping().ofGroups(groups, rewards));
  }

  /** A group without an example carries no signal. */
  private static Map<String, Double> signal(
      List<Rollout> rollout, List<Rollout> used, List<List<Integer>> examples) {
    Set<Integer> telling = new HashSet<>();
    examples.forEach(example -> telling.add(used.get(example.get(0)).group()));
    int[] groups = rollout.stream().mapToInt(Rollout::group).toArray();
    return RolloutMetrics.signal(
        groups, rollout.stream().map(row -> telling.contains(row.group())).toList());
  }

  private Learnt steps(
      int round, PolicyObjective objective, double rate, Map<String, Double> parts) {
    Batches batches =
        new Batches(
            objective.size(),
            plan.batchSize(),
            plan.seed() * 1_000_003L + round,
            objective::batchLength);
    double loss = 0;
    double norm = 0;
    for (int step = 0; step < online.every(); step++) {
      loss += objective.gradients(trainees, batches.batch(step), plan.microBatch()).loss();
      norm += actor.step(rate, plan.weightDecay(), plan.clip());
    }
    return new Learnt(loss / online.every(), norm / online.every(), parts);
  }

  private PolicyObjective objective(
      List<Rollout> used, PolicyObjective.Rows rows, List<Float> references) {
    float[] sums = new float[references.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = references.get(i);
    }
    Optional<PolicyObjective.Mismatch> mismatch =
        method.requirements().contains(Requirement.MISMATCH)
            ? Optional.of(mismatched(used))
            : Optional.empty();
    Optional<float[]> given =
        method.requirements().isEmpty() ? Optional.empty() : Optional.of(sums);
    return new PolicyObjective(method, start, model, rows, given, mismatch);
  }

  /** Pairs each response with the next different prompt of the rollout. */
  private PolicyObjective.Mismatch mismatched(List<Rollout> used) {
    List<Integer> places =
        MismatchedPairs.places(method.name(), used.stream().map(Rollout::prompt).toList());
    List<TokenizedExample> others =
        IntStream.range(0, used.size())
            .mapToObj(
                i ->
                    new TokenizedExample(
                        used.get(places.get(i)).tokens().prompt(), used.get(i).tokens().response()))
            .toList();
    return new PolicyObjective.Mismatch(others, ReferenceScores.sums(reference, others));
  }

  private float[] sums(Decoder decoder, List<Rollout> rollout) {
    return new BatchScorer(decoder, plan.microBatch())
        .inOrder()
        .logProbs(rollout.stream().map(Rollout::tokens).toList());
  }

  @Override
  public LanguageModel policy() {
    return model;
  }

  @Override
  public List<Decoder> trained() {
    return List.of(trainees.decoder());
  }

  /** An example is a response, a pair or a group, by the method. */
  @Override
  public List<List<TokenizedExample>> texts(List<Rollout> rollout) {
    return method
        .grouping()
        .ofGroups(
            rollout.stream().map(Rollout::group).toList(),
            rollout.stream().map(Rollout::score).toList())
        .stream()
        .map(rows -> rows.stream().map(i -> rollout.get(i).tokens()).toList())
        .toList();
  }

  @Override
  public void record(boolean gradients) {
    actor.requireGradients(gradients);
  }

  @Override
  public Map<String, HostTensor> weights() {
    return actor.tensors();
  }

  @Override
  public Map<String, HostTensor> optimisers() {
    return actor.state();
  }

  @Override
  public void restore(Checkpoint.TrainerState snapshot) {
    actor.restore(snapshot);
  }
}

package org.attune.train.online;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.engine.HostTensor;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Advantages;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.RatioStatistics;
import org.attune.method.online.Trajectory;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Nucleus;
import org.attune.model.TokenizedExample;
import org.attune.reward.RewardNetwork;
import org.attune.train.loop.Checkpoint;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainableParameters;
import org.attune.util.RowGroups;

/**
 * Trains with any policy-gradient method: computes advantages for a rollout, then takes mini-batch
 * steps on it.
 */
final class PolicyGradientTrainer implements OnlineTrainer {
  private final PolicyGradient method;
  private final TrainingConfig plan;
  private final LanguageModel model;
  private final TrainableParameters actor;
  private final Optional<TrainableParameters> judge;
  private final DataParallel trainees;
  private final Optional<Critic> critic;
  private final RolloutScorer scores;
  private final ActorLoss actorLoss;
  private final Optional<MaskPolicy> mask;
  private final Optional<DemonstrationLoss> demonstrations;
  private final ScoreRange range = new ScoreRange();
  private double coefficient;

  /**
   * Creates a trainer of copies of the start and of the critic, neither of which changes.
   *
   * @param shown demonstrations for methods with a loss on them, such as PPO-ptx
   */
  PolicyGradientTrainer(
      PolicyGradient method,
      LanguageModel start,
      Optional<RewardNetwork> critic,
      List<TokenizedExample> shown) {
    this.method = method;
    this.plan = method.config();
    this.model = start.trainee(plan.lora(), plan.seed());
    this.trainees = DataParallel.of(model, plan.compute());
    this.actor = new TrainableParameters("policy", trainees.weights());
    this.critic = critic.map(network -> Critic.copy(network, plan));
    this.judge = this.critic.map(c -> new TrainableParameters("critic", c.model().weights()));
    this.mask = method.actionMask().map(wish -> new MaskPolicy(wish, model));
    Optional<Nucleus> nucleus = mask.map(MaskPolicy::nucleus);
    this.scores = scorer(start, nucleus);
    this.actorLoss = new ActorLoss(method, nucleus);
    this.demonstrations =
        method.ptx() > 0
            ? Optional.of(new DemonstrationLoss(shown, method.ptx(), plan))
            : Optional.empty();
    this.coefficient = method.penalty().coefficient();
  }

  private RolloutScorer scorer(LanguageModel start, Optional<Nucleus> nucleus) {
    return new RolloutScorer(
        trainees.decoder(),
        start.referenceDecoder(model),
        critic.map(Critic::reader),
        plan.microBatch(),
        nucleus);
  }

  /** A critic in training. */
  private record Critic(RewardNetwork network, DataParallel model) {
    static Critic copy(RewardNetwork network, TrainingConfig plan) {
      RewardNetwork own = network.trainee(plan.lora(), plan.seed());
      return new Critic(own, DataParallel.of(own.model(), plan.compute()));
    }

    RolloutScorer.Critic reader() {
      return new RolloutScorer.Critic(network, model.decoder());
    }
  }

  @Override
  public Learnt learn(int round, List<Rollout> rollout, double rate) {
    RolloutScorer.Read read = scores.read(rollout);
    List<Advantages> advantages = method.advantages(read.trajectories(), coefficient);
    RolloutBuffer experience = experience(rollout, read, advantages);
    Map<String, Double> parts = new LinkedHashMap<>(RolloutMetrics.of(rollout, read, coefficient));
    parts.putAll(RolloutMetrics.signal(method.groups(read.trajectories()), experience.signal()));
    Sums sums = takeSteps(round, rollout, experience, rate);
    parts.put("clip fraction", sums.ratios.clipFraction());
    parts.put("KL moved", sums.ratios.movedKl());
    if (critic.isPresent()) {
      parts.put("value loss", sums.valueLoss / sums.steps);
      parts.put("explained variance", RolloutMetrics.explained(read.trajectories(), advantages));
    }
    if (demonstrations.isPresent()) {
      parts.put("ptx loss", sums.imitation / method.ptx() / sums.steps);
    }
    coefficient = next(parts);
    return new Learnt(sums.loss / sums.steps, sums.norm / sums.steps, parts);
  }

  private RolloutBuffer experience(
      List<Rollout> rollout, RolloutScorer.Read read, List<Advantages> advantages) {
    return new RolloutBuffer(
        rollout.stream().map(Rollout::tokens).toList(),
        read.trajectories(),
        advantages,
        coefficient,
        read.behaviour(),
        signal(read.trajectories()));
  }

  /** Sums over the steps on one rollout. */
  private static final class Sums {
    private double loss;
    private double norm;
    private double valueLoss;
    private double imitation;
    private RatioStatistics ratios = RatioStatistics.NONE;
    private int steps;
  }

  private Sums takeSteps(int round, List<Rollout> rollout, RolloutBuffer experience, double rate) {
    Sums sums = new Sums();
    for (int pass = 0; pass < method.rollouts().passes(); pass++) {
      for (List<Integer> batch : batches(rollout, round, pass)) {
        ActorLoss.Outcome outcome =
            actorLoss.gradients(trainees, experience, batch, plan.microBatch());
        sums.ratios = outcome.add(sums.ratios);
        double imitation = imitate(round, sums.steps);
        sums.loss += outcome.loss() + imitation;
        sums.imitation += imitation;
        sums.norm += step(outcome.isTelling(), rate);
        sums.valueLoss += critic(experience, batch, rate);
        sums.steps++;
      }
    }
    return sums;
  }

  /** Takes no step without gradients: the optimiser would move the weights by its momentum. */
  private double step(boolean telling, double rate) {
    boolean any = telling || demonstrations.isPresent();
    return any ? actor.step(rate, plan.weightDecay(), plan.clip()) : 0;
  }

  /**
   * Returns which responses carry signal. Equal scores in a rollout are informative with a critic,
   * unless all earlier scores were the same.
   */
  private List<Boolean> signal(List<Trajectory> rollout) {
    rollout.forEach(response -> range.add(response.score()));
    boolean[] signal = method.signal(rollout);
    return IntStream.range(0, signal.length)
        .mapToObj(i -> critic.isPresent() ? !range.isPoint() : signal[i])
        .toList();
  }

  /**
   * Accumulates the gradients of demonstrations, which continue from step to step and round to
   * round.
   */
  private double imitate(int round, int step) {
    int batches = (method.rollouts().size() + plan.batchSize() - 1) / plan.batchSize();
    int before = round * method.rollouts().passes() * batches;
    return demonstrations.map(loss -> loss.gradients(trainees, before + step)).orElse(0.0);
  }

  @Override
  public void begin(int round) {
    mask.ifPresent(copy -> copy.begin(round, model));
  }

  @Override
  public Optional<MaskPolicy> mask() {
    return mask;
  }

  /** Takes one step of the critic on the same responses and returns its loss. */
  private double critic(RolloutBuffer experience, List<Integer> batch, double rate) {
    if (critic.isEmpty()) {
      return 0;
    }
    Critic learner = critic.orElseThrow();
    CriticLoss losses = new CriticLoss(method, learner.network(), experience);
    double loss =
        learner
            .model()
            .gradients(
                experience.grouped(batch),
                plan.microBatch(),
                (double) experience.responseTokens(batch),
                losses)
            .loss();
    double share = rate / plan.learningRate();
    judge.orElseThrow().step(method.criticRate() * share, plan.weightDecay(), plan.clip());
    return loss;
  }

  /** Shuffles whole groups: responses to one prompt stay together, so that it is read once. */
  private List<List<Integer>> batches(List<Rollout> rollout, int round, int pass) {
    List<List<Integer>> shuffled =
        new ArrayList<>(RowGroups.of(rollout.stream().map(Rollout::group).toList()).values());
    Collections.shuffle(shuffled, new Random((plan.seed() * 1_000_003L + round) * 31 + pass));
    List<Integer> order = shuffled.stream().flatMap(List::stream).toList();
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += plan.batchSize()) {
      batches.add(order.subList(from, Math.min(order.size(), from + plan.batchSize())));
    }
    return batches;
  }

  /** Returns the KL coefficient of the next round; it depends only on the history. */
  private double next(Map<String, Double> parts) {
    return method
        .penalty()
        .after(
            parts.get(RolloutMetrics.COEFFICIENT),
            parts.get(RolloutMetrics.KL),
            parts.get(RolloutMetrics.RESPONSES).intValue());
  }

  @Override
  public LanguageModel policy() {
    return model;
  }

  @Override
  public List<Decoder> trained() {
    return Stream.concat(
            Stream.of(trainees.decoder()), critic.map(c -> c.model().decoder()).stream())
        .toList();
  }

  @Override
  public void record(boolean gradients) {
    actor.requireGradients(gradients);
    judge.ifPresent(trained -> trained.requireGradients(gradients));
  }

  @Override
  public Map<String, HostTensor> weights() {
    Map<String, HostTensor> all = new LinkedHashMap<>(actor.tensors());
    judge.ifPresent(trained -> all.putAll(trained.tensors()));
    mask.ifPresent(copy -> all.putAll(copy.tensors()));
    return all;
  }

  @Override
  public Map<String, HostTensor> optimisers() {
    Map<String, HostTensor> all = new LinkedHashMap<>(actor.state());
    judge.ifPresent(trained -> all.putAll(trained.state()));
    return all;
  }

  @Override
  public void restore(Checkpoint.TrainerState snapshot) {
    actor.restore(snapshot);
    judge.ifPresent(trained -> trained.restore(snapshot));
    mask.ifPresent(copy -> copy.restore(snapshot));
    List<StepMetrics> steps = snapshot.history().steps();
    steps.forEach(step -> range.add(step.parts()));
    coefficient = next(steps.get(steps.size() - 1).parts());
  }
}

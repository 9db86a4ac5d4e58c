package org.attune.cli;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.method.LearningRateRule;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.reward.Reward;
import org.attune.sweep.Setting;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.OnPolicy;
import org.attune.train.online.RolloutLog;

/**
 * Trainings that share loss, steps, learning rate and prompts, and differ in the source of
 * responses: online the policy's own, judged by the reward; offline those of the data (Tang et al.
 * 2024, arXiv 2405.08448, §3).
 */
final class CurveArms {
  private final Dataset rows;
  private final Policy start;
  private final Optional<Reward> reward;
  private final int snapshots;

  /**
   * Prepares the trainings.
   *
   * @param reward judges responses during online training, if any
   * @param snapshots number of policies to keep of each run
   */
  CurveArms(Dataset rows, Policy start, Optional<Reward> reward, int snapshots) {
    this.rows = rows;
    this.start = start;
    this.reward = reward;
    this.snapshots = snapshots;
  }

  /** Returns the run of a setting on the data's responses with the given labels. */
  CurveJob offline(Setting<OfflineMethod> setting, RewardLabel labels, long seed, boolean apart) {
    OfflineMethod method = setting.method().config(setting.method().config().seed(seed));
    String group = "offline " + method.name();
    String what =
        group
            + ", "
            + method
            + ", "
            + RewardOption.known(labels.reward())
            + ", data "
            + labels.dataHash();
    Policy from = start;
    return job(
        group, setting.label(), apart, method.config(), what, k -> labels.align(method, from, k));
  }

  /**
   * Returns the run of a setting on the policy's own responses, collected by the given rollouts.
   */
  CurveJob online(
      Setting<OfflineMethod> setting,
      Function<OnPolicy, OnlineMethod> collect,
      long seed,
      boolean apart) {
    OfflineMethod method = setting.method().config(setting.method().config().seed(seed));
    return online(collect.apply(Align.onPolicy(shared(method))), setting.label(), apart);
  }

  /** By default imitation is slower on policy, but both arms have the rate of the offline one. */
  private OfflineMethod shared(OfflineMethod method) {
    LearningRateRule rule = method.learningRateRule();
    return rule.onPolicy() == rule ? method : method.withLearningRate(start.model());
  }

  /** Returns the run of an inherently online method. */
  CurveJob online(OnlineMethod method) {
    return online(method, "", false);
  }

  private CurveJob online(OnlineMethod method, String label, boolean apart) {
    Reward judging = reward.orElseThrow();
    String what = method + ", " + RewardOption.known(judging) + ", data " + rows.hash();
    Dataset asked = rows;
    Policy from = start;
    return job(
        method.name(),
        label,
        apart,
        method.config(),
        what,
        k -> asked.align(method, from, judging, k, RolloutLog.none()));
  }

  /** Trains with some options; it may run in another process, so it holds no part of this one. */
  private interface Training extends Serializable {
    AlignmentResult run(RunOptions runOptions);
  }

  private CurveJob job(
      String group,
      String label,
      boolean apart,
      TrainingConfig plan,
      String what,
      Training training) {
    String name = (group + " " + label).strip();
    String all = what + ", start " + start.hash() + ", seed " + plan.seed() + ", of " + snapshots;
    return new CurveJob(
        apart ? name : group,
        name + ", seed " + plan.seed(),
        plan.seed(),
        all,
        Math.max(1, plan.steps() / snapshots),
        runOptions -> policies(name, training.run(runOptions)));
  }

  /** Returns the snapshots and the final policy, unless the last snapshot is the final policy. */
  private static Optional<List<Policy>> policies(String name, AlignmentResult run) {
    if (!run.finished()) {
      return Optional.empty();
    }
    List<Policy> kept = new ArrayList<>();
    for (Policy snapshot : run.snapshots()) {
      kept.add(snapshot.named(name + snapshot.name().substring(snapshot.name().lastIndexOf(" @"))));
    }
    boolean whole = !kept.isEmpty() && kept.get(kept.size() - 1).hash().equals(run.policy().hash());
    Stream<Policy> end =
        whole ? Stream.empty() : Stream.of(run.policy().named(name + " @" + steps(run)));
    return Optional.of(Stream.concat(kept.stream(), end).toList());
  }

  private static int steps(AlignmentResult run) {
    return run.history().steps().size();
  }
}

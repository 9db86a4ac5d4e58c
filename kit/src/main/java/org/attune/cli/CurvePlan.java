package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.Sweep;
import org.attune.method.AlignmentMethod;
import org.attune.method.LearningRateSchedule;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.reward.Reward;
import org.attune.sweep.Setting;
import org.attune.train.online.OnPolicy;
import org.attune.util.InvalidInputException;

/**
 * The trainings that the options of a curve request.
 *
 * @param wish the requested curves
 * @param method the loss and its settings
 * @param rollouts how responses are collected online
 * @param plan how long and how fast to train
 * @param lora the adapter, if one is trained
 * @param seeds each setting is trained once with each
 */
record CurvePlan(
    CurveOptions wish,
    MethodOptions method,
    RolloutOptions rollouts,
    TrainingOptions plan,
    LoraOptions lora,
    List<Long> seeds) {
  private static final int STEPS = 120;
  private static final double WARMUP = 0.05;

  /** Rejects what cannot be trained. */
  void check() {
    AlignmentMethod approach = method.approach();
    InvalidInputException.unless(
        !(approach instanceof OnPolicy),
        "curve trains both online and offline; use --online instead of --on-policy.");
    if (approach instanceof OnlineMethod online) {
      wish.requireOnline(approach.name());
      requireSteps(planned(online).config());
      return;
    }
    List<Setting<OfflineMethod>> settings = settings();
    settings.forEach(setting -> requireSteps(setting.method().config()));
    if (wish.online()) {
      settings.forEach(setting -> rollouts.apply(Align.onPolicy(setting.method()), method));
    } else {
      rollouts.requireNoRollouts();
    }
  }

  private void requireSteps(TrainingConfig planned) {
    InvalidInputException.unless(
        planned.steps() > 0,
        "--snapshots are spread over --steps; use --steps rather than --epochs.");
    InvalidInputException.unless(
        planned.steps() >= wish.snapshots(),
        "%d --snapshots do not fit into %d steps; ask for fewer.",
        wish.snapshots(),
        planned.steps());
  }

  /** Returns whether a reward has to judge responses during training. */
  boolean needsReward(Dataset rows) {
    return method.approach() instanceof OnlineMethod || wish.online() || wish.relabels(rows);
  }

  /**
   * Returns a plan with a constant learning rate, so that a snapshot equals the end of a shorter
   * training.
   */
  private TrainingConfig steady(TrainingConfig usual) {
    plan.requireNoTest("attune curve");
    TrainingConfig constant = usual.schedule(LearningRateSchedule.CONSTANT).warmup(WARMUP);
    return lora.apply(plan.apply(constant, seeds.get(0)));
  }

  private List<Setting<OfflineMethod>> settings() {
    OfflineMethod loss = method.make();
    OfflineMethod base = loss.config(steady(loss.config().steps(STEPS)));
    return new SweepAxes(method.entry()).all(Sweep.of(base), wish.vary()).settings();
  }

  private OnlineMethod planned(OnlineMethod online) {
    return rollouts.apply(online.config(steady(online.config())), method);
  }

  /** Returns the trainings, seed by seed, so that a curve stopped early is balanced. */
  List<CurveJob> jobs(Dataset rows, Policy start, Optional<Reward> reward) {
    CurveArms arms = new CurveArms(rows, start, reward, wish.snapshots());
    if (method.approach() instanceof OnlineMethod online) {
      OnlineMethod one = planned(online);
      return seeds.stream().map(s -> arms.online(one.config(one.config().seed(s)))).toList();
    }
    Optional<RewardLabel> labels =
        !wish.offline()
            ? Optional.empty()
            : Optional.of(
                wish.relabels(rows)
                    ? rows.rewardLabel(RewardChoice.comparing(reward.orElseThrow(), rows))
                    : rows.humanLabels());
    List<CurveJob> jobs = new ArrayList<>();
    for (long s : seeds) {
      for (Setting<OfflineMethod> setting : settings()) {
        if (wish.online()) {
          jobs.add(arms.online(setting, m -> rollouts.apply(m, method), s, wish.apart()));
        }
        labels.ifPresent(l -> jobs.add(arms.offline(setting, l, s, wish.apart())));
      }
    }
    return jobs;
  }
}

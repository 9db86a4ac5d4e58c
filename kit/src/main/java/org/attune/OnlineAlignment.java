package org.attune;

import org.attune.data.RowType;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.progress.ProgressCallback;
import org.attune.reward.Reward;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.online.OnlineTraining;
import org.attune.train.online.RolloutLog;
import org.attune.view.Costs;

/** Runs online alignment with prompts, a policy and a reward. */
final class OnlineAlignment {
  private OnlineAlignment() {}

  static AlignmentResult align(
      Dataset prompts,
      OnlineMethod given,
      Policy policy,
      Reward reward,
      RunOptions runOptions,
      RolloutLog recording) {
    OnlineMethod method = withLearningRate(given, policy);
    PolicySnapshots snapshots = new PolicySnapshots(method.name());
    RunOptions watched =
        snapshots
            .collectedBy(runOptions)
            .defaultListener(() -> new ProgressCallback(method.name()));
    PolicyTraining.Result result =
        training(prompts, method, policy, reward)
            .recording(recording)
            .run(prompts.prompts(), watched);
    RunContext context =
        RunContext.of(
            prompts.hash(),
            Costs.of(method.name()).and(Costs.REWARD_MODEL, reward.trainingSeconds()),
            prompts.notes(),
            LabelledRows.origin(prompts, reward),
            Reproduction.online(prompts.source(), reward, method, policy));
    return new AlignmentResult(policy, method, result, context).with(snapshots.policies());
  }

  private static OnlineTraining training(
      Dataset prompts, OnlineMethod method, Policy policy, Reward reward) {
    OnlineTraining training = new OnlineTraining(policy.model(), policy.layout(), method, reward);
    if (reward instanceof RewardModel model) {
      training = training.criticFrom(model.network());
    }
    if (method instanceof PolicyGradient gradient
        && gradient.ptx() > 0
        && prompts.kind() != RowType.PROMPTS) {
      training = training.demonstrations(prompts.chosen().demonstrations());
    }
    return training;
  }

  /** Returns a method with the learning rate for a policy filled in. */
  static OnlineMethod withLearningRate(OnlineMethod method, Policy policy) {
    return method.config(method.learningRateRule().fill(method.config(), policy.model()));
  }
}

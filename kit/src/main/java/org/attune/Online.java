package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Kind;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.reward.Reward;
import org.attune.train.Keeping;
import org.attune.train.OnlineTraining;
import org.attune.train.PolicyTraining;
import org.attune.train.Recording;
import org.attune.view.Costs;

/** Joins prompts, policy and reward into an online run. */
final class Online {
  private Online() {}

  static Alignment align(
      Dataset prompts,
      OnlineMethod method,
      Policy policy,
      Reward reward,
      Keeping keeping,
      Recording recording) {
    List<Policy> moments = new ArrayList<>();
    Keeping watched =
        Alignment.moments(keeping, method, moments).watchedBy(() -> new Watching(method.name()));
    OnlineTraining training =
        new OnlineTraining(policy.model(), policy.layout(), method, reward).recording(recording);
    if (reward instanceof RewardModel model) {
      training = training.criticFrom(model.network());
    }
    if (method instanceof PolicyGradient gradient
        && gradient.ptx() > 0
        && prompts.kind() != Kind.PROMPTS) {
      training = training.demonstrations(prompts.chosen().demonstrations());
    }
    PolicyTraining.Result result = training.run(prompts.prompts(), watched);
    Costs before = Costs.of(method.name()).and(Costs.REWARD_MODEL, reward.trainingSeconds());
    return new Alignment(policy, method, result, prompts.hash(), before).with(moments);
  }
}

package org.attune.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.attune.method.online.PolicyGradient;
import org.attune.model.TokenBatch;

/** The critic's loss on mini-batches of a rollout: the mean over response tokens. */
final class CriticLoss {
  private CriticLoss() {}

  /** Adds the mini-batch's gradients to the critic's, and returns the loss. */
  static double gradients(
      PolicyGradient method,
      Halving<RolloutScorer.Critic> critics,
      RolloutBuffer experience,
      List<Integer> rows,
      int microBatch) {
    double tokens = experience.responseTokens(rows);
    double loss = 0;
    for (int from = 0; from < rows.size(); from += microBatch) {
      List<Integer> micro = rows.subList(from, Math.min(rows.size(), from + microBatch));
      loss +=
          critics.gradients(
              micro,
              (critic, half) ->
                  TrainingObjective.backward(() -> sum(method, critic, experience, half), tokens),
              Double::sum);
    }
    return loss;
  }

  /** On padding value, old value and return are all zero, and so is their loss. */
  private static NDArray sum(
      PolicyGradient method,
      RolloutScorer.Critic critic,
      RolloutBuffer experience,
      List<Integer> rows) {
    NDManager manager = critic.decoder().weights().manager();
    TokenBatch batch = experience.batch(rows);
    int width = batch.longestResponse();
    NDArray old =
        RolloutBuffer.of(manager, rows, width, row -> experience.trajectories().get(row).values());
    NDArray returns =
        RolloutBuffer.of(manager, rows, width, row -> experience.credits().get(row).returns());
    return method.valueLoss(critic.values(batch), old, returns).sum();
  }
}

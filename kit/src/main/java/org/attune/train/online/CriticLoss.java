package org.attune.train.online;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.attune.method.online.PolicyGradient;
import org.attune.model.Decoder;
import org.attune.model.TokenBatch;
import org.attune.reward.RewardNetwork;
import org.attune.train.loop.DataParallel;

/**
 * The critic's loss on responses of a rollout, summed over their tokens.
 *
 * @param network the network that computes values with a decoder over the critic's weights
 */
record CriticLoss(PolicyGradient method, RewardNetwork network, RolloutBuffer experience)
    implements DataParallel.LossFunction<Void> {
  @Override
  public boolean sharesPrompt(int row, int other) {
    return experience.sharesPrompt(row, other);
  }

  /** On padding, the value, old value and return are all zero, and so is the loss. */
  @Override
  public DataParallel.SummedLoss<Void> loss(Decoder decoder, List<Integer> rows) {
    NDManager manager = decoder.weights().manager();
    TokenBatch batch = experience.batch(rows, method.config().compute());
    int width = batch.longestResponse();
    NDArray old =
        RolloutBuffer.of(manager, rows, width, row -> experience.trajectories().get(row).values());
    NDArray returns =
        RolloutBuffer.of(manager, rows, width, row -> experience.advantages().get(row).returns());
    NDArray values = network.values(decoder, batch); // (rows, time)
    return DataParallel.SummedLoss.of(method.valueLoss(values, old, returns).sum());
  }
}

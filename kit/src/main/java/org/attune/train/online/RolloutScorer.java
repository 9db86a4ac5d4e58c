package org.attune.train.online;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.method.online.Trajectory;
import org.attune.model.BatchScorer;
import org.attune.model.Decoder;
import org.attune.model.Nucleus;
import org.attune.model.TokenBatch;
import org.attune.model.TokenDistributions;
import org.attune.model.TokenizedExample;
import org.attune.reward.RewardNetwork;

/**
 * Scores a rollout once with policy, reference and critic, before training on it.
 *
 * <p>Log-probabilities come from the operations of training, not of sampling, so that the first
 * ratio π/π_old is one, up to rounding from different batch shapes.
 */
final class RolloutScorer {
  private final Decoder policy;
  private final Decoder reference;
  private final Optional<Critic> critic;
  private final int batchSize;
  private final Optional<Nucleus> nucleus;

  /** A critic and its decoder. */
  record Critic(RewardNetwork network, Decoder decoder) {
    NDArray values(TokenBatch batch) {
      return network.values(decoder, batch);
    }
  }

  /**
   * The result of scoring.
   *
   * @param trajectories in the rollout's order
   * @param entropy mean entropy per token
   * @param divergence mean exact KL to the reference per response
   * @param behaviour log-probabilities under the policy that sampled, with its mask if there was
   *     one
   */
  record Read(
      List<Trajectory> trajectories, double entropy, double divergence, List<double[]> behaviour) {}

  /** The scores of one response. */
  private record Seen(Trajectory trajectory, double[] behaviour) {}

  RolloutScorer(Decoder policy, Decoder reference, Optional<Critic> critic, int batchSize) {
    this(policy, reference, critic, batchSize, Optional.empty());
  }

  /** Creates a scorer for a policy that is restricted to a nucleus. */
  RolloutScorer(
      Decoder policy,
      Decoder reference,
      Optional<Critic> critic,
      int batchSize,
      Optional<Nucleus> nucleus) {
    this.nucleus = nucleus;
    this.policy = policy;
    this.reference = reference;
    this.critic = critic;
    this.batchSize = batchSize;
  }

  Read read(List<Rollout> rollout) {
    double[] sums = new double[3]; // entropy, divergence, tokens
    List<TokenizedExample> tokens = rollout.stream().map(Rollout::tokens).toList();
    List<Seen> all =
        new BatchScorer(policy, batchSize)
            .sequential()
            .read(
                tokens,
                places -> part(places.stream().map(rollout::get).toList(), sums),
                done -> {});
    return new Read(
        all.stream().map(Seen::trajectory).toList(),
        sums[0] / Math.max(1, sums[2]),
        sums[1] / rollout.size(),
        all.stream().map(Seen::behaviour).toList());
  }

  private List<Seen> part(List<Rollout> rows, double[] sums) {
    TokenBatch batch = TokenBatch.of(rows.stream().map(Rollout::tokens).toList());
    TokenDistributions now = TokenDistributions.of(policy, batch);
    TokenDistributions then = TokenDistributions.of(reference, batch);
    sums[0] += now.entropy().sum().getFloat();
    sums[1] += now.divergence(then).sum().getFloat();
    sums[2] += batch.responseTokens();
    return seen(rows, batch, now, then);
  }

  private List<Seen> seen(
      List<Rollout> rows, TokenBatch batch, TokenDistributions now, TokenDistributions then) {
    int width = batch.longestResponse();
    float[] logProbs = now.logProbs().values().toFloatArray();
    float[] masked =
        nucleus.map(inside -> inside.of(now, batch).values().toFloatArray()).orElse(logProbs);
    float[] references = then.logProbs().values().toFloatArray();
    float[] values =
        critic
            .map(judge -> judge.values(batch).toFloatArray())
            .orElse(new float[rows.size() * width]);
    List<Seen> seen = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      int length = rows.get(row).tokens().response().length;
      Trajectory trajectory =
          new Trajectory(
              rows.get(row).group(),
              rows.get(row).score(),
              PaddedTensors.row(logProbs, row, width, length),
              PaddedTensors.row(references, row, width, length),
              PaddedTensors.row(values, row, width, length));
      seen.add(new Seen(trajectory, PaddedTensors.row(masked, row, width, length)));
    }
    return seen;
  }
}

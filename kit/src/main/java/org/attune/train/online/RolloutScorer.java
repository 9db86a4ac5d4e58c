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

  /** What batches, of which two may run at once, add up to. */
  private static final class Sums {
    private double entropy;
    private double divergence;
    private long tokens;

    /** Adds a batch; in 64 bits the order of a few sums of 32 bits does not matter. */
    private synchronized void add(float entropies, float divergences, long more) {
      entropy += entropies;
      divergence += divergences;
      tokens += more;
    }
  }

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
    Sums sums = new Sums();
    List<TokenizedExample> tokens = rollout.stream().map(Rollout::tokens).toList();
    List<Seen> all =
        new BatchScorer(policy, batchSize)
            .read(
                tokens,
                places -> part(places.stream().map(rollout::get).toList(), sums),
                done -> {});
    return new Read(
        all.stream().map(Seen::trajectory).toList(),
        sums.entropy / Math.max(1, sums.tokens),
        sums.divergence / rollout.size(),
        all.stream().map(Seen::behaviour).toList());
  }

  private List<Seen> part(List<Rollout> rows, Sums sums) {
    TokenBatch batch = TokenBatch.of(rows.stream().map(Rollout::tokens).toList());
    TokenDistributions now = TokenDistributions.of(policy, batch);
    TokenDistributions then = TokenDistributions.of(reference, batch);
    sums.add(
        now.entropy().sum().getFloat(),
        now.divergence(then).sum().getFloat(),
        batch.responseTokens());
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

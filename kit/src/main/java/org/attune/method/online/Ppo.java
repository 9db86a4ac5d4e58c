package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.util.InvalidInputException;

/**
 * Proximal policy optimisation with a critic, in the form of the papers (Hu et al. 2023, arXiv
 * 2308.12050, eq. 3; Yuan et al. 2023, arXiv 2304.05302, eq. 6): the score on the last token, a KL
 * penalty on every token, whitened GAE advantages, and clipped policy and value losses.
 *
 * @param gae γ and λ
 * @param clip ε of the policy's clipping
 * @param valueClip ε of the critic's clipping; infinity for none
 * @param penalty the KL penalty
 * @param criticRate the critic's learning rate
 * @param entropyBonus weight of the entropy bonus; usually 0
 * @param ptx γ of PPO-ptx: weight of −log π of demonstrations, averaged over their tokens and added
 *     to the policy's loss (Hu et al., eq. 3); 0 for plain PPO
 * @param rollouts the rollout settings
 * @param config the training configuration
 */
public record Ppo(
    Gae gae,
    double clip,
    double valueClip,
    KlControl penalty,
    double criticRate,
    double entropyBonus,
    double ptx,
    RolloutConfig rollouts,
    TrainingConfig config)
    implements PolicyGradient, ConfigurableOnline<Ppo> {
  /** Checks the ranges. */
  public Ppo {
    InvalidInputException.unless(
        clip > 0 && clip < 1, "PPO's clip must lie in (0, 1), got %s; try 0.2.", clip);
    InvalidInputException.unless(
        valueClip > 0, "PPO's value clip must be > 0, got %s; try 0.2.", valueClip);
    InvalidInputException.unless(
        criticRate > 0 && Double.isFinite(criticRate),
        "PPO's critic learning rate must be > 0, got %s; try 1e-3 for a small model.",
        criticRate);
    InvalidInputException.unless(
        entropyBonus >= 0 && Double.isFinite(entropyBonus),
        "PPO's entropy bonus must be >= 0, got %s; try 0.01.",
        entropyBonus);
    InvalidInputException.unless(
        ptx >= 0 && Double.isFinite(ptx),
        "PPO's weight of demonstrations γ must be >= 0, got %s; try 0.1.",
        ptx);
  }

  /**
   * Uses settings for small models: 40 rollouts of 64 responses, with two passes in batches of 32.
   */
  public Ppo() {
    this(
        new Gae(1, 0.95),
        0.2,
        Double.POSITIVE_INFINITY,
        KlControl.fixed(0.05),
        1e-3,
        0,
        0,
        new RolloutConfig(64, 1).passes(2),
        small());
  }

  /** Returns the training configuration for small models. */
  static TrainingConfig small() {
    return TrainingConfig.small()
        .steps(40)
        .batchSize(32)
        .microBatch(32)
        .schedule(LearningRateSchedule.CONSTANT)
        .warmup(0.05)
        .weightDecay(0);
  }

  /**
   * Returns the settings of Hu et al. (§4.1): actor 5e-7, critic 9e-6, one pass, rollouts of 1,024
   * in mini-batches of 128, KL coefficient 0.01, λ 0.95, γ 1. The paper gives no clipping range;
   * 0.2 is usual. One pass over the prompts and at most 512 tokens are our choice.
   */
  public static Ppo paper() {
    return new Ppo(
        new Gae(1, 0.95),
        0.2,
        0.2,
        KlControl.fixed(0.01),
        9e-6,
        0,
        0,
        new RolloutConfig(1024, 1).maxTokens(512),
        TrainingConfig.offlinePaper().learningRate(5e-7));
  }

  @Override
  public String name() {
    return ptx > 0 ? "PPO-ptx" : "PPO";
  }

  @Override
  public List<Advantages> advantages(List<Trajectory> rollout, double coefficient) {
    List<Advantages> raw =
        rollout.stream()
            .map(response -> gae.of(response.rewards(coefficient), response.values()))
            .toList();
    List<double[]> white =
        Whitening.POPULATION.of(raw.stream().map(Advantages::advantages).toList());
    return IntStream.range(0, raw.size())
        .mapToObj(i -> new Advantages(white.get(i), raw.get(i).returns()))
        .toList();
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    return batch.sum(ClippedLoss.policy(batch.ratio(), batch.advantages(), clip));
  }

  @Override
  public NDArray valueLoss(NDArray values, NDArray old, NDArray returns) {
    return ClippedLoss.value(values, old, returns, valueClip);
  }

  /** Returns this method with another γ and λ. */
  public Ppo gae(double gamma, double lambda) {
    return new Ppo(
        new Gae(gamma, lambda),
        clip,
        valueClip,
        penalty,
        criticRate,
        entropyBonus,
        ptx,
        rollouts,
        config);
  }

  /** Returns this method with another ε of the policy's clipping. */
  public Ppo clip(double epsilon) {
    return new Ppo(
        gae, epsilon, valueClip, penalty, criticRate, entropyBonus, ptx, rollouts, config);
  }

  /** Returns this method with another ε of the critic's clipping. */
  public Ppo valueClip(double epsilon) {
    return new Ppo(gae, clip, epsilon, penalty, criticRate, entropyBonus, ptx, rollouts, config);
  }

  /** Returns this method with a fixed KL coefficient. */
  public Ppo kl(double coefficient) {
    return penalty(KlControl.fixed(coefficient));
  }

  /** Returns this method with another KL penalty. */
  public Ppo penalty(KlControl control) {
    return new Ppo(gae, clip, valueClip, control, criticRate, entropyBonus, ptx, rollouts, config);
  }

  /** Returns this method with another learning rate of the critic. */
  public Ppo criticRate(double rate) {
    return new Ppo(gae, clip, valueClip, penalty, rate, entropyBonus, ptx, rollouts, config);
  }

  /** Returns this method with another weight of the entropy bonus. */
  public Ppo entropyBonus(double weight) {
    return new Ppo(gae, clip, valueClip, penalty, criticRate, weight, ptx, rollouts, config);
  }

  /**
   * Returns PPO-ptx: this method with an additional loss on demonstrations, which are the best
   * responses of the data.
   */
  public Ppo ptx(double gamma) {
    return new Ppo(
        gae, clip, valueClip, penalty, criticRate, entropyBonus, gamma, rollouts, config);
  }

  @Override
  public Ppo rollouts(RolloutConfig other) {
    return new Ppo(gae, clip, valueClip, penalty, criticRate, entropyBonus, ptx, other, config);
  }

  @Override
  public Ppo config(TrainingConfig other) {
    return new Ppo(gae, clip, valueClip, penalty, criticRate, entropyBonus, ptx, rollouts, other);
  }
}

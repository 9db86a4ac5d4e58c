package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.attune.method.TrainingConfig;

/**
 * Natural language policy optimisation (Ramamurthy et al. 2022, algorithm 1; RRHF Table 10): PPO
 * whose policy says only what a mask policy finds likely, a copy of itself from some rollouts ago.
 *
 * <p>Sampling and the ratio ρ take the masked policy, normalised over the tokens that remain; the
 * KL penalty takes the policy as it is without the mask. With a top-p of 1 it is PPO.
 *
 * @param ppo everything but the mask
 * @param mask which tokens remain
 */
public record Nlpo(Ppo ppo, ActionMask mask) implements PolicyGradient, ConfigurableOnline<Nlpo> {
  private static final double TOP_P = 0.9;
  private static final int REFRESH = 5;

  /** Suits small models: PPO's settings, top-p 0.9, a new mask policy every 5 rollouts. */
  public Nlpo() {
    this(new Ppo(), new ActionMask(TOP_P, REFRESH));
  }

  @Override
  public String name() {
    return "NLPO";
  }

  @Override
  public Optional<ActionMask> actionMask() {
    return Optional.of(mask);
  }

  @Override
  public RolloutConfig rollouts() {
    return ppo.rollouts();
  }

  @Override
  public KlControl penalty() {
    return ppo.penalty();
  }

  @Override
  public List<Advantages> credits(List<Trajectory> rollout, double coefficient) {
    return ppo.credits(rollout, coefficient);
  }

  @Override
  public NDArray loss(PolicyGradientBatch batch) {
    return ppo.loss(batch);
  }

  @Override
  public NDArray valueLoss(NDArray values, NDArray old, NDArray returns) {
    return ppo.valueLoss(values, old, returns);
  }

  @Override
  public double criticRate() {
    return ppo.criticRate();
  }

  @Override
  public double entropyBonus() {
    return ppo.entropyBonus();
  }

  @Override
  public double ptx() {
    return ppo.ptx();
  }

  @Override
  public double clip() {
    return ppo.clip();
  }

  @Override
  public TrainingConfig config() {
    return ppo.config();
  }

  @Override
  public Nlpo config(TrainingConfig config) {
    return ppo(ppo.config(config));
  }

  /** Returns this method with other settings of PPO, such as {@code ppo(Align.ppo().kl(0.1))}. */
  public Nlpo ppo(Ppo other) {
    return new Nlpo(other, mask);
  }

  /** Returns this method with another probability of the mask policy's nucleus. */
  public Nlpo topP(double p) {
    return new Nlpo(ppo, new ActionMask(p, mask.refresh()));
  }

  /** Returns this method with a new mask policy every so many rollouts. */
  public Nlpo refresh(int rollouts) {
    return new Nlpo(ppo, new ActionMask(mask.topP(), rollouts));
  }

  /** Returns this method with a KL coefficient that stays. */
  public Nlpo kl(double coefficient) {
    return ppo(ppo.kl(coefficient));
  }

  /** Returns this method with another ε of the policy's clipping. */
  public Nlpo clip(double epsilon) {
    return ppo(ppo.clip(epsilon));
  }

  /** Returns this method with other rollouts. */
  public Nlpo rollouts(RolloutConfig other) {
    return ppo(ppo.rollouts(other));
  }
}

package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.attune.method.TrainingConfig;

/**
 * Natural language policy optimisation (Ramamurthy et al. 2022, arXiv 2210.01241, algorithm 1; Yuan
 * et al. 2023, arXiv 2304.05302, Table 10): PPO with top-p action masking by a mask policy, an
 * earlier copy of the policy.
 *
 * <p>Sampling and the ratio ρ use the masked policy, renormalised over the remaining tokens; the KL
 * penalty uses the policy without the mask. With a top-p of 1 it is PPO.
 *
 * @param ppo all settings except the mask
 * @param mask the mask of allowed tokens
 */
public record Nlpo(Ppo ppo, ActionMask mask) implements PolicyGradient, ConfigurableOnline<Nlpo> {
  private static final double TOP_P = 0.9;
  private static final int REFRESH = 5;

  /**
   * Uses settings for small models: PPO's settings, top-p 0.9, a new mask policy every 5 rollouts.
   */
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
  public List<Advantages> advantages(List<Trajectory> rollout, double coefficient) {
    return ppo.advantages(rollout, coefficient);
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

  /** Returns this method with other PPO settings, such as {@code ppo(Align.ppo().kl(0.1))}. */
  public Nlpo ppo(Ppo other) {
    return new Nlpo(other, mask);
  }

  /** Returns this method with another top-p of the mask policy. */
  public Nlpo topP(double p) {
    return new Nlpo(ppo, new ActionMask(p, mask.refresh()));
  }

  /** Returns this method with the mask policy updated every {@code rollouts} rollouts. */
  public Nlpo refresh(int rollouts) {
    return new Nlpo(ppo, new ActionMask(mask.topP(), rollouts));
  }

  /** Returns this method with a fixed KL coefficient. */
  public Nlpo kl(double coefficient) {
    return ppo(ppo.kl(coefficient));
  }

  /** Returns this method with another ε of the policy's clipping. */
  public Nlpo clip(double epsilon) {
    return ppo(ppo.clip(epsilon));
  }

  @Override
  public Nlpo rollouts(RolloutConfig other) {
    return ppo(ppo.rollouts(other));
  }
}

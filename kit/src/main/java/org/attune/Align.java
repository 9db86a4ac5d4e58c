package org.attune;

import org.attune.method.BestOf2;
import org.attune.method.Ca;
import org.attune.method.Dpo;
import org.attune.method.Fa;
import org.attune.method.Gpo;
import org.attune.method.Ipo;
import org.attune.method.IterativeMethod;
import org.attune.method.Kto;
import org.attune.method.OfflineMethod;
import org.attune.method.Orpo;
import org.attune.method.PlDpo;
import org.attune.method.PreferredFt;
import org.attune.method.Pro;
import org.attune.method.Rrhf;
import org.attune.method.Rwr;
import org.attune.method.Sft;
import org.attune.method.Simpo;
import org.attune.method.Slic;
import org.attune.method.online.Grpo;
import org.attune.method.online.Nlpo;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Rloo;
import org.attune.reward.Reward;
import org.attune.sample.Iterations;
import org.attune.train.online.OnPolicy;

/**
 * The front door to all methods, each with settings that suit a small model; the papers' settings
 * are {@code Rwr.paper()} and the like.
 */
public final class Align {
  /** RSO's own, for a reward whose scores spread over a few units. */
  private static final double RSO_BETA = 0.5;

  private Align() {}

  /** Supervised fine-tuning on all responses (OFFLINE eq. 1). */
  public static Sft sft() {
    return new Sft();
  }

  /** Filtering alignment: only responses whose normalised reward is above 0 (OFFLINE eq. 4). */
  public static Fa fa() {
    return new Fa();
  }

  /**
   * Reward-weighted regression: responses weigh exp(R/β), β = 1 here, 5 in the paper (OFFLINE eq.
   * 5).
   */
  public static Rwr rwr() {
    return new Rwr();
  }

  /** Conditional alignment: the reward becomes part of the prompt (OFFLINE eq. 6). */
  public static Ca ca() {
    return new Ca();
  }

  /** Rank responses by likelihood, imitate the best (RRHF eq. 1–5). */
  public static Rrhf rrhf() {
    return new Rrhf();
  }

  /** Direct preference optimisation on pairs (RLFREE eq. 12). */
  public static Dpo dpo() {
    return new Dpo();
  }

  /** Identity preference optimisation on pairs, f(z) = (z − ½)² (GAP App. B). */
  public static Ipo ipo() {
    return new Ipo();
  }

  /** Any convex loss of the log-ratios, the hinge at first (GAP App. B). */
  public static Gpo gpo() {
    return new Gpo();
  }

  /** Sequence likelihood calibration: a hinge on pairs without a reference (RLFREE eq. 14). */
  public static Slic slic() {
    return new Slic();
  }

  /** Preference ranking optimisation: the likelihood of a ranking (RLFREE eq. 16–18). */
  public static Pro pro() {
    return new Pro();
  }

  /** Plackett–Luce DPO: the likelihood of a ranking, by log-ratios (RLFREE eq. 19–20). */
  public static PlDpo plDpo() {
    return new PlDpo();
  }

  /** Imitation of the better of two responses (GAP eq. 3). */
  public static BestOf2 bestOf2() {
    return new BestOf2();
  }

  /** Imitation of the best response of each group (RLFREE §4). */
  public static PreferredFt preferredFt() {
    return new PreferredFt();
  }

  /** Kahneman–Tversky optimisation: single responses judged good or bad. */
  public static Kto kto() {
    return new Kto();
  }

  /** Odds-ratio preference optimisation: imitation and odds, without a reference. */
  public static Orpo orpo() {
    return new Orpo();
  }

  /** Simple preference optimisation: mean log-probabilities, without a reference. */
  public static Simpo simpo() {
    return new Simpo();
  }

  /** RAFT: imitate the best of several samples of the current policy, round after round. */
  public static IterativeMethod raft() {
    return IterativeMethod.raft();
  }

  /** RSO: DPO on pairs that statistical rejection sampling by this reward accepts. */
  public static IterativeMethod rso(Reward reward) {
    return IterativeMethod.rso(reward, RSO_BETA);
  }

  /** RRHF's IP-n: rank provided responses and diverse beams of the current policy, n rounds. */
  public static IterativeMethod rrhfIp(int n) {
    return new IterativeMethod("RRHF IP-" + n, rrhf(), Iterations.ip(n));
  }

  /** Any method on any source, over and over. */
  public static IterativeMethod iterate(OfflineMethod method, Iterations rounds) {
    return IterativeMethod.of(method, rounds);
  }

  /** Proximal policy optimisation with a critic: online, from prompts (OFFLINE eq. 3). */
  public static Ppo ppo() {
    return new Ppo();
  }

  /** PPO whose policy says only what a copy of itself from some rollouts ago finds likely. */
  public static Nlpo nlpo() {
    return new Nlpo();
  }

  /** The plain policy gradient with a baseline: online, from prompts. */
  public static Reinforce reinforce() {
    return new Reinforce();
  }

  /** REINFORCE leave-one-out: online, several responses a prompt. */
  public static Rloo rloo() {
    return new Rloo();
  }

  /** Group relative policy optimisation: online, several responses a prompt. */
  public static Grpo grpo() {
    return new Grpo();
  }

  /** Any method above on responses of the policy as it learns, two a prompt at first (GAP §5). */
  public static OnPolicy onPolicy(OfflineMethod method) {
    return OnPolicy.of(method);
  }
}

package org.attune;

import org.attune.method.Apo;
import org.attune.method.BestOf2;
import org.attune.method.Ca;
import org.attune.method.Cpo;
import org.attune.method.Dpo;
import org.attune.method.Exo;
import org.attune.method.Fa;
import org.attune.method.Gpo;
import org.attune.method.Ipo;
import org.attune.method.IterativeMethod;
import org.attune.method.Kto;
import org.attune.method.Nca;
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
import org.attune.method.Sppo;
import org.attune.method.online.Dapo;
import org.attune.method.online.Grpo;
import org.attune.method.online.Gspo;
import org.attune.method.online.Nlpo;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Rloo;
import org.attune.reward.Reward;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseSampler;
import org.attune.train.online.OnPolicy;

/**
 * Factory methods for all alignment methods, with settings that suit a small model. The papers'
 * settings are {@code Rwr.paper()} and the like.
 */
public final class Align {
  /** β of RSO, for a reward whose scores spread over a few units. */
  private static final double RSO_BETA = 0.5;

  private static final int RSO_PROPOSALS = 16;
  private static final int RSO_ACCEPTED = 4;

  /** The number of samples of which RAFT keeps the best. */
  private static final int RAFT_SAMPLES = 4;

  private static final int RAFT_ROUNDS = 3;

  private Align() {}

  /** Supervised fine-tuning on all responses (Hu et al. 2023, arXiv 2308.12050, eq. 1). */
  public static Sft sft() {
    return new Sft();
  }

  /**
   * Filtering alignment: trains only on responses whose normalised reward is above 0 (Hu et al.,
   * eq. 4).
   */
  public static Fa fa() {
    return new Fa();
  }

  /**
   * Reward-weighted regression: weights responses by exp(R/β), with β = 1 here and 5 in the paper
   * (Hu et al., eq. 5).
   */
  public static Rwr rwr() {
    return new Rwr();
  }

  /** Conditional alignment: the reward becomes part of the prompt (Hu et al., eq. 6). */
  public static Ca ca() {
    return new Ca();
  }

  /**
   * RRHF: ranks responses by likelihood and imitates the best one (Yuan et al. 2023, arXiv
   * 2304.05302, eq. 1–5).
   */
  public static Rrhf rrhf() {
    return new Rrhf();
  }

  /**
   * Direct preference optimisation on pairs (Santos, “Aligning Language Models with Human Feedback
   * without Reinforcement Learning”, thesis proposal, eq. 12).
   */
  public static Dpo dpo() {
    return new Dpo();
  }

  /**
   * Identity preference optimisation on pairs, f(z) = (z − ½)² (Tang et al. 2024, arXiv 2405.08448,
   * App. B).
   */
  public static Ipo ipo() {
    return new Ipo();
  }

  /**
   * Generalised preference optimisation: any convex loss of the log-ratios, by default the hinge
   * (Tang et al., App. B).
   */
  public static Gpo gpo() {
    return new Gpo();
  }

  /** Sequence likelihood calibration: a hinge on pairs without a reference (Santos, eq. 14). */
  public static Slic slic() {
    return new Slic();
  }

  /** Anchored preference optimisation: also says whether the chosen response should gain. */
  public static Apo apo() {
    return new Apo();
  }

  /** Efficient exact optimisation: the reverse KL divergence to the labels of pairs. */
  public static Exo exo() {
    return new Exo();
  }

  /** Noise-contrastive alignment: a logistic loss on each log-ratio of a pair. */
  public static Nca nca() {
    return new Nca();
  }

  /** Self-play preference optimisation: moves both log-ratios of a pair to fixed targets. */
  public static Sppo sppo() {
    return new Sppo();
  }

  /** Preference ranking optimisation: the likelihood of a ranking (Santos, eq. 16–18). */
  public static Pro pro() {
    return new Pro();
  }

  /** Plackett–Luce DPO: the likelihood of a ranking under the log-ratios (Santos, eq. 19–20). */
  public static PlDpo plDpo() {
    return new PlDpo();
  }

  /** Best-of-2: imitation of the better of two responses (Tang et al., eq. 3). */
  public static BestOf2 bestOf2() {
    return new BestOf2();
  }

  /** Preferred fine-tuning: imitation of the best response of each group (Santos, §4). */
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

  /** Contrastive preference optimisation: DPO's loss and imitation, without a reference. */
  public static Cpo cpo() {
    return new Cpo();
  }

  /** Simple preference optimisation: mean log-probabilities, without a reference. */
  public static Simpo simpo() {
    return new Simpo();
  }

  /**
   * RAFT: imitates the best of 4 samples of the current policy, in 3 rounds (Santos, “Aligning
   * Language Models with Human Feedback without Reinforcement Learning”, thesis proposal, §2.5.1).
   */
  public static IterativeMethod raft() {
    Iterations rounds = Iterations.of(RAFT_ROUNDS, ResponseSampler.topP(RAFT_SAMPLES, 1, 1));
    return new IterativeMethod("RAFT", new PreferredFt(), rounds);
  }

  /** RSO: DPO on pairs that statistical rejection sampling by this reward accepts. */
  public static IterativeMethod rso(Reward reward) {
    return rso(reward, RSO_BETA);
  }

  /**
   * RSO: DPO on pairs that statistical rejection sampling accepts (Santos, §2.6). It uses a small
   * budget, 4 of 16 proposals; {@code RejectionSampler.paper} accepts 8 of 64.
   *
   * @param reward the reward for acceptance and for the labels
   * @param beta the temperature β of the acceptance probability exp((r − r_max)/β)
   */
  public static IterativeMethod rso(Reward reward, double beta) {
    ResponseSampler source = ResponseSampler.rejection(RSO_PROPOSALS, RSO_ACCEPTED, beta, reward);
    return new IterativeMethod("RSO", new Dpo(), Iterations.of(1, source));
  }

  /**
   * RRHF's IP-n: ranks provided responses and diverse beams of the current policy, for n rounds.
   */
  public static IterativeMethod rrhfIp(int n) {
    return new IterativeMethod("RRHF IP-" + n, rrhf(), Iterations.ip(n));
  }

  /** Any method, applied repeatedly to responses from any source. */
  public static IterativeMethod iterate(OfflineMethod method, Iterations rounds) {
    return IterativeMethod.of(method, rounds);
  }

  /** Proximal policy optimisation with a critic: online, from prompts (Hu et al., eq. 3). */
  public static Ppo ppo() {
    return new Ppo();
  }

  /**
   * Natural language policy optimisation: PPO with top-p action masking by an earlier copy of the
   * policy.
   */
  public static Nlpo nlpo() {
    return new Nlpo();
  }

  /** The plain policy gradient with a baseline: online, from prompts. */
  public static Reinforce reinforce() {
    return new Reinforce();
  }

  /** REINFORCE leave-one-out: online, with several responses per prompt. */
  public static Rloo rloo() {
    return new Rloo();
  }

  /** Group relative policy optimisation: online, with several responses per prompt. */
  public static Grpo grpo() {
    return new Grpo();
  }

  /**
   * Decoupled clip and dynamic sampling: GRPO with more room above a ratio of 1, a mean over all
   * tokens, no KL penalty, and other prompts in the place of groups with equal rewards.
   */
  public static Dapo dapo() {
    return new Dapo();
  }

  /** Group sequence policy optimisation: GRPO with one ratio, and one clip, per response. */
  public static Gspo gspo() {
    return new Gspo();
  }

  /**
   * Any offline method above on responses sampled during training, by default two per prompt (Tang
   * et al., §5). One that imitates then has a lower default rate; a rate that is set is kept.
   */
  public static OnPolicy onPolicy(OfflineMethod method) {
    return OnPolicy.of(method);
  }
}

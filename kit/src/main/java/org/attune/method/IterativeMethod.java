package org.attune.method;

import java.util.function.Function;
import org.attune.reward.Reward;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;

/**
 * An offline method in iterations: sample with the current policy, label, train, and again. Some
 * published methods are nothing else, and have their names here.
 *
 * <p>Its plan is that of all iterations together: the steps are divided among them. Each iteration
 * begins where the last one ended, and that policy is also its reference.
 *
 * @param name what tables show
 * @param method the loss
 * @param rounds where responses come from, and how often
 */
public record IterativeMethod(String name, OfflineMethod method, Iterations rounds)
    implements Method, PlanSetters<IterativeMethod> {
  /** RAFT keeps the best of so many samples, over so many rounds. */
  private static final int RAFT_SAMPLES = 4;

  private static final int RAFT_ROUNDS = 3;
  private static final int RSO_PROPOSALS = 16;
  private static final int RSO_ACCEPTED = 4;

  /** Returns a method with rounds, named after both. */
  public static IterativeMethod of(OfflineMethod method, Iterations rounds) {
    return new IterativeMethod(method.name() + " × " + rounds.count(), method, rounds);
  }

  /** Returns RAFT: imitate the best of 4 samples of the current policy, 3 times (RLFREE §2.5.1). */
  public static IterativeMethod raft() {
    Iterations rounds = Iterations.of(RAFT_ROUNDS, ResponseSampler.topP(RAFT_SAMPLES, 1, 1));
    return new IterativeMethod("RAFT", new PreferredFt(), rounds);
  }

  /**
   * Returns RSO: DPO on pairs of what statistical rejection sampling accepts (RLFREE §2.6). A small
   * budget, 4 of 16 proposals; {@code RejectionSampler.paper} accepts 8 of 64.
   *
   * @param reward decides what is accepted; the same that labels
   * @param beta how much reward counts in acceptance
   */
  public static IterativeMethod rso(Reward reward, double beta) {
    ResponseSampler source = ResponseSampler.rejection(RSO_PROPOSALS, RSO_ACCEPTED, beta, reward);
    return new IterativeMethod("RSO", new Dpo(), Iterations.of(1, source));
  }

  /** Returns this method under another name. */
  public IterativeMethod named(String other) {
    return new IterativeMethod(other, method, rounds);
  }

  /** Returns this method with another loss, such as SLiC for RSO. */
  public IterativeMethod method(OfflineMethod other) {
    return new IterativeMethod(name, other, rounds);
  }

  /** Returns this method with other rounds. */
  public IterativeMethod rounds(Iterations other) {
    return new IterativeMethod(name, method, other);
  }

  /** Returns the method of one iteration, counted from 0, with its share of the steps. */
  public OfflineMethod round(int round) {
    TrainingConfig config = method.config();
    if (config.steps() == 0) {
      return method;
    }
    int more = round < config.steps() % rounds.count() ? 1 : 0;
    int share = config.steps() / rounds.count() + more;
    InvalidInputException.unless(
        share > 0,
        "%d steps are too few for the %d rounds of %s.",
        config.steps(),
        rounds.count(),
        name);
    return method.config(config.steps(share));
  }

  /** The samples of each round have to be judged. */
  @Override
  public boolean usesRewards() {
    return true;
  }

  @Override
  public LearningRateRule learningRateRule() {
    return method.learningRateRule();
  }

  @Override
  public TrainingConfig config() {
    return method.config();
  }

  @Override
  public IterativeMethod config(TrainingConfig config) {
    return new IterativeMethod(name, method.config(config), rounds);
  }

  @Override
  public int iterations() {
    return rounds.count();
  }

  @Override
  public <T> T match(Function<OfflineMethod, T> offline, Function<IterativeMethod, T> iterative) {
    return iterative.apply(this);
  }
}

package org.attune.method;

import java.util.function.Function;
import org.attune.model.LanguageModel;
import org.attune.sample.Iterations;
import org.attune.util.InvalidInputException;

/**
 * An offline method applied in iterations: sample with the current policy, label, train, repeat.
 * Some published methods, such as RAFT and RSO, are of this form.
 *
 * <p>Its training configuration covers all iterations together: the steps are divided among them.
 * Each iteration starts from the policy of the previous one, which is also its reference.
 *
 * @param name the name in tables
 * @param method the loss
 * @param rounds the source of responses, and the number of iterations
 */
public record IterativeMethod(String name, OfflineMethod method, Iterations rounds)
    implements Method, ConfigSetters<IterativeMethod> {
  /** Returns an iterative method, named after the method and its rounds. */
  public static IterativeMethod of(OfflineMethod method, Iterations rounds) {
    return new IterativeMethod(method.name() + " × " + rounds.count(), method, rounds);
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

  /** Returns true: the samples of each round need rewards. */
  @Override
  public boolean usesRewards() {
    return true;
  }

  /**
   * Returns the rule of the offline method, for more than one round that of {@link
   * LearningRateRule#inRounds}: a lower rate for methods that imitate, and the same for all others.
   */
  @Override
  public LearningRateRule learningRateRule() {
    LearningRateRule rule = method.learningRateRule();
    return rounds.count() > 1 ? rule.inRounds() : rule;
  }

  /**
   * Returns this method with the learning rate of its rounds filled in for a start. Where the
   * rounds have no rate of their own, it stays that of the loss, which each round fills in.
   */
  public IterativeMethod withLearningRate(LanguageModel start) {
    LearningRateRule rule = learningRateRule();
    return rule == method.learningRateRule() ? this : config(rule.fill(config(), start));
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

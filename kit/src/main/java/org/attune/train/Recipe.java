package org.attune.train;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.data.BadInput;
import org.attune.method.Cut;
import org.attune.method.Dpo;
import org.attune.method.Method;
import org.attune.method.Need;
import org.attune.method.Plan;
import org.attune.method.PreferredFt;
import org.attune.method.Reduction;
import org.attune.method.Scored;
import org.attune.method.Tunable;
import org.attune.model.Layout;
import org.attune.reward.Reward;
import org.attune.sample.Rounds;
import org.attune.sample.Source;

/**
 * A method with the source of its responses: sample with the current policy, label, align, and
 * again. Some published methods are nothing else, and have their names here.
 *
 * <p>It stands wherever a method does. Its plan is that of all rounds together: the steps are
 * divided among them. Each round begins where the last one ended, and that is also its reference.
 *
 * @param name what tables show
 * @param method the loss
 * @param rounds where responses come from, and how often
 */
public record Recipe(String name, Method method, Rounds rounds) implements Tunable<Recipe> {
  /** RAFT keeps the best of so many samples, over so many rounds. */
  private static final int RAFT_SAMPLES = 4;

  private static final int RAFT_ROUNDS = 3;
  private static final int RSO_PROPOSALS = 16;
  private static final int RSO_ACCEPTED = 4;

  /** Checks that the method has no rounds of its own. */
  public Recipe {
    BadInput.unless(
        !(method instanceof Recipe),
        "%s has rounds of its own; name the method inside it.",
        method.name());
  }

  /** Returns a method with rounds, named after both. */
  public static Recipe of(Method method, Rounds rounds) {
    return new Recipe(method.name() + " × " + rounds.count(), method, rounds);
  }

  /** Returns RAFT: imitate the best of 4 samples of the current policy, 3 times (RLFREE §2.5.1). */
  public static Recipe raft() {
    Rounds rounds = Rounds.of(RAFT_ROUNDS, Source.topP(RAFT_SAMPLES, 1, 1));
    return new Recipe("RAFT", new PreferredFt(), rounds);
  }

  /**
   * Returns RSO: DPO on pairs of what statistical rejection sampling accepts (RLFREE §2.6). A small
   * budget, 4 of 16 proposals; {@code Rejection.paper} accepts 8 of 64.
   *
   * @param reward decides what is accepted; the same that labels
   * @param beta how much reward counts in acceptance
   */
  public static Recipe rso(Reward reward, double beta) {
    Source source = Source.rejection(RSO_PROPOSALS, RSO_ACCEPTED, beta, reward);
    return new Recipe("RSO", new Dpo(), Rounds.of(1, source));
  }

  /** Returns this recipe under another name. */
  public Recipe named(String other) {
    return new Recipe(other, method, rounds);
  }

  /** Returns this recipe with another method, such as SLiC for RSO. */
  public Recipe method(Method other) {
    return new Recipe(name, other, rounds);
  }

  /** Returns this recipe with other rounds. */
  public Recipe rounds(Rounds other) {
    return new Recipe(name, method, other);
  }

  /** Returns the method of a round, counted from 0, with its share of the steps. */
  public Method round(int round) {
    Plan plan = method.plan();
    if (plan.steps() == 0) {
      return method;
    }
    int more = round < plan.steps() % rounds.count() ? 1 : 0;
    int share = plan.steps() / rounds.count() + more;
    BadInput.unless(
        share > 0,
        "%d steps are too few for the %d rounds of %s.",
        plan.steps(),
        rounds.count(),
        name);
    return method.plan(plan.steps(share));
  }

  @Override
  public Plan plan() {
    return method.plan();
  }

  @Override
  public Recipe plan(Plan plan) {
    return new Recipe(name, method.plan(plan), rounds);
  }

  @Override
  public NDArray loss(Scored batch) {
    return method.loss(batch);
  }

  @Override
  public Reduction reduction() {
    return method.reduction();
  }

  @Override
  public Cut cut() {
    return method.cut();
  }

  @Override
  public Set<Need> needs() {
    return method.needs();
  }

  @Override
  public boolean uses(double reward) {
    return method.uses(reward);
  }

  @Override
  public Layout layout(Layout policy) {
    return method.layout(policy);
  }
}

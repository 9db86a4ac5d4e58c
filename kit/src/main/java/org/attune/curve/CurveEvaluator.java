package org.attune.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.cluster.Portable;
import org.attune.data.KeptAnswers;
import org.attune.data.ScorerCalls;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.KlDivergence;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;

/**
 * Measures policies on the same prompts against the same opponent, for curves.
 *
 * <p>Answers are sampled at temperature 1, and the divergence is that of the sampled answers.
 */
public final class CurveEvaluator implements Portable {
  private final List<String> prompts;
  private final Reward judge;
  private final Policy opponent;
  private final Policy reference;
  private final GenerationConfig decoding;
  private final Map<Long, JudgedAnswers> theirs = new ConcurrentHashMap<>();

  /** One policy's answers with the judge's rewards. */
  private record JudgedAnswers(Completions answers, List<Double> rewards) {}

  /**
   * Creates an evaluator.
   *
   * @param judge the reward that judges, such as the golden one
   * @param opponent the opponent in the win rate
   * @param reference the start from which the divergence is measured
   * @param decoding the decoding, at temperature 1
   */
  public CurveEvaluator(
      List<String> prompts,
      Reward judge,
      Policy opponent,
      Policy reference,
      GenerationConfig decoding) {
    this.prompts = List.copyOf(prompts);
    this.judge = judge;
    this.opponent = opponent;
    this.reference = reference;
    this.decoding = decoding;
  }

  @Override
  public Parts parts() {
    return new EvaluatorParts(prompts, judge, opponent, reference, decoding);
  }

  private record EvaluatorParts(
      List<String> prompts,
      Reward judge,
      Policy opponent,
      Policy reference,
      GenerationConfig decoding)
      implements Parts {
    @Override
    public Object whole() {
      return new CurveEvaluator(prompts, judge, opponent, reference, decoding);
    }
  }

  /** Creates an evaluator of policies trained from a start, with that start as the opponent. */
  public static CurveEvaluator of(Dataset prompts, Reward judge, Policy start) {
    return new CurveEvaluator(
        prompts.prompts(), judge, start, start, GenerationConfig.temperature(1));
  }

  /** Returns the prompts. */
  public List<String> prompts() {
    return prompts;
  }

  /** Evaluates a policy and returns its point on a curve. */
  public CurvePoint point(String group, Policy policy, long run) {
    JudgedAnswers others = theirs.computeIfAbsent(run, r -> judged(opponent, r));
    JudgedAnswers mine = policy.equals(opponent) ? others : judged(policy, run);
    List<Double> wins = new ArrayList<>();
    for (int i = 0; i < mine.rewards().size(); i++) {
      wins.add((1 + Math.signum(mine.rewards().get(i) - others.rewards().get(i))) / 2);
    }
    List<Double> divergences =
        new KlDivergence(reference.model(), reference.layout())
            .measure(mine.answers(), new EvaluationContext(Map.of()))
            .get("KL")
            .above();
    Optional<KeptAnswers> kept = Optional.of(mine.answers().kept(prompts.size(), mine.rewards()));
    return new CurvePoint(group, policy.name(), run, divergences, wins, mine.rewards(), kept);
  }

  private JudgedAnswers judged(Policy policy, long run) {
    Completions answers = Completions.sample(policy, prompts, decoding.seed(decoding.seed() + run));
    return new JudgedAnswers(answers, ScorerCalls.scores(judge, prompts, answers.texts()));
  }
}

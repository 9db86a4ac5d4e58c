package org.attune.curve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.data.KeptAnswers;
import org.attune.util.InvalidInputException;

/**
 * One policy on one curve: its divergence from the start, and the quality of its answers.
 *
 * @param group the curve it belongs to, such as online or offline
 * @param policy the name of the policy
 * @param run the id of the training; trainings with the same seed share it
 * @param divergences KL(policy‖start) of each prompt's answer, in nats
 * @param wins 1, ½ or 0 against the opponent, for each prompt
 * @param rewards the judge's reward of each prompt's answer
 * @param answers the answers, where they are kept
 */
public record CurvePoint(
    String group,
    String policy,
    long run,
    List<Double> divergences,
    List<Double> wins,
    List<Double> rewards,
    Optional<KeptAnswers> answers) {
  /** Copies the lists, which have one value per prompt. */
  public CurvePoint {
    divergences = List.copyOf(divergences);
    wins = List.copyOf(wins);
    rewards = List.copyOf(rewards);
    InvalidInputException.unless(
        !wins.isEmpty() && divergences.size() == wins.size() && wins.size() == rewards.size(),
        "A point needs as many divergences as wins and rewards, got %d, %d and %d.",
        divergences.size(),
        wins.size(),
        rewards.size());
  }

  /** Creates a point that keeps no answers. */
  public CurvePoint(
      String group,
      String policy,
      long run,
      List<Double> divergences,
      List<Double> wins,
      List<Double> rewards) {
    this(group, policy, run, divergences, wins, rewards, Optional.empty());
  }

  /** Returns this point on another curve. */
  public CurvePoint group(String other) {
    return new CurvePoint(other, policy, run, divergences, wins, rewards, answers);
  }

  /** Returns this point without its answers. */
  public CurvePoint withoutAnswers() {
    return new CurvePoint(group, policy, run, divergences, wins, rewards);
  }

  /** Returns the mean divergence over all prompts, in nats per response. */
  public double kl() {
    return kl(all());
  }

  /** Returns the mean of a measure over all prompts. */
  public double mean(CurveMeasure measure) {
    return mean(measure, all());
  }

  double kl(int[] prompts) {
    return mean(divergences, prompts);
  }

  double mean(CurveMeasure measure, int[] prompts) {
    return mean(measure == CurveMeasure.WIN_RATE ? wins : rewards, prompts);
  }

  int[] all() {
    return IntStream.range(0, wins.size()).toArray();
  }

  private static double mean(List<Double> values, int[] prompts) {
    return Arrays.stream(prompts).mapToDouble(values::get).average().orElse(Double.NaN);
  }
}

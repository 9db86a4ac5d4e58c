package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.MeanReward;
import org.attune.inspect.RewardDisagreement;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.util.InvalidInputException;
import org.attune.view.JudgedAnswer;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The answers of an evaluation's first seed, for inspection. */
final class GivenAnswers {
  private final Map<String, EvaluationContext> contests;
  private final Reward shownReward;

  /** Holds answers by decoding, and the reward that is shown with them, or null. */
  GivenAnswers(Map<String, EvaluationContext> contests, Reward shownReward) {
    this.contests = contests;
    this.shownReward = shownReward;
  }

  /** Returns the answers of all policies to the prompt at an index, with their rewards. */
  List<JudgedAnswer> to(String decoding, int prompt) {
    List<JudgedAnswer> answers = new ArrayList<>();
    contest(decoding).answers().forEach((name, given) -> answers.add(answer(name, given, prompt)));
    return answers;
  }

  private JudgedAnswer answer(String name, Completions given, int prompt) {
    String text = given.texts().get(prompt);
    return shownReward == null
        ? new JudgedAnswer(name, text)
        : new JudgedAnswer(name, text, MeanReward.of(given, shownReward).get(prompt));
  }

  /** Returns all answers as a table: prompt, policy, answer, reward. */
  Table table(String decoding) {
    List<String> prompts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    contest(decoding)
        .answers()
        .forEach(
            (name, given) -> {
              prompts.addAll(given.prompts());
              given.texts().forEach(text -> names.add(name));
              texts.addAll(given.texts());
              rewards.addAll(
                  shownReward == null
                      ? given.texts().stream().map(text -> Double.NaN).toList()
                      : MeanReward.of(given, shownReward));
            });
    return Table.create(
        "answers",
        StringColumn.create("prompt", prompts),
        StringColumn.create("policy", names),
        StringColumn.create("answer", texts),
        DoubleColumn.create("reward", rewards));
  }

  /** Returns where two rewards disagree most about the answers. */
  RewardDisagreement disagreement(String decoding, Reward model, Reward truth) {
    List<String> policies = new ArrayList<>();
    List<String> prompts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Double> modelled = new ArrayList<>();
    List<Double> real = new ArrayList<>();
    contest(decoding)
        .answers()
        .forEach(
            (name, given) -> {
              given.texts().forEach(text -> policies.add(name));
              prompts.addAll(given.prompts());
              texts.addAll(given.texts());
              modelled.addAll(MeanReward.of(given, model));
              real.addAll(MeanReward.of(given, truth));
            });
    return RewardDisagreement.of(
        model.toString(), truth.toString(), policies, prompts, texts, modelled, real);
  }

  /**
   * Returns one row per policy and decoding: sampled tokens, seconds, tokens per second, truncated
   * prompts.
   */
  Table costs() {
    Table costs =
        Table.create(
            "sampling",
            StringColumn.create("policy"),
            StringColumn.create("decoding"),
            DoubleColumn.create("tokens"),
            DoubleColumn.create("seconds"),
            DoubleColumn.create("tokens/s"),
            IntColumn.create("cut prompts"));
    contests.forEach(
        (decoding, contest) ->
            contest.answers().forEach((name, given) -> add(costs, name, decoding, given)));
    return costs;
  }

  private static void add(Table costs, String name, String decoding, Completions given) {
    costs.stringColumn("policy").append(name);
    costs.stringColumn("decoding").append(decoding);
    costs.doubleColumn("tokens").append((double) given.sampledTokens());
    costs.doubleColumn("seconds").append(given.seconds());
    costs.doubleColumn("tokens/s").append(given.sampledTokens() / given.seconds());
    costs.intColumn("cut prompts").append(given.cutPrompts());
  }

  private EvaluationContext contest(String decoding) {
    EvaluationContext contest = contests.get(decoding);
    InvalidInputException.unless(
        contest != null,
        "No answers were decoded with '%s'; available: %s.",
        decoding,
        contests.keySet());
    return contest;
  }
}

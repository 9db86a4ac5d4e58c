package org.attune.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.attune.Evaluation;
import org.attune.Policy;
import org.attune.evaluate.KlDivergence;
import org.attune.inspect.RewardDisagreement;
import org.attune.inspect.TokenComparison;
import org.attune.reward.Reward;
import org.attune.view.JudgedAnswer;
import org.attune.view.ReportPage;
import tech.tablesaw.api.Table;

/**
 * The sections about answers that every report has: answers side by side, where the reward model
 * and the truth disagree, and the tokens of an answer under two policies.
 */
final class AnswerSections {
  private static final int SHOWN = 5;

  private final List<String> prompts;
  private final IntFunction<List<JudgedAnswer>> answers;
  private final String decoding;
  private final List<Integer> telling; // prompts whose answers differ most in reward

  /**
   * Prepares the sections.
   *
   * @param answers the judged answers to the prompt at an index
   * @param decoding how they were decoded, in words
   */
  AnswerSections(List<String> prompts, IntFunction<List<JudgedAnswer>> answers, String decoding) {
    this.prompts = prompts;
    this.answers = answers;
    this.decoding = decoding;
    this.telling = telling();
  }

  /** Returns the sections of an evaluation. */
  static AnswerSections of(Evaluation evaluation, String decoding) {
    return new AnswerSections(
        evaluation.prompts(), prompt -> evaluation.answers(decoding, prompt), decoding);
  }

  /** Adds who is surely above whom, if there are more than two systems to compare. */
  static ReportPage pairs(ReportPage page, Table pairs, String metric, String paired) {
    return pairs.rowCount() < 2
        ? page
        : page.section("Significant differences")
            .table(
                pairs,
                "By "
                    + metric
                    + ", paired "
                    + paired
                    + ". 'Surely above' holds at 5 % for all pairs together (Holm).");
  }

  /** Adds who is surely above whom in an evaluation. */
  static ReportPage pairs(ReportPage page, Evaluation evaluation, String metric) {
    Table pairs = evaluation.pairs(evaluation.decodings().get(0), metric);
    return pairs(page, pairs, metric, "answer by answer");
  }

  /** Adds the prompts whose answers differ most in reward, best answers first. */
  ReportPage answers(ReportPage page) {
    ReportPage longer =
        page.section("Answers side by side")
            .prose(
                "The prompts on which the answers ("
                    + decoding
                    + ") differ most. Answers are ordered from best to worst; words that the best"
                    + " one lacks are marked.");
    for (int prompt : telling) {
      longer = longer.answers(prompts.get(prompt), answers.apply(prompt));
    }
    return longer;
  }

  private List<Integer> telling() {
    double[] spreads = IntStream.range(0, prompts.size()).mapToDouble(this::spread).toArray();
    return IntStream.range(0, spreads.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer prompt) -> -spreads[prompt]))
        .limit(SHOWN)
        .toList();
  }

  private double spread(int prompt) {
    double[] scores =
        answers.apply(prompt).stream()
            .mapToDouble(JudgedAnswer::score)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return scores.length < 2 ? 0 : scores[scores.length - 1] - scores[0];
  }

  /** Returns whether a reward model can be set against the truth: it scores, and is another one. */
  static boolean disputes(Optional<? extends Reward> model, Reward truth) {
    return model.isPresent() && !model.get().comparesOnly() && !model.get().equals(truth);
  }

  /** Adds where a reward model and the truth disagree most about the answers of an evaluation. */
  ReportPage disagreement(
      ReportPage page, Evaluation evaluation, Optional<? extends Reward> model, Reward truth) {
    return disputes(model, truth)
        ? disagreement(page, evaluation.disagreement(decoding, model.get(), truth))
        : page;
  }

  /** Adds where a reward model and the truth disagree most. */
  static ReportPage disagreement(ReportPage page, RewardDisagreement found) {
    return page.section("Where the reward model and the truth disagree").shown(found);
  }

  /** Adds the tokens of the best answer of these policies, coloured by log π against another's. */
  ReportPage tokens(ReportPage page, List<Policy> policies) {
    int prompt = telling.get(0);
    for (JudgedAnswer answer : JudgedAnswer.bestFirst(answers.apply(prompt))) {
      Optional<Policy> best = named(policies, answer.method());
      Optional<Policy> other = best.flatMap(policy -> comparable(policies, policy));
      if (other.isPresent()) {
        String asked = prompts.get(prompt);
        return tokens(page, asked, best.get().show(asked, answer.text(), other.get()));
      }
    }
    return page;
  }

  private static Optional<Policy> comparable(List<Policy> policies, Policy best) {
    return policies.stream()
        .filter(policy -> !policy.name().equals(best.name()))
        .filter(policy -> policy.choice().isEmpty())
        .filter(policy -> KlDivergence.sameWords(policy.model(), best.model()))
        .findFirst();
  }

  /** Adds the tokens of an answer to a prompt. */
  static ReportPage tokens(ReportPage page, String prompt, TokenComparison tokens) {
    return page.section("An answer token by token")
        .prose("The best answer to: " + prompt)
        .shown(tokens);
  }

  /** A policy that chooses among several draws has no probabilities of its own. */
  private static Optional<Policy> named(List<Policy> policies, String name) {
    return policies.stream()
        .filter(policy -> policy.name().equals(name) && policy.choice().isEmpty())
        .findFirst();
  }
}

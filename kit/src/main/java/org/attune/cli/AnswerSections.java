package org.attune.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Evaluation;
import org.attune.Policy;
import org.attune.evaluate.KlDivergence;
import org.attune.reward.Reward;
import org.attune.view.JudgedAnswer;
import org.attune.view.ReportPage;
import tech.tablesaw.api.Table;

/**
 * The sections about answers that every report of an evaluation has: answers side by side, where
 * the reward model and the truth disagree, and the tokens of an answer under two policies.
 */
final class AnswerSections {
  private static final int SHOWN = 5;

  private final Evaluation evaluation;
  private final String decoding;
  private final List<Integer> telling; // prompts whose answers differ most in reward

  AnswerSections(Evaluation evaluation, String decoding) {
    this.evaluation = evaluation;
    this.decoding = decoding;
    this.telling = telling();
  }

  /** Adds who is surely above whom, if there are more than two policies to compare. */
  ReportPage pairs(ReportPage page, String metric) {
    Table pairs = evaluation.pairs(evaluation.decodings().get(0), metric);
    return pairs.rowCount() < 2
        ? page
        : page.section("Significant differences")
            .table(
                pairs,
                "By "
                    + metric
                    + ", paired answer by answer. 'Surely above' holds at 5 % for all pairs"
                    + " together (Holm).");
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
      longer =
          longer.answers(evaluation.prompts().get(prompt), evaluation.answers(decoding, prompt));
    }
    return longer;
  }

  private List<Integer> telling() {
    double[] spreads =
        IntStream.range(0, evaluation.prompts().size()).mapToDouble(this::spread).toArray();
    return IntStream.range(0, spreads.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer prompt) -> -spreads[prompt]))
        .limit(SHOWN)
        .toList();
  }

  private double spread(int prompt) {
    double[] scores =
        evaluation.answers(decoding, prompt).stream()
            .mapToDouble(JudgedAnswer::score)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return scores.length < 2 ? 0 : scores[scores.length - 1] - scores[0];
  }

  /** Adds where a reward model and the truth disagree most about these answers. */
  ReportPage disagreement(ReportPage page, Optional<? extends Reward> model, Reward truth) {
    if (model.isEmpty() || model.get().comparesOnly() || model.get().equals(truth)) {
      return page;
    }
    return page.section("Where the reward model and the truth disagree")
        .shown(evaluation.disagreement(decoding, model.get(), truth));
  }

  /** Adds the tokens of one answer of the best policy, coloured by log π against another's. */
  ReportPage tokens(ReportPage page, List<Policy> policies) {
    int prompt = telling.get(0);
    List<JudgedAnswer> answers = JudgedAnswer.bestFirst(evaluation.answers(decoding, prompt));
    Optional<Policy> best = named(policies, answers.get(0).method());
    if (best.isEmpty()) {
      return page;
    }
    Optional<Policy> other =
        policies.stream()
            .filter(policy -> !policy.name().equals(best.get().name()))
            .filter(policy -> policy.choice().isEmpty())
            .filter(policy -> KlDivergence.sameWords(policy.model(), best.get().model()))
            .findFirst();
    if (other.isEmpty()) {
      return page;
    }
    String asked = evaluation.prompts().get(prompt);
    return page.section("An answer token by token")
        .prose("The best answer to: " + asked)
        .shown(best.get().show(asked, answers.get(0).text(), other.get()));
  }

  /** A policy that chooses among several draws has no probabilities of its own. */
  private static Optional<Policy> named(List<Policy> policies, String name) {
    return policies.stream()
        .filter(policy -> policy.name().equals(name) && policy.choice().isEmpty())
        .findFirst();
  }
}

package org.attune.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Dataset;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.data.RowType;
import org.attune.inspect.RewardDisagreement;
import org.attune.inspect.RewardMistakes;
import org.attune.reward.Reward;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.attune.view.ReportPage;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * What a trained reward is worth on held-out data, as a page. It has no policies, so it shows no
 * answer token by token.
 *
 * @param what the kind of reward
 * @param held the held-out data
 * @param accuracy the accuracies of the reward and of others beside it
 * @param truth the true reward, if it is known
 */
record RewardReport(
    String what, Reward reward, Dataset held, Table accuracy, Optional<Reward> truth) {
  /** Held-out rows whose mistakes are shown; all of them would be judged once more for it. */
  private static final int ROWS = 200;

  /** Returns the page, with the losses of the training if there are any. */
  ReportPage page(Optional<XYChart> loss, Map<String, String> facts) {
    ReportPage page =
        ReportPage.of("Reward")
            .subtitle(what + ": " + reward)
            .section("Accuracy on held-out data")
            .chart(
                Charts.bars(
                    "Orders pairs as their labels do",
                    "accuracy",
                    Bar.each(accuracy, "reward", "accuracy", "low", "high")),
                "")
            .table(accuracy, "With 95 % intervals.");
    if (loss.isPresent()) {
      page = page.section("Training").chart(loss.get(), "");
    }
    page = mistakes(page, held.take(ROWS));
    return page.provenance(facts);
  }

  /** Adds where the reward contradicts the labels of some rows, and where the truth. */
  private ReportPage mistakes(ReportPage before, Dataset first) {
    ReportPage page = before;
    if (held.kind() == RowType.PAIRS) {
      List<Pair> pairs = first.pairs();
      page =
          page.section("Where the reward contradicts the labels")
              .prose("Of the first " + pairs.size() + " held-out pairs.")
              .shown(RewardMistakes.of(reward, pairs));
    }
    return truth.isPresent() && AnswerSections.disputes(Optional.of(reward), truth.get())
        ? AnswerSections.disagreement(page, disagreement(first.demonstrations()))
        : page;
  }

  private RewardDisagreement disagreement(List<Demonstration> responses) {
    List<String> prompts = responses.stream().map(Demonstration::prompt).toList();
    List<String> texts = responses.stream().map(Demonstration::response).toList();
    Reward known = truth.orElseThrow();
    return RewardDisagreement.of(
        what,
        known.toString(),
        responses.stream().map(response -> "data").toList(),
        prompts,
        texts,
        reward.scores(prompts, texts),
        known.scores(prompts, texts));
  }
}

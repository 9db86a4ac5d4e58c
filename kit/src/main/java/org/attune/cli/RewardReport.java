package org.attune.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
            .chart(Charts.bars("Orders pairs as their labels do", "accuracy", bars()), "")
            .table(accuracy, "With 95 % intervals.");
    if (loss.isPresent()) {
      page = page.section("Training").chart(loss.get(), "");
    }
    Dataset first = held.take(ROWS);
    if (held.kind() == RowType.PAIRS) {
      List<Pair> pairs = first.pairs();
      page =
          page.section("Where the reward contradicts the labels")
              .prose("Of the first " + pairs.size() + " held-out pairs.")
              .shown(RewardMistakes.of(reward, pairs));
    }
    if (truth.isPresent() && AnswerSections.disputes(Optional.of(reward), truth.get())) {
      page = AnswerSections.disagreement(page, disagreement(first.demonstrations()));
    }
    return page.provenance(facts);
  }

  private List<Bar> bars() {
    return IntStream.range(0, accuracy.rowCount())
        .mapToObj(
            row ->
                new Bar(
                    accuracy.stringColumn("reward").get(row),
                    accuracy.doubleColumn("accuracy").get(row),
                    accuracy.doubleColumn("low").get(row),
                    accuracy.doubleColumn("high").get(row)))
        .toList();
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

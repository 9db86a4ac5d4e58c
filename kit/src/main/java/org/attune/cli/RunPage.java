package org.attune.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Evaluation;
import org.attune.Golden;
import org.attune.view.Numbers;
import org.attune.view.ReportPage;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * The HTML page of the pipeline.
 *
 * @param result what the pipeline measured
 * @param judge the name of the metric that ranks the methods
 * @param charts the charts by name
 */
record RunPage(Pipeline.Result result, String judge, Map<String, Chart<?, ?>> charts) {
  /**
   * Returns the page, without its provenance.
   *
   * @param titles the title of each decoding's table
   * @param stages the cost of each stage
   */
  ReportPage page(String summary, String minutes, Map<String, String> titles, Table stages) {
    ReportPage page =
        ReportPage.of("SFT, FA, RWR and CA from one start")
            .subtitle("on " + result.labels().size() + " labelled responses, in " + minutes)
            .summary(summary);
    return training(rewards(answers(asked(results(page, titles)))), stages);
  }

  private ReportPage results(ReportPage before, Map<String, String> titles) {
    ReportPage page = before.section("Result");
    for (String decoding : result.evaluation().decodings()) {
      page = page.table(result.evaluation().summary(decoding), titles.get(decoding));
    }
    return page.charts(
            List.of(charts.get("reward"), charts.get("win-rate")),
            "A win counts one and a tie one half, against SFT's answer to the same prompt.")
        .chart(
            charts.get("reward-against-kl"),
            "Distance of each policy from the start, and the reward it gained.");
  }

  private ReportPage asked(ReportPage page) {
    return page.section("Asking CA for a reward")
        .prose("The same policy with another number in its prompt (Hu et al. 2023, Table 1).")
        .chart(charts.get("asked"), "The curve should rise.");
  }

  private ReportPage answers(ReportPage page) {
    Evaluation found = result.evaluation();
    AnswerSections sections = AnswerSections.of(found, found.decodings().get(1));
    ReportPage longer = sections.answers(AnswerSections.pairs(page, found, judge));
    if (result.limit().isPresent()) {
      longer = sections.disagreement(longer, found, Optional.of(result.reward()), Golden.reward());
    }
    return sections.tokens(longer, result.comparison().policies());
  }

  private ReportPage rewards(ReportPage page) {
    return page.section("Rewards")
        .prose(
            "The reward model agrees with "
                + Numbers.percent(result.accuracy().value())
                + " of held-out pairs.")
        .chart(charts.get("reward-model"), "Loss of the reward model.")
        .charts(
            List.of(charts.get("rewards-raw"), charts.get("rewards-normalised")),
            "Raw and normalised rewards (Hu et al. 2023, Fig. 3).");
  }

  private ReportPage training(ReportPage page, Table stages) {
    return page.section("Training")
        .charts(
            result.comparison().charts(),
            "Losses of the first seed; RWR weights its examples, so its loss has another scale.")
        .table(stages, "Costs per stage.")
        .table(result.comparison().costs(), "Costs of training.")
        .table(result.evaluation().costs(), "Costs of sampling, first seed.");
  }
}

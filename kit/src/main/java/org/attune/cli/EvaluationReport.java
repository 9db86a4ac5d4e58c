package org.attune.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.Dataset;
import org.attune.Evaluation;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.reward.Reward;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.CategoryChart;

/** An evaluation as text, as files, and as a page. */
final class EvaluationReport {
  private static final int WIDTH = 120;

  private final Evaluation evaluation;
  private final List<Policy> policies;
  private final Dataset prompts;
  private final Reward reward;
  private final Optional<Reward> truth;

  /**
   * Prepares a report.
   *
   * @param truth the true reward, where there is one besides the reward that judges
   */
  EvaluationReport(
      Evaluation evaluation,
      List<Policy> policies,
      Dataset prompts,
      Reward reward,
      Optional<Reward> truth) {
    this.evaluation = evaluation;
    this.policies = policies;
    this.prompts = prompts;
    this.reward = reward;
    this.truth = truth;
  }

  /** Returns one table per decoding, and how many prompts were truncated. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String decoding : evaluation.decodings()) {
      text.append(decoding)
          .append('\n')
          .append(TextTable.text(evaluation.summary(decoding), WIDTH))
          .append('\n');
    }
    return text.append(prompts.prompts().size() + " prompts, reward: " + reward + cut())
        .append('\n')
        .append(evaluation.scope())
        .toString();
  }

  /** Returns a note about truncated prompts, which are used but reported. */
  private String cut() {
    double cut = evaluation.costs().intColumn("cut prompts").max();
    return cut > 0
        ? String.format(
            Locale.ROOT, "; %.0f of the prompts lost %s tokens to fit the context", cut, lost())
        : "";
  }

  /** Returns the side that was cut; policies may differ in it. */
  private String lost() {
    return policies.stream()
        .map(policy -> "their " + policy.layout().truncation().lost())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** Writes everything into a folder. */
  void write(RunFolder folder) {
    folder.csv("evaluation.csv", evaluation.table());
    folder.csv("components.csv", evaluation.components());
    folder.csv("costs.csv", evaluation.costs());
    for (String decoding : evaluation.decodings()) {
      folder.csv("answers-" + RunFolder.plain(decoding) + ".csv", evaluation.answers(decoding));
    }
    for (String metric : evaluation.metrics()) {
      folder.chart(RunFolder.plain(metric) + ".png", evaluation.chart(metric));
    }
    folder.page("report.html", page());
    folder.provenance(provenance());
  }

  private Provenance provenance() {
    Policy first = policies.get(0);
    String all =
        policies.stream()
            .map(policy -> policy + " weights " + policy.hash())
            .collect(Collectors.joining("; "));
    return Provenance.of("reward", reward.toString(), prompts.hash(), first)
        .and("policies", all)
        .and("decodings", evaluation.decodings().toString());
  }

  private ReportPage page() {
    ReportPage page =
        ReportPage.of("Evaluation")
            .subtitle(prompts.prompts().size() + " prompts, reward: " + reward + cut());
    for (String decoding : evaluation.decodings()) {
      page =
          page.section("Decoding: " + decoding)
              .table(evaluation.summary(decoding), evaluation.scope());
    }
    List<CategoryChart> charts = evaluation.metrics().stream().map(evaluation::chart).toList();
    page = page.section("Charts").charts(charts, "");
    AnswerSections sections =
        AnswerSections.of(
            evaluation, evaluation.decodings().get(evaluation.decodings().size() - 1));
    page = sections.answers(AnswerSections.pairs(page, evaluation, evaluation.metrics().get(0)));
    if (truth.isPresent()) {
      page = sections.disagreement(page, evaluation, Optional.of(reward), truth.get());
    }
    return costs(sections.tokens(page, policies)).provenance(provenance().facts());
  }

  private ReportPage costs(ReportPage page) {
    return page.section("Sources of variance")
        .table(
            evaluation.components(),
            "Standard deviations of prompts, training seeds, their interaction, and answers; –"
                + " where the design cannot tell.")
        .section("Costs")
        .table(evaluation.costs(), "");
  }
}

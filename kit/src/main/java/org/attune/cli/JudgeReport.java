package org.attune.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Policy;
import org.attune.Provenance;
import org.attune.evaluate.Interval;
import org.attune.inspect.RewardDisagreement;
import org.attune.judge.AlpacaEvalFiles;
import org.attune.judge.Conversations;
import org.attune.judge.JudgedComparison;
import org.attune.judge.JudgedTables;
import org.attune.judge.PromptSet;
import org.attune.judge.SystemAnswers;
import org.attune.reward.Reward;
import org.attune.util.Sha256;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.attune.view.JudgedAnswer;
import org.attune.view.ReportPage;
import org.attune.view.TextTable;
import org.knowm.xchart.CategoryChart;

/** A judged comparison as text, as files, and as a page. */
final class JudgeReport {
  private static final int WIDTH = 140;

  private static final String EXPLAINED =
      "Strength is the Bradley–Terry log-odds against the average system, a tie being half a win;"
          + " 'surely above' holds at 5 % for all pairs together (Holm). Intervals are 95 %, over"
          + " prompts.";

  private final JudgedComparison comparison;
  private final String baseline;
  private final String judge;
  private final Optional<Reward> truth;
  private final List<Policy> policies;

  /**
   * Prepares a report.
   *
   * @param truth the true reward, if it is known
   * @param policies policies among the systems, whose tokens can be shown
   */
  JudgeReport(
      JudgedComparison comparison,
      String baseline,
      String judge,
      Optional<Reward> truth,
      List<Policy> policies) {
    this.comparison = comparison;
    this.baseline = baseline;
    this.judge = judge;
    this.truth = truth;
    this.policies = policies;
  }

  /** Returns the ranking and the pairs. */
  String text() {
    return TextTable.text(JudgedTables.ranking(comparison), WIDTH)
        + "\n"
        + TextTable.text(JudgedTables.pairs(comparison), WIDTH)
        + "\n"
        + comparison.prompts().size()
        + " prompts, judge: "
        + comparison.judge()
        + invalid()
        + "\n"
        + EXPLAINED;
  }

  private String invalid() {
    return comparison.invalid() == 0
        ? ""
        : "; "
            + comparison.invalid()
            + " comparisons dropped, because the reply was not a judgement";
  }

  /** Writes everything into a folder. */
  void write(RunFolder folder) {
    folder.csv("ranking.csv", JudgedTables.ranking(comparison));
    folder.csv("pairs.csv", JudgedTables.pairs(comparison));
    folder.csv("judgements.csv", JudgedTables.outcomes(comparison));
    for (SystemAnswers system : comparison.systems()) {
      String name = "outputs-" + system.name().replaceAll("[^A-Za-z0-9._-]+", "-") + ".json";
      folder.text(name, AlpacaEvalFiles.outputs(comparison.prompts(), system));
    }
    folder.text("annotations.json", AlpacaEvalFiles.annotations(comparison, baseline));
    folder.text("leaderboard.csv", AlpacaEvalFiles.leaderboard(comparison, baseline));
    folder.chart("ranking.png", chart());
    folder.page("report.html", page());
    folder.provenance(provenance());
  }

  private CategoryChart chart() {
    List<Bar> bars = new ArrayList<>();
    for (String name : comparison.bradleyTerry().order()) {
      Interval strength = comparison.bradleyTerry().strength(name);
      bars.add(new Bar(name, strength.value(), strength.low(), strength.high()));
    }
    return Charts.bars("Bradley–Terry strength, 95 % intervals", "log-odds", bars);
  }

  private Provenance provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("judge", judge);
    facts.put("systems", String.join(", ", comparison.names()));
    facts.put("baseline", baseline);
    facts.put("prompts", String.valueOf(comparison.prompts().size()));
    facts.put("prompts SHA-256", Sha256.of(comparison.prompts().toString()));
    facts.put("Java", System.getProperty("java.version"));
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new Provenance(facts);
  }

  private ReportPage page() {
    ReportPage page =
        ReportPage.of("Judged comparison")
            .subtitle(
                comparison.prompts().size() + " prompts, judge: " + comparison.judge() + invalid())
            .section("Ranking")
            .table(JudgedTables.ranking(comparison), EXPLAINED)
            .chart(chart(), "")
            .section("Pairs")
            .table(
                JudgedTables.pairs(comparison),
                "The length-controlled win rate is that at equal length (Dubois et al. 2024).");
    AnswerSections sections = new AnswerSections(prompts(), this::answers, "as the judge saw them");
    page = sections.answers(page);
    if (disputed()) {
      page = AnswerSections.disagreement(page, disagreement());
    }
    if (comparison.prompts().items().stream().allMatch(item -> item.turns().size() == 1)) {
      page = sections.tokens(page, policies);
    }
    return page.provenance(provenance().facts());
  }

  private List<String> prompts() {
    return comparison.prompts().items().stream()
        .map(item -> String.join("\n\n", item.turns()))
        .toList();
  }

  /**
   * Returns whether the judge's scores can be set against the truth. A judge that only compares
   * gives none.
   */
  private boolean disputed() {
    return truth.isPresent()
        && !comparison.judge().equals(truth.get().toString())
        && comparison.score(comparison.names().get(0)).isPresent();
  }

  /** Sets the judge's scores against the true rewards; answers without a score are left out. */
  private RewardDisagreement disagreement() {
    List<String> policies = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int prompt = 0; prompt < prompts().size(); prompt++) {
      for (JudgedAnswer answer : answers(prompt)) {
        if (Double.isFinite(answer.score())) {
          policies.add(answer.method());
          asked.add(prompts().get(prompt));
          texts.add(answer.text());
          scores.add(answer.score());
        }
      }
    }
    Reward known = truth.orElseThrow();
    List<Double> real = known.scores(asked, texts);
    return RewardDisagreement.of(
        comparison.judge(), known.toString(), policies, asked, texts, scores, real);
  }

  private List<JudgedAnswer> answers(int prompt) {
    PromptSet.Item item = comparison.prompts().items().get(prompt);
    return comparison.systems().stream().map(system -> answer(system, item, prompt)).toList();
  }

  private JudgedAnswer answer(SystemAnswers system, PromptSet.Item item, int prompt) {
    List<String> said = system.to(item);
    String text =
        said.size() == 1 ? said.get(0) : Conversations.prompt(item.turns(), said) + last(said);
    return new JudgedAnswer(system.name(), text, comparison.score(system.name(), prompt));
  }

  private static String last(List<String> said) {
    return " " + said.get(said.size() - 1);
  }
}

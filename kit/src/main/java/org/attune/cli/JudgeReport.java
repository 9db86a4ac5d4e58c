package org.attune.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.Provenance;
import org.attune.evaluate.Interval;
import org.attune.judge.AlpacaEvalFiles;
import org.attune.judge.Conversations;
import org.attune.judge.JudgedComparison;
import org.attune.judge.JudgedTables;
import org.attune.judge.PromptSet;
import org.attune.judge.SystemAnswers;
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
  private static final int SHOWN_ANSWERS = 5;

  private static final String EXPLAINED =
      "Strength is the Bradley–Terry log-odds against the average system, a tie being half a win;"
          + " 'surely above' holds at 5 % for all pairs together (Holm). Intervals are 95 %, over"
          + " prompts.";

  private final JudgedComparison comparison;
  private final String baseline;
  private final String judge;

  JudgeReport(JudgedComparison comparison, String baseline, String judge) {
    this.comparison = comparison;
    this.baseline = baseline;
    this.judge = judge;
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
                "The length-controlled win rate is that at equal length (Dubois et al. 2024).")
            .section("Answers, best first");
    for (int prompt : telling()) {
      PromptSet.Item item = comparison.prompts().items().get(prompt);
      page = page.answers(String.join("\n\n", item.turns()), answers(item, prompt));
    }
    return page.provenance(provenance().facts());
  }

  /** The prompts on which the scores differ most, or the first. */
  private List<Integer> telling() {
    return IntStream.range(0, comparison.prompts().size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer prompt) -> -spread(prompt)))
        .limit(SHOWN_ANSWERS)
        .toList();
  }

  private double spread(int prompt) {
    double[] scores =
        comparison.names().stream().mapToDouble(name -> comparison.score(name, prompt)).toArray();
    double low = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).min().orElse(0);
    double high = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).max().orElse(0);
    return Double.isNaN(high - low) ? 0 : high - low;
  }

  private List<JudgedAnswer> answers(PromptSet.Item item, int prompt) {
    return comparison.systems().stream()
        .map(system -> answer(system, item, prompt))
        .sorted(
            Comparator.comparingDouble(
                answer -> Double.isNaN(answer.score()) ? 0 : -answer.score()))
        .toList();
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

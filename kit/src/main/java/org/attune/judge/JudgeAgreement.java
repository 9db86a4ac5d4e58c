package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import org.attune.evaluate.Agreement;
import org.attune.evaluate.Interval;
import org.attune.evaluate.MeanSquares;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.util.InvalidInputException;
import org.attune.view.Bar;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How far judges agree with one whose verdicts are taken for the truth, on questions with two
 * answers each.
 *
 * @param truth the name of that judge
 * @param rows one per judge
 */
public record JudgeAgreement(String truth, List<AgreementRow> rows) implements HtmlDisplayable {
  /**
   * One judge.
   *
   * @param judge its name
   * @param questions how many questions it was asked
   * @param invalid how many of its replies were no judgement
   * @param same the share of its judgements that are the truth's: better, worse, or a tie
   * @param notContradicting the share in which the two do not prefer different answers
   * @param kappa Cohen's κ: agreement beyond chance
   */
  public record AgreementRow(
      String judge,
      int questions,
      int invalid,
      Interval same,
      double notContradicting,
      double kappa) {}

  /** Copies the rows. */
  public JudgeAgreement {
    rows = List.copyOf(rows);
  }

  /** Asks all judges the same questions. */
  public static JudgeAgreement of(Judge truth, List<Judge> judges, List<Question> questions) {
    for (Question question : questions) {
      InvalidInputException.unless(
          question.systems() == 2,
          "Agreement is measured on pairs of answers, got %d answers to '%s'.",
          question.systems(),
          question.prompt());
    }
    List<Judgement> right = truth.judge(questions);
    List<AgreementRow> rows = new ArrayList<>();
    for (Judge judge : judges) {
      rows.add(row(judge.name(), questions, right, judge.judge(questions)));
    }
    return new JudgeAgreement(truth.name(), rows);
  }

  private static AgreementRow row(
      String name, List<Question> questions, List<Judgement> right, List<Judgement> judged) {
    List<String> prompts = new ArrayList<>();
    List<Double> same = new ArrayList<>();
    List<double[]> ratings = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      if (right.get(i).valid() && judged.get(i).valid()) {
        int true1 = right.get(i).outcome(0, 1);
        int own = judged.get(i).outcome(0, 1);
        prompts.add(questions.get(i).prompt());
        same.add(true1 == own ? 1.0 : 0.0);
        ratings.add(new double[] {true1, own});
      }
    }
    int invalid = (int) judged.stream().filter(one -> !one.valid()).count();
    requireSome(same, name, judged);
    Agreement agreement = new Agreement(ratings.toArray(double[][]::new));
    return new AgreementRow(
        name,
        questions.size(),
        invalid,
        share(prompts, same),
        agreement.notContradicting(),
        agreement.cohensKappa(0, 1));
  }

  private static Interval share(List<String> prompts, List<Double> same) {
    return RandomEffects.share(MeanSquares.of(prompts, List.of(RatioSamples.share(same))))
        .interval();
  }

  private static void requireSome(List<Double> same, String name, List<Judgement> judged) {
    InvalidInputException.unless(
        !same.isEmpty(),
        "None of the %d replies of the judge %s could be read as a judgement; it said '%s'.",
        judged.size(),
        name,
        judged.get(0).explanation().lines().findFirst().orElse(""));
  }

  /** Returns one row per judge. */
  public Table table() {
    return Table.create(
        "agreement",
        StringColumn.create("judge", rows.stream().map(AgreementRow::judge)),
        IntColumn.create("questions", rows.stream().mapToInt(AgreementRow::questions).toArray()),
        IntColumn.create("invalid", rows.stream().mapToInt(AgreementRow::invalid).toArray()),
        StringColumn.create("same verdict", rows.stream().map(row -> text(row.same()))),
        DoubleColumn.create(
            "not contradicting", rows.stream().map(AgreementRow::notContradicting).toList()),
        DoubleColumn.create("κ", rows.stream().map(AgreementRow::kappa).toList()));
  }

  private static String text(Interval share) {
    return Numbers.interval(share.value(), share.low(), share.high());
  }

  /** Draws the share of same verdicts of each judge. */
  public CategoryChart chart() {
    return Charts.bars(
        "Agreement with " + truth,
        "share of same verdicts",
        rows.stream()
            .map(
                row ->
                    new Bar(row.judge(), row.same().value(), row.same().low(), row.same().high()))
            .toList());
  }

  @Override
  public String html() {
    return Html.heading(toString()) + ChartImages.html(chart()) + Html.table(table());
  }

  @Override
  public String toString() {
    return "JudgeAgreement(" + rows.size() + " judges with " + truth + ")";
  }
}

package org.attune.papers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.claims.FigureData.FigureAnswers;
import org.attune.claims.Ledger;
import org.attune.view.ChartImages;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.ReportPage;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * One figure or table of a paper, with ours beside it.
 *
 * @param figure what it is
 * @param table ours and the paper's numbers, where there are numbers in rows
 * @param charts the charts, by name
 * @param answers answers to prompts
 * @param missing why nothing is drawn; empty if something is
 * @param measured the verdict on the claim and its numbers; empty without one
 */
public record PaperDrawing(
    PaperFigure figure,
    Optional<Table> table,
    Map<String, Chart<?, ?>> charts,
    List<FigureAnswers> answers,
    String missing,
    String measured)
    implements HtmlDisplayable {
  /** Copies the charts and answers. */
  public PaperDrawing {
    charts = new LinkedHashMap<>(charts);
    answers = List.copyOf(answers);
  }

  /** Draws a figure from the claim's entry, if the ledger keeps one. */
  static PaperDrawing of(PaperFigure figure, Optional<Ledger.Entry> entry) {
    String verdict = entry.map(PaperDrawing::verdict).orElse("");
    return switch (figure.source()) {
      case NOTHING -> nothing(figure, figure.reason(), verdict);
      case SETTINGS ->
          new PaperDrawing(
              figure, Optional.of(SettingTables.of(figure.name())), Map.of(), List.of(), "", "");
      case MEASURES ->
          entry
              .map(kept -> numbers(figure, PaperTable.measures(figure, kept.finding()), verdict))
              .orElseGet(() -> nothing(figure, untested(figure), ""));
      case FIGURE ->
          entry
              .map(kept -> figure(figure, kept, verdict))
              .orElseGet(() -> nothing(figure, untested(figure), ""));
    };
  }

  private static PaperDrawing nothing(PaperFigure figure, String why, String verdict) {
    return new PaperDrawing(figure, Optional.empty(), Map.of(), List.of(), why, verdict);
  }

  private static String untested(PaperFigure figure) {
    return "There is no result of claim "
        + figure.claim()
        + "; 'attune claims --only "
        + figure.claim()
        + "' adds it to the folder that its --out names.";
  }

  private static PaperDrawing figure(PaperFigure figure, Ledger.Entry entry, String verdict) {
    if (entry.finding().figures().isEmpty()) {
      return nothing(
          figure,
          "The result of claim "
              + figure.claim()
              + " is older than its figures; delete its .json and run the same 'attune claims'"
              + " again: its trainings are kept.",
          verdict);
    }
    PaperTable rows = PaperTable.rows(figure, entry.finding().figures().get().rows());
    if (!rows.isEmpty()) {
      return numbers(figure, rows, verdict);
    }
    return new PaperDrawing(
        figure,
        Optional.empty(),
        PaperCharts.curves(figure.name(), entry.finding().figures().get().curves()),
        entry.finding().figures().get().answers().stream()
            .filter(answers -> answers.figure().equals(figure.name()))
            .toList(),
        "",
        verdict);
  }

  private static PaperDrawing numbers(PaperFigure figure, PaperTable numbers, String verdict) {
    return new PaperDrawing(
        figure, Optional.of(numbers.table()), numbers.charts(), List.of(), "", verdict);
  }

  private static String verdict(Ledger.Entry entry) {
    return entry.claim().id()
        + " "
        + entry.finding().verdict()
        + ": "
        + entry.claim().statement()
        + " "
        + entry.finding().ours();
  }

  /** Returns whether there is something to see. */
  public boolean drawn() {
    return missing.isEmpty();
  }

  /** Adds this figure to a page, as a section. */
  ReportPage onto(ReportPage page) {
    ReportPage longer = page.section(figure.name()).prose(words());
    if (!charts.isEmpty()) {
      longer = longer.charts(List.copyOf(charts.values()), measured);
    }
    if (table.isPresent()) {
      longer = longer.table(table.get(), charts.isEmpty() ? measured : "");
    }
    for (FigureAnswers one : answers) {
      longer = longer.answers(one.prompt(), one.answers());
    }
    return longer;
  }

  private String words() {
    List<String> words = new ArrayList<>(List.of(figure.shows()));
    if (!figure.paper().isEmpty()) {
      words.add("The paper: " + figure.paper());
    }
    words.add(drawn() ? figure.reason() : "Not drawn: " + missing);
    words.removeIf(String::isBlank);
    return String.join(" ", words);
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<p><b>" + Html.escape(figure.name()) + "</b> ");
    html.append(Html.escape(words())).append("</p>");
    List<Chart<?, ?>> all = List.copyOf(charts.values());
    for (int i = 0; i < all.size(); i += 2) {
      html.append(
          i + 1 < all.size()
              ? ChartImages.htmlSideBySide(all.get(i), all.get(i + 1))
              : ChartImages.html(all.get(i)));
    }
    table.ifPresent(rows -> html.append(Html.table(rows)));
    for (FigureAnswers one : answers) {
      html.append("<p>").append(Html.escape(one.prompt())).append("</p><ul>");
      one.answers()
          .forEach(
              answer ->
                  html.append("<li><b>" + Html.escape(answer.method()) + "</b> ")
                      .append(Html.escape(answer.text()) + "</li>"));
      html.append("</ul>");
    }
    return html.toString();
  }

  @Override
  public String toString() {
    return figure.name() + (drawn() ? "" : " (not drawn)");
  }
}

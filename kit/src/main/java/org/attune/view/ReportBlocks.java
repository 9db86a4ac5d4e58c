package org.attune.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** The HTML of a report's parts. */
final class ReportBlocks {
  private ReportBlocks() {}

  static String prose(String text) {
    StringBuilder html = new StringBuilder();
    for (String paragraph : text.strip().split("\\n\\s*\\n", -1)) {
      html.append("<p>").append(inline(paragraph.strip())).append("</p>");
    }
    return html.toString();
  }

  static String table(Table table, String caption, int maxRows) {
    return figure(Html.table(table, maxRows), caption, "table");
  }

  static String records(Table table, String caption) {
    return figure(RecordTable.html(table), caption, "table");
  }

  static String charts(List<? extends Chart<?, ?>> charts, String caption) {
    if (charts.isEmpty()) {
      throw new InvalidInputException(
          "There is no chart for the caption '" + caption + "': give at least one.");
    }
    StringBuilder html = new StringBuilder("<div class=\"charts\">");
    for (Chart<?, ?> chart : charts) {
      html.append("<div class=\"card\">");
      html.append(charts.size() == 1 ? alone(chart) : ChartImages.panelSvg(chart));
      html.append("</div>");
    }
    return figure(html.append("</div>").toString(), caption, "chart");
  }

  /** Draws a chart in its own size, and for phones, where its labels would be tiny, as a panel. */
  private static String alone(Chart<?, ?> chart) {
    return "<div class=\"wide\">"
        + SvgChart.repeatable(chart, chart.getWidth(), chart.getHeight())
        + "</div><div class=\"narrow\">"
        + ChartImages.panelSvg(chart)
        + "</div>";
  }

  /** Shows answers from the best to the worst; words that the best one lacks are marked. */
  static String answers(String prompt, List<JudgedAnswer> answers) {
    StringBuilder html = new StringBuilder("<div class=\"sample\"><div class=\"prompt\">");
    html.append("<span class=\"label\">Prompt</span>").append(lines(prompt)).append("</div>");
    html.append("<div class=\"answers\">");
    int decimals = Numbers.decimals(answers.stream().mapToDouble(JudgedAnswer::score).toArray());
    List<JudgedAnswer> sorted = JudgedAnswer.bestFirst(answers);
    for (int i = 0; i < sorted.size(); i++) {
      JudgedAnswer answer = sorted.get(i);
      html.append("<div class=\"answer\"><div class=\"who\"><b>");
      html.append(Html.escape(answer.method())).append("</b>");
      if (!Double.isNaN(answer.score())) {
        html.append("<span class=\"score\">");
        html.append(Numbers.text(answer.score(), decimals)).append("</span>");
      }
      html.append("</div><div class=\"text\">");
      html.append(i == 0 ? Html.escape(answer.text().strip()) : marked(sorted, answer));
      html.append("</div></div>");
    }
    return html.append("</div></div>").toString();
  }

  private static String marked(List<JudgedAnswer> sorted, JudgedAnswer answer) {
    return DiffText.html(WordDiff.of(sorted.get(0).text(), answer.text()).second());
  }

  static String provenance(Map<String, String> facts) {
    StringBuilder html = new StringBuilder("<details class=\"provenance\"><summary>");
    html.append("How this was made</summary><dl>");
    facts.forEach(
        (name, value) -> {
          html.append("<dt>").append(Html.escape(name)).append("</dt>");
          boolean command = name.equals("command");
          html.append(command ? "<dd class=\"command\">" : "<dd>");
          html.append(Html.escape(value)).append("</dd>");
        });
    return html.append("</dl></details>").toString();
  }

  static String page(
      String title,
      String subtitle,
      String summary,
      List<ReportSection> sections,
      String provenance) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    html.append("<meta charset=\"utf-8\"/>");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    html.append("<title>").append(Html.escape(title)).append("</title>\n<style>\n");
    html.append(style()).append("</style></head>\n<body><main>\n<header><h1>");
    html.append(Html.escape(title)).append("</h1>");
    optional(html, "<p class=\"subtitle\">", inline(subtitle), "</p>");
    optional(html, "<p class=\"summary\">", inline(summary), "</p>");
    html.append("</header>\n").append(contents(sections));
    for (int i = 0; i < sections.size(); i++) {
      section(html, sections.get(i), i);
    }
    return html.append(provenance).append("\n</main></body></html>\n").toString();
  }

  private static void section(StringBuilder html, ReportSection section, int index) {
    html.append("<section id=\"s").append(index).append("\">");
    optional(html, "<h2>", Html.escape(section.heading()), "</h2>");
    section.blocks().forEach(block -> html.append('\n').append(block));
    html.append("</section>\n");
  }

  private static String contents(List<ReportSection> sections) {
    StringBuilder items = new StringBuilder();
    int headings = 0;
    for (int i = 0; i < sections.size(); i++) {
      String heading = sections.get(i).heading();
      if (!heading.isEmpty()) {
        headings++;
        items.append("<li><a href=\"#s").append(i).append("\">");
        items.append(Html.escape(heading)).append("</a></li>");
      }
    }
    // One heading needs no table of contents.
    return headings < 2 ? "" : "<nav aria-label=\"Contents\"><ol>" + items + "</ol></nav>\n";
  }

  private static String figure(String inside, String caption, String kind) {
    StringBuilder html = new StringBuilder("<figure class=\"" + kind + "\">").append(inside);
    optional(html, "<figcaption>", inline(caption), "</figcaption>");
    return html.append("</figure>").toString();
  }

  private static void optional(StringBuilder html, String before, String inside, String after) {
    if (!inside.isBlank()) {
      html.append(before).append(inside).append(after);
    }
  }

  private static String lines(String text) {
    return "<div class=\"text\">" + Html.escape(text.strip()) + "</div>";
  }

  private static String inline(String text) {
    return Html.escape(text).replaceAll("`([^`\\n]+)`", "<code>$1</code>");
  }

  private static String style() {
    try (InputStream style = ReportBlocks.class.getResourceAsStream("report.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the style of reports.", e);
    }
  }
}

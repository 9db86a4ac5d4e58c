package org.attune.view;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.attune.util.AtomicFile;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * A report in one HTML file: images and styles are embedded, nothing is fetched, and it is readable
 * on light and dark screens and on paper.
 *
 * <p>Every call returns a new page with one more element at its end:
 *
 * <pre>{@code
 * ReportPage.of("Five methods").summary("DPO wins.")
 *     .section("Results").table(table, "Rewards with 95 % intervals.")
 *     .chart(curve, "The loss falls below ln 2.")
 *     .write(Path.of("report.html"));
 * }</pre>
 */
public final class ReportPage implements HtmlDisplayable {
  private static final int ROWS = 50;

  /** A number and its percent sign, between which a line of a narrow screen would break. */
  private static final Pattern BREAKABLE_PERCENT = Pattern.compile("(?<=[0-9]) %");

  private static final String UNBROKEN_PERCENT = "\u00a0%";

  private final String title;
  private final String subtitle;
  private final String summary;
  private final List<ReportSection> sections;
  private final Map<String, String> facts;

  private ReportPage(
      String title,
      String subtitle,
      String summary,
      List<ReportSection> sections,
      Map<String, String> facts) {
    this.title = title;
    this.subtitle = subtitle;
    this.summary = summary;
    this.sections = sections;
    this.facts = facts;
  }

  /** Returns an empty page. */
  public static ReportPage of(String title) {
    return new ReportPage(title, "", "", List.of(), Map.of());
  }

  /** Returns this page with a line below its title. */
  public ReportPage subtitle(String line) {
    return new ReportPage(title, line, summary, sections, facts);
  }

  /** Returns this page with a paragraph that summarises the results. */
  public ReportPage summary(String paragraph) {
    return new ReportPage(title, subtitle, paragraph, sections, facts);
  }

  /** Returns this page with a new section, which contains everything added afterwards. */
  public ReportPage section(String heading) {
    return with(plus(sections, new ReportSection(heading, List.of())));
  }

  /** Returns this page with paragraphs; a blank line separates them, `backticks` mark code. */
  public ReportPage prose(String text) {
    return block(ReportBlocks.prose(text));
  }

  /** Returns this page with the first fifty rows of a table and a caption (may be empty). */
  public ReportPage table(Table table, String caption) {
    return table(table, caption, ROWS);
  }

  /** Returns this page with the first rows of a table and a caption (may be empty). */
  public ReportPage table(Table table, String caption, int maxRows) {
    return block(ReportBlocks.table(table, caption, maxRows));
  }

  /**
   * Returns this page with all rows of a table of texts and a caption (may be empty). No cell is
   * clipped, a line break stays one, and a phone shows each row as a card.
   */
  public ReportPage records(Table table, String caption) {
    return block(ReportBlocks.records(table, caption));
  }

  /** Returns this page with a chart and a caption (may be empty). */
  public ReportPage chart(Chart<?, ?> chart, String caption) {
    return block(ReportBlocks.charts(List.of(chart), caption));
  }

  /** Returns this page with charts side by side where the screen is wide enough. */
  public ReportPage charts(List<? extends Chart<?, ?>> charts, String caption) {
    return block(ReportBlocks.charts(charts, caption));
  }

  /**
   * Returns this page with a prompt and each method's answer to it, side by side from the best to
   * the worst, with the words marked that the best answer does not have.
   */
  public ReportPage answers(String prompt, List<JudgedAnswer> answers) {
    return block(ReportBlocks.answers(prompt, answers));
  }

  /** Returns this page with a value as a notebook would show it. */
  public ReportPage shown(HtmlDisplayable value) {
    return block("<div class=\"shown\">" + value.html() + "</div>");
  }

  /** Returns this page with its provenance, collapsed at the end, in the map's order. */
  public ReportPage provenance(Map<String, String> facts) {
    return new ReportPage(title, subtitle, summary, sections, new LinkedHashMap<>(facts));
  }

  /** Returns this page with one more fact of its provenance, before the others. */
  public ReportPage fact(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>();
    more.put(name, value);
    facts.forEach(more::putIfAbsent);
    return new ReportPage(title, subtitle, summary, sections, more);
  }

  /** Returns the whole page as one HTML document, which is well-formed XML too. */
  @Override
  public String html() {
    String page =
        ReportBlocks.page(
            title,
            subtitle,
            summary,
            sections,
            facts.isEmpty() ? "" : ReportBlocks.provenance(facts));
    return BREAKABLE_PERCENT.matcher(page).replaceAll(UNBROKEN_PERCENT);
  }

  /** Writes the page as a new file, atomically, and fails if the file exists. */
  public Path write(Path file) {
    return AtomicFile.create(file, bytes());
  }

  /** Writes the page, replacing an older file. */
  public Path replace(Path file) {
    return AtomicFile.replace(file, bytes());
  }

  @Override
  public String toString() {
    int count = sections.size();
    return "ReportPage '" + title + "' with " + count + (count == 1 ? " section" : " sections");
  }

  private byte[] bytes() {
    return html().getBytes(StandardCharsets.UTF_8);
  }

  private ReportPage block(String html) {
    // Blocks before the first heading open the page, and the contents do not list them.
    List<ReportSection> all =
        sections.isEmpty() ? List.of(new ReportSection("", List.of())) : sections;
    List<ReportSection> changed = new ArrayList<>(all);
    changed.set(changed.size() - 1, all.get(all.size() - 1).with(html));
    return with(List.copyOf(changed));
  }

  private ReportPage with(List<ReportSection> changed) {
    return new ReportPage(title, subtitle, summary, changed, facts);
  }

  private static <T> List<T> plus(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }
}

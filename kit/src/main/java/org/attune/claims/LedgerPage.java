package org.attune.claims;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.attune.claims.Ledger.Entry;
import org.attune.data.KeptAnswers;
import org.attune.util.AtomicFile;
import org.attune.view.ChartImages;
import org.attune.view.Csv;
import org.attune.view.Numbers;
import org.attune.view.ReportPage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The ledger as a table, as Markdown, as CSV and as a page with charts. */
public final class LedgerPage {
  private static final String HOW =
      "Intervals are 95 %, over prompts and training seeds. A claim of several parts agrees when"
          + " all of them do; one part refutes it, by Holm's correction for many. Looks at 3, 5 and"
          + " 8 seeds share an error of 5 %, so a verdict may ask for more than its 95 % interval"
          + " shows.";

  private final List<Entry> entries;
  private final Map<String, String> facts;
  private final String options;

  /**
   * Creates the page.
   *
   * @param facts date, machine and other facts that decide the numbers
   * @param options the options besides {@code claims --only ID} that repeat a claim
   */
  public LedgerPage(List<Entry> entries, Map<String, String> facts, String options) {
    this.entries = List.copyOf(entries);
    this.facts = facts;
    this.options = options;
  }

  private String command(Entry entry) {
    String arguments = ("claims --only " + entry.claim().id() + " " + options).strip();
    return "./mvnw -q compile exec:java -Dexec.args=\"" + arguments + "\"";
  }

  /** Returns one row per claim. */
  public Table table() {
    return Table.create(
        "claims",
        StringColumn.create("claim", entries.stream().map(e -> e.claim().id())),
        StringColumn.create("statement", entries.stream().map(e -> e.claim().statement())),
        StringColumn.create("the paper", entries.stream().map(e -> e.claim().paper())),
        StringColumn.create("ours", entries.stream().map(e -> e.finding().ours())),
        StringColumn.create("verdict", entries.stream().map(e -> e.finding().verdict().toString())),
        DoubleColumn.create("minutes", entries.stream().mapToDouble(Entry::minutes).toArray()),
        StringColumn.create("command", entries.stream().map(this::command)));
  }

  /** Returns the ledger as a Markdown page. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# The claims ledger\n\n");
    facts.forEach((name, value) -> text.append("* ").append(name + ": " + value + "\n"));
    text.append("\n" + HOW + "\n");
    text.append("\n| claim | the paper | ours, mean with 95 % interval | verdict | minutes |\n");
    text.append("|---|---|---|---|---|\n");
    for (Entry entry : entries) {
      text.append(
          String.format(
              "| **%s** %s | %s | %s | **%s** | %s |%n",
              entry.claim().id(),
              cell(entry.claim().statement()),
              cell(entry.claim().paper()),
              cell(entry.finding().ours().replace("; ", "<br>")),
              entry.finding().verdict(),
              Numbers.fixed(entry.minutes(), 1)));
    }
    text.append("\n## The rules\n");
    for (Entry entry : entries) {
      text.append("\n**" + entry.claim().id() + ".** " + entry.claim().rule());
      text.append("\n\n```sh\n" + command(entry) + "\n```\n");
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** Returns the ledger as a page with one chart per claim. */
  public ReportPage page() {
    ReportPage page =
        ReportPage.of("The claims ledger")
            .summary("What the papers claim, re-tested on the bundled world. " + HOW)
            .section("Verdicts")
            .records(verdicts(), "Minutes leave out what an earlier claim had already trained.");
    for (Entry entry : entries) {
      String title = entry.claim().id() + ": " + entry.finding().verdict();
      page =
          page.section(title)
              .prose(entry.claim().statement() + "\n\n" + entry.claim().rule())
              .prose("`" + command(entry) + "`")
              .chart(entry.finding().chart(entry.claim().id()), entry.finding().ours());
    }
    return page.provenance(facts);
  }

  /** Returns the table with verdicts first and without commands, which stand beside each claim. */
  private Table verdicts() {
    Table table = table();
    StringColumn ours = table.stringColumn("ours");
    table.replaceColumn("ours", ours.replaceAll("; ", ";\n").setName("ours")); // a part, a line
    return table.selectColumns("claim", "verdict", "statement", "the paper", "ours", "minutes");
  }

  /** Returns the answers that a claim kept, by the name of the policy; empty if none did. */
  public Map<String, KeptAnswers> kept() {
    return entries.stream()
        .flatMap(entry -> entry.finding().figures().flatMap(FigureData::kept).stream())
        .findFirst()
        .orElse(Map.of());
  }

  /**
   * Writes CLAIMS.md, claims.csv, claims.html and one chart per claim, replacing older ones.
   *
   * @param more adds further sections to the page
   */
  public void write(Path folder, UnaryOperator<ReportPage> more) {
    AtomicFile.replace(folder.resolve("claims.csv"), bytes(Csv.text(table())));
    AtomicFile.replace(folder.resolve("CLAIMS.md"), bytes(markdown()));
    more.apply(page()).replace(folder.resolve("claims.html"));
    for (Entry entry : entries) {
      String id = entry.claim().id();
      ChartImages.replace(entry.finding().chart(id), folder.resolve(id + ".png"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

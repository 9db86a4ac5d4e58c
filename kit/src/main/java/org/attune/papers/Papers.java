package org.attune.papers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.claims.KeptFindings;
import org.attune.claims.Ledger;
import org.attune.util.InvalidInputException;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.ReportPage;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The papers at a glance: each figure and table of the four papers that the bundled world can show,
 * from a ledger's kept findings, with the papers' own numbers beside ours. Nothing is trained or
 * sampled.
 *
 * <pre>{@code
 * Papers.bundled().show("OFFLINE Table 2")
 * Papers.of(Path.of("runs/claims")).page().write(Path.of("papers.html"));
 * }</pre>
 */
public final class Papers implements HtmlDisplayable {
  private final KeptFindings findings;
  private final List<PaperDrawing> drawings;

  private Papers(KeptFindings findings) {
    this.findings = findings;
    this.drawings =
        PaperFigures.all().stream()
            .map(figure -> PaperDrawing.of(figure, findings.find(figure.claim())))
            .toList();
  }

  /** Draws from the ledger in a folder, the {@code --out} of {@code attune claims}. */
  public static Papers of(Path ledger) {
    return new Papers(KeptFindings.in(ledger));
  }

  /** Draws from the findings that come with this version. */
  public static Papers bundled() {
    return new Papers(KeptFindings.bundled());
  }

  /** Returns every figure and table, drawn or with the reason why not. */
  public List<PaperDrawing> drawings() {
    return drawings;
  }

  /** Returns one figure or table, such as {@code GAP Fig. 1}. */
  public PaperDrawing show(String name) {
    List<String> names = drawings.stream().map(one -> one.figure().name()).toList();
    InvalidInputException.unless(
        names.contains(name), "The papers have no figure '%s' here; available: %s.", name, names);
    return drawings.get(names.indexOf(name));
  }

  /** Returns one row per figure: what it shows, the claim and its verdict, and whether drawn. */
  public Table table() {
    return Table.create(
        "papers",
        StringColumn.create("figure", drawings.stream().map(one -> one.figure().name())),
        StringColumn.create("shows", drawings.stream().map(one -> one.figure().shows())),
        StringColumn.create("claim", drawings.stream().map(one -> one.figure().claim())),
        StringColumn.create("verdict", drawings.stream().map(one -> verdict(one.figure()))),
        StringColumn.create(
            "drawn", drawings.stream().map(one -> one.drawn() ? "yes" : "no: " + one.missing())));
  }

  private Table overview() {
    Table table = table();
    List<String> drawn = drawings.stream().map(drawing -> drawing.drawn() ? "yes" : "no").toList();
    table.replaceColumn("drawn", StringColumn.create("drawn", drawn));
    return table;
  }

  private String verdict(PaperFigure figure) {
    return findings
        .find(figure.claim())
        .map(Ledger.Entry::finding)
        .map(finding -> finding.verdict().toString())
        .orElse("");
  }

  /** Returns the whole as a page of its own. */
  public ReportPage page() {
    ReportPage page =
        ReportPage.of("The papers at a glance")
            .subtitle("ours on the bundled world, from " + findings.from())
            .summary(
                "Every figure and table of the four papers that the bundled world can show."
                    + " Ours have 95 % intervals; the papers' numbers stand beside them. Models,"
                    + " data and judges differ by orders of magnitude: compare orders and shapes,"
                    + " not heights.")
            .section("All of them")
            .table(overview(), "", Integer.MAX_VALUE);
    for (PaperDrawing drawing : drawings.stream().filter(PaperDrawing::drawn).toList()) {
      page = drawing.onto(page);
    }
    page = page.section("What is not drawn, and why");
    for (PaperDrawing drawing : drawings.stream().filter(one -> !one.drawn()).toList()) {
      page = page.prose(drawing.figure().name() + ": " + drawing.missing());
    }
    return page.provenance(facts());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("findings", findings.from());
    facts.put("setting", findings.bench());
    facts.put("repeat", "attune claims --out DIR, then attune papers DIR");
    if (!findings.stale().isEmpty()) {
      facts.put("left out, since their rule has changed", String.join(", ", findings.stale()));
    }
    return facts;
  }

  @Override
  public String html() {
    return Html.heading(toString()) + Html.table(table(), 100);
  }

  @Override
  public String toString() {
    long drawn = drawings().stream().filter(PaperDrawing::drawn).count();
    return "Papers(" + drawn + " of " + PaperFigures.all().size() + " figures drawn)";
  }
}

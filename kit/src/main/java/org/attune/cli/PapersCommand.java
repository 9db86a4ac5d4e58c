package org.attune.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.attune.papers.PaperDrawing;
import org.attune.papers.Papers;
import org.attune.view.TextTable;
import org.knowm.xchart.internal.chartpart.Chart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** Draws the papers' figures and tables from a ledger. */
@Command(
    name = "papers",
    description =
        "Draws the figures and tables of the papers from the results of a ledger, ours beside"
            + " theirs; nothing is trained.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune papers",
      "  attune papers runs/claims --out runs/papers",
      "",
      "Without a folder it draws the results of this version. Writes report.html, and each figure"
          + " as",
      "PNG and SVG and each table as CSV. What cannot be drawn is listed with the reason."
    })
final class PapersCommand implements Callable<Integer> {
  private static final int WIDTH = 160;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder of 'attune claims' (default: the results of this version).")
  private Path ledger;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Papers papers = ledger == null ? Papers.bundled() : Papers.of(ledger);
    try (RunFolder folder = common.folder()) {
      for (PaperDrawing drawing : papers.drawings()) {
        write(drawing, folder);
      }
      folder.csv("papers.csv", papers.table());
      folder.page("report.html", papers.page());
      Table table = papers.table();
      table.removeColumns("shows");
      common.print(TextTable.text(table, WIDTH));
      common.print("Wrote " + folder.path() + ": report.html, and each figure and table.");
      return 0;
    }
  }

  private static void write(PaperDrawing drawing, RunFolder folder) {
    drawing
        .table()
        .ifPresent(table -> folder.csv(RunFolder.plain(drawing.figure().name()) + ".csv", table));
    for (var entry : drawing.charts().entrySet()) {
      Chart<?, ?> chart = entry.getValue();
      folder.chart(RunFolder.plain(entry.getKey()) + ".png", chart);
    }
  }
}

package org.attune.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.util.InvalidInputException;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the results of earlier commands. */
@Command(
    name = "report",
    description =
        "Compares the results of several runs side by side, including runs from different days.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune report --compare runs/monday runs/friday",
      "  attune report --compare runs/a runs/b --out runs/a-and-b",
      "",
      "Reads the CSV tables and the provenance that run, compare, evaluate, judge, sweep, curve,",
      "train and reward write. Says what differs, joins the tables, draws losses and measures of",
      "all runs, and shows answers that changed. Writes report.html, CSV, PNG and SVG."
    })
final class ReportCommand implements Callable<Integer> {
  private static final int WIDTH = 140;

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      arity = "1..*",
      required = true,
      description = "The folders of 2 or more runs; what changed is counted from the first.")
  private List<Path> folders;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    InvalidInputException.unless(
        folders.size() > 1, "--compare needs 2 folders, got only %s.", folders.get(0));
    requireDistinct();
    List<RunResults> runs = runs();
    RunsReport report = new RunsReport(runs);
    InvalidInputException.unless(
        !report.tables().isEmpty() || !report.charts().isEmpty(),
        "These folders share no table, so they cannot be compared: they hold %s.",
        runs.stream().map(run -> run.name() + " " + run.tables().keySet()).toList());
    try (RunFolder folder = common.folder()) {
      folder.csv("facts.csv", report.facts());
      report.tables().forEach((name, table) -> folder.csv(RunFolder.plain(name) + ".csv", table));
      report.charts().forEach((name, chart) -> folder.chart(RunFolder.plain(name) + ".png", chart));
      folder.page("report.html", report.page());
      report
          .tables()
          .forEach((name, table) -> common.print(name + "\n" + TextTable.text(table, WIDTH)));
      common.print(folder.summary());
      return 0;
    }
  }

  private void requireDistinct() {
    Set<Path> places = new HashSet<>();
    for (Path folder : folders) {
      InvalidInputException.unless(
          places.add(folder.toAbsolutePath().normalize()),
          "--compare names %s twice; name different folders.",
          folder);
    }
  }

  private List<RunResults> runs() {
    List<RunResults> runs = new ArrayList<>();
    for (Path folder : folders) {
      RunResults run = RunResults.read(folder);
      boolean taken = runs.stream().anyMatch(other -> other.name().equals(run.name()));
      runs.add(taken ? run.named(folder.toString()) : run);
    }
    return runs;
  }
}

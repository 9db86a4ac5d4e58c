package org.attune.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The runs kept below a folder, oldest first.
 *
 * <pre>{@code
 * Runs.in(Path.of("runs")).table()
 * Runs.in(Path.of("runs")).where(run -> run.method().equals("DPO")).chart("loss")
 * }</pre>
 *
 * @param folder the folder
 * @param runs the runs by their path below it
 */
public record Runs(Path folder, Map<String, RunRecord> runs) implements HtmlDisplayable {
  private static final int DEEPEST = 4;
  private static final String TIME = "time";

  /** Keeps the order. */
  public Runs {
    runs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(runs));
  }

  /** Reads all runs in a folder and its subfolders. */
  public static Runs in(Path folder) {
    InvalidInputException.unless(
        Files.isDirectory(folder),
        "%s is not a folder; give the folder that contains your runs, such as runs.",
        folder);
    List<Path> places;
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      places = files.filter(Files::isDirectory).filter(RunRecord::isIn).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be read (" + e.getMessage() + ").", e);
    }
    Map<String, RunRecord> found = new LinkedHashMap<>();
    places.forEach(place -> found.put(folder.relativize(place).toString(), RunRecord.read(place)));
    Map<String, RunRecord> sorted = new LinkedHashMap<>();
    found.entrySet().stream()
        .sorted(Comparator.comparing(entry -> time(entry.getValue())))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return new Runs(folder, sorted);
  }

  /** Returns the runs that satisfy a condition. */
  public Runs where(Predicate<RunRecord> keep) {
    Map<String, RunRecord> kept = new LinkedHashMap<>();
    runs.forEach(
        (name, run) -> {
          if (keep.test(run)) {
            kept.put(name, run);
          }
        });
    return new Runs(folder, kept);
  }

  private static String time(RunRecord run) {
    return run.provenance().getOrDefault(TIME, "");
  }

  /** Returns one row per run: name, time, method, steps, losses, duration, data and settings. */
  public Table table() {
    List<RunRecord> all = List.copyOf(runs.values());
    return Table.create(
        "runs",
        StringColumn.create("run", runs.keySet()),
        StringColumn.create(TIME, all.stream().map(Runs::time)),
        StringColumn.create("method", all.stream().map(RunRecord::method)),
        IntColumn.create("steps", all.stream().mapToInt(run -> run.steps().size()).toArray()),
        DoubleColumn.create("last loss", all.stream().map(Runs::lastLoss).toList()),
        DoubleColumn.create("held-out loss", all.stream().map(Runs::heldOut).toList()),
        DoubleColumn.create("seconds", all.stream().map(RunRecord::seconds).toList()),
        StringColumn.create(
            "finished", all.stream().map(run -> run.finished() ? "yes" : "interrupted")),
        StringColumn.create("data", all.stream().map(run -> start(run.dataHash()))),
        StringColumn.create("start", all.stream().map(run -> start(run.startHash()))),
        StringColumn.create("settings", all.stream().map(RunRecord::settings)));
  }

  /** Returns the frame of the card: narrow, with the settings that are not the defaults. */
  private Table card() {
    List<RunRecord> all = List.copyOf(runs.values());
    Table whole = table();
    Table card = Table.create("runs", whole.column("run"));
    card.addColumns(StringColumn.create("time (UTC)", all.stream().map(Runs::minute)));
    for (String name : List.of("method", "steps", "last loss", "held-out loss", "seconds")) {
      card.addColumns(whole.column(name));
    }
    return card.addColumns(
        whole.column("finished"),
        StringColumn.create("settings", all.stream().map(ChangedSettings::of)));
  }

  /** Returns the time without its seconds. */
  private static String minute(RunRecord run) {
    return time(run).replaceFirst("^(\\S{10})T(\\d\\d:\\d\\d).*Z$", "$1 $2");
  }

  private static String start(String hash) {
    return hash.substring(0, Math.min(8, hash.length()));
  }

  private static double lastLoss(RunRecord run) {
    List<StepMetrics> steps = run.steps();
    return steps.isEmpty() ? Double.NaN : steps.get(steps.size() - 1).loss();
  }

  private static double heldOut(RunRecord run) {
    List<Double> losses = run.history().heldOutLosses();
    return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
  }

  /** Draws the training losses of all runs. */
  public XYChart chart() {
    return chart("loss");
  }

  /** Draws a column of the histories, such as {@code held-out loss}, one curve per run. */
  public XYChart chart(String column) {
    List<Curve> curves = new ArrayList<>();
    runs.forEach(
        (name, run) -> {
          History history = run.history();
          List<StepMetrics> measured =
              history.steps().stream()
                  .filter(step -> column.equals("loss") || step.parts().containsKey(column))
                  .toList();
          if (!measured.isEmpty()) {
            curves.add(
                Curve.of(
                    name,
                    measured.stream().mapToDouble(StepMetrics::step).toArray(),
                    measured.stream().mapToDouble(step -> value(step, column)).toArray()));
          }
        });
    InvalidInputException.unless(
        !curves.isEmpty(), "None of the %d runs in %s has a %s.", runs.size(), folder, column);
    boolean sparse = curves.stream().allMatch(curve -> curve.y().length <= 40);
    return sparse
        ? Charts.lines(title(), "step", column, curves)
        : Charts.training(title(), column, 0.9, curves);
  }

  /**
   * Returns a title with the folder's name, without the path to it, which may be long, and without
   * the random number at the end of a temporary folder's name.
   */
  private String title() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    String name = (last == null ? folder : last).toString();
    return "Runs in " + name.replaceFirst("(?<=.)-?\\d{12,}$", "");
  }

  private static double value(StepMetrics step, String column) {
    return column.equals("loss") ? step.loss() : step.parts().get(column);
  }

  @Override
  public String html() {
    boolean drawable = runs.values().stream().anyMatch(run -> !run.steps().isEmpty());
    return Html.heading(toString())
        + (drawable ? ChartImages.html(chart()) : "")
        + Html.table(card());
  }

  @Override
  public String toString() {
    return "Runs(" + folder + ", " + runs.size() + (runs.size() == 1 ? " run)" : " runs)");
  }
}

package org.attune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.Holm;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;
import org.attune.method.Method;
import org.attune.sweep.AxisImportance;
import org.attune.sweep.Setting;
import org.attune.sweep.Trial;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * The result of a sweep: one row per setting and seed, the best setting, and charts.
 *
 * @param <M> the method
 */
public final class SweepResult<M extends Method> implements HtmlDisplayable {
  private final List<String> axes;
  private final List<Setting<M>> settings;
  private final List<Trial> trials;
  private final TrialTask.Measured start;
  private final int prompts;
  private final boolean finished;
  private final List<SweepResult<M>> earlier;

  SweepResult(
      List<String> axes,
      List<Setting<M>> settings,
      List<Trial> trials,
      TrialTask.Measured start,
      int prompts,
      boolean finished) {
    this(axes, settings, trials, start, prompts, finished, List.of());
  }

  private SweepResult(
      List<String> axes,
      List<Setting<M>> settings,
      List<Trial> trials,
      TrialTask.Measured start,
      int prompts,
      boolean finished,
      List<SweepResult<M>> earlier) {
    this.axes = List.copyOf(axes);
    this.settings = List.copyOf(settings);
    this.trials = List.copyOf(trials);
    this.start = start;
    this.prompts = prompts;
    this.finished = finished;
    this.earlier = List.copyOf(earlier);
  }

  /** Returns the last of several rungs of a search, with those before it. */
  static <M extends Method> SweepResult<M> after(List<SweepResult<M>> rungs) {
    SweepResult<M> last = rungs.get(rungs.size() - 1);
    return new SweepResult<>(
        last.axes,
        last.settings,
        last.trials,
        last.start,
        last.prompts,
        last.finished,
        rungs.subList(0, rungs.size() - 1));
  }

  /**
   * Returns the results of all rungs of a search by successive halving, from the shortest training
   * to the longest; only this result if it was no such search.
   */
  public List<SweepResult<M>> rungs() {
    List<SweepResult<M>> all = new ArrayList<>(earlier);
    all.add(this);
    return all;
  }

  /** Returns false when the sweep was interrupted; it then holds the finished runs. */
  public boolean finished() {
    return finished;
  }

  /** Returns the names of the settings that were varied. */
  public List<String> axes() {
    return axes;
  }

  /** Returns the names of the metrics. */
  public List<String> metrics() {
    return List.copyOf(start.metrics().keySet());
  }

  /** Returns a metric's value for the policy before training. */
  public double start(String metric) {
    return start.metrics().get(known(metric));
  }

  /** Returns a tidy table: one row per setting and seed, with its values, metrics and costs. */
  public Table table() {
    return new SweepTables(axes, metrics()).trials(trials, this::of);
  }

  /**
   * Returns one row per setting: its values, and each metric's mean with its interval over seeds.
   */
  public Table summary() {
    return new SweepTables(axes, metrics()).settings(done(), this::of);
  }

  /** Returns the mean of a metric over a setting's seeds, with Student's interval. */
  public Interval of(int setting, String metric) {
    known(metric);
    List<Double> values =
        trials.stream()
            .filter(trial -> trial.setting() == setting)
            .map(trial -> trial.metric(metric))
            .toList();
    InvalidInputException.unless(!values.isEmpty(), "Setting %d has not been run.", setting);
    return StudentInterval.of(values, prompts);
  }

  /** Returns the method with the setting that has the highest mean of a metric. */
  public M best(String metric) {
    return ranked(metric).stream()
        .findFirst()
        .map(Setting::method)
        .orElseThrow(
            () -> new InvalidInputException("No setting has a value for " + metric + " yet."));
  }

  /**
   * Returns the settings from the highest mean of a metric to the lowest; one that diverged is left
   * out.
   */
  public List<Setting<M>> ranked(String metric) {
    return done().stream()
        .filter(setting -> Double.isFinite(of(setting.number(), metric).value()))
        .sorted(
            Comparator.comparingDouble(
                (Setting<M> setting) -> -of(setting.number(), metric).value()))
        .toList();
  }

  /**
   * Compares every two settings, seed by seed. The p-values are Holm's for all of them, which also
   * holds for pairs with the best setting, although the same numbers chose it.
   */
  public List<Holm.ComparedPair> comparisons(String metric) {
    return new SweepPairs<>(ranked(metric), trials, prompts).all(known(metric));
  }

  /**
   * Returns the pairs with the best setting: difference, Holm's p-value over all pairs of settings,
   * and a verdict. Without a second seed nothing is known of a difference.
   */
  public Table pairs(String metric) {
    String best = ranked(metric).get(0).name();
    return PairTable.table(
        "setting", comparisons(metric).stream().filter(p -> p.first().equals(best)).toList());
  }

  /** Returns the answers of a setting's first seed, if they were kept. */
  public Optional<KeptAnswers> answers(int setting) {
    return trials.stream()
        .filter(trial -> trial.setting() == setting)
        .findFirst()
        .flatMap(Trial::answers);
  }

  /** Returns the answers of the policy before training. */
  public Optional<KeptAnswers> startAnswers() {
    return start.answers();
  }

  /** Draws a metric over one setting, one line per combination of the others. */
  public XYChart chart(String x, String metric) {
    return charts(metric).lines(x);
  }

  /** Draws a heat map of a metric over two settings, averaged over seeds and other settings. */
  public Chart<?, ?> heatMap(String x, String y, String metric) {
    return charts(metric).heatMap(x, y);
  }

  /**
   * Draws parallel coordinates: each setting as a line through its values, coloured by a metric.
   */
  public XYChart parallel(String metric) {
    return charts(metric).parallel();
  }

  /** Draws a metric over the training steps of the rungs, one line per setting as far as it got. */
  public XYChart rungChart(String metric) {
    List<SweepCharts<M>> all = rungs().stream().map(rung -> rung.charts(metric)).toList();
    return SweepCharts.rungs(all, rungs().stream().map(rung -> rung.steps()).toList());
  }

  /** Returns the number of steps of the longest training. */
  private int steps() {
    return trials.stream().mapToInt(Trial::steps).max().orElse(0);
  }

  private SweepCharts<M> charts(String metric) {
    return new SweepCharts<>(
        axes, done(), known(metric), setting -> of(setting.number(), metric), start(metric));
  }

  /**
   * Returns how much of the differences between settings each axis explains, with the 95 % interval
   * of a bootstrap over settings; see {@link AxisImportance}. A setting that diverged is left out.
   */
  public List<AxisImportance> importance(String metric) {
    return charts(metric).importance();
  }

  /** Draws which axis matters: the share of the variance that each one explains. */
  public CategoryChart importanceChart(String metric) {
    return charts(metric).importanceBars();
  }

  /** Returns the numbers of the settings that have a result. */
  List<Integer> numbers() {
    return done().stream().map(Setting::number).toList();
  }

  private List<Setting<M>> done() {
    return settings.stream()
        .filter(s -> trials.stream().anyMatch(trial -> trial.setting() == s.number()))
        .toList();
  }

  private Setting<M> of(Trial trial) {
    return settings.stream()
        .filter(setting -> setting.number() == trial.setting())
        .findFirst()
        .orElseThrow();
  }

  private String known(String metric) {
    InvalidInputException.unless(
        start.metrics().containsKey(metric),
        "There is no metric '%s'; available: %s.",
        metric,
        metrics());
    return metric;
  }

  @Override
  public String html() {
    String head = Html.heading(toString());
    if (trials.isEmpty()) {
      return head;
    }
    return head + ChartImages.html(parallel(metrics().get(0))) + Html.table(summary());
  }

  @Override
  public String toString() {
    return String.format(
        "SweepResult(%d of %d settings over %s%s)",
        done().size(), settings.size(), axes, finished ? "" : ", interrupted");
  }
}

package org.attune.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.evaluate.Jackknife;
import org.attune.method.AlignmentMethod;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.ProgressBar;
import org.attune.view.TrendLine;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * Over-optimisation curves (Tang et al. 2024, arXiv 2405.08448, Fig. 1): the true quality of
 * answers against the KL divergence of the policy from its start, over the snapshots of trainings
 * and over their settings.
 *
 * @param prompts the prompts of all points
 * @param points the points of all groups
 */
public record OverOptimisation(List<String> prompts, List<CurvePoint> points)
    implements HtmlDisplayable {
  /** Into how many parts the prompts are divided to find a peak and to measure it. */
  private static final int FOLDS = 5;

  /** Copies both lists. */
  public OverOptimisation {
    prompts = List.copyOf(prompts);
    points = List.copyOf(points);
    InvalidInputException.unless(!points.isEmpty(), "A curve needs points; give it runs.");
    for (CurvePoint point : points) {
      InvalidInputException.unless(
          point.wins().size() == prompts.size(),
          "%s was measured on %d prompts instead of all %d.",
          point.policy(),
          point.wins().size(),
          prompts.size());
    }
  }

  /**
   * Evaluates runs from one start, at their snapshots and at their end, against that start. Runs of
   * one method form one curve, and runs with the same seed are compared with each other. {@code
   * RunOptions.defaults().snapshots(20)} keeps snapshots during training.
   */
  public static OverOptimisation of(Dataset prompts, Reward judge, AlignmentResult... runs) {
    requireOneStart(runs);
    // The first seed draws the very answers that Evaluate.policies(…) draws and shows in its table.
    long first =
        Arrays.stream(runs).mapToLong(run -> run.method().config().seed()).min().getAsLong();
    CurveEvaluator judging = CurveEvaluator.of(prompts, judge, runs[0].start());
    List<CurvePoint> points = new ArrayList<>();
    List<List<Policy>> policies = Arrays.stream(runs).map(OverOptimisation::policies).toList();
    try (ProgressBar bar = new ProgressBar("curve", policies.stream().mapToInt(List::size).sum())) {
      bar.update(0);
      for (int run = 0; run < runs.length; run++) {
        AlignmentMethod method = runs[run].method();
        for (Policy policy : policies.get(run)) {
          points.add(judging.point(method.name(), policy, method.config().seed() - first));
          bar.update(points.size());
        }
      }
    }
    return new OverOptimisation(judging.prompts(), points);
  }

  private static void requireOneStart(AlignmentResult... runs) {
    InvalidInputException.unless(
        runs.length > 0, "A curve needs runs; give it at least one alignment.");
    for (AlignmentResult run : runs) {
      InvalidInputException.unless(
          run.start().hash().equals(runs[0].start().hash()),
          "The runs start from different policies, so their KL divergences cannot be compared.");
    }
  }

  /** Returns the start, the snapshots and the end, unless the last snapshot is the end. */
  private static List<Policy> policies(AlignmentResult run) {
    List<Policy> kept = run.snapshots();
    boolean whole = !kept.isEmpty() && kept.get(kept.size() - 1).hash().equals(run.policy().hash());
    Stream<Policy> end = whole ? Stream.empty() : Stream.of(run.policy());
    return Stream.of(Stream.of(run.start()), kept.stream(), end).flatMap(part -> part).toList();
  }

  /** Returns the names of the curves, in order of appearance. */
  public List<String> groups() {
    return points.stream().map(CurvePoint::group).distinct().toList();
  }

  /** Returns these points with those of other policies on the same prompts. */
  public OverOptimisation and(OverOptimisation other) {
    InvalidInputException.unless(
        prompts.equals(other.prompts), "Curves over different prompts cannot be joined.");
    return new OverOptimisation(
        prompts, Stream.concat(points.stream(), other.points.stream()).toList());
  }

  /** Returns all points as one curve, such as that of a sweep. */
  public OverOptimisation pooled(String name) {
    return new OverOptimisation(prompts, points.stream().map(p -> p.group(name)).toList());
  }

  /**
   * Returns the point where each curve is highest, with bootstrap percentile intervals over prompts
   * and runs; no verdict depends on them.
   */
  public List<CurvePeak> peaks(CurveMeasure measure) {
    List<BootstrapDraw> draws = BootstrapDraw.many(points, prompts);
    return groups().stream()
        .map(
            group ->
                new CurvePeak(
                    group,
                    BootstrapDraw.interval(points, draws, d -> height(d.fit(group, measure))),
                    BootstrapDraw.interval(points, draws, d -> square(d.fit(group, measure).top())),
                    BootstrapDraw.interval(points, draws, d -> end(d.fit(group, measure)))))
        .toList();
  }

  private static double height(LocalLinearFit fit) {
    return fit.at(fit.top());
  }

  private static double end(LocalLinearFit fit) {
    return fit.at(fit.to());
  }

  private static double square(double root) {
    return root * root;
  }

  /**
   * Returns the mean height of one curve above another at equal KL, averaged over the square roots
   * of the divergences that both reach, and over runs.
   */
  public Interval gap(String above, String below, CurveMeasure measure) {
    return estimatedGap(above, below, measure).interval();
  }

  /** Returns the {@link #gap} as an estimate, which gives intervals of any level. */
  public Estimate estimatedGap(String above, String below, CurveMeasure measure) {
    return estimate(
        runs(above, below),
        run ->
            rows -> {
              BootstrapDraw drawn = new BootstrapDraw(run.points(), rows);
              return gap(drawn.fit(above, measure), drawn.fit(below, measure));
            });
  }

  /**
   * Estimates a statistic of each run, given as a function of the prompts, by the common procedure.
   */
  private Estimate estimate(
      List<BootstrapDraw> runs, Function<BootstrapDraw, ToDoubleFunction<int[]>> number) {
    return Jackknife.of(prompts, runs.stream().map(number).toList());
  }

  private static double gap(LocalLinearFit above, LocalLinearFit below) {
    double to = Math.min(above.to(), below.to());
    return Arrays.stream(LocalLinearFit.places(Math.max(above.from(), below.from()), to))
        .map(place -> above.at(place) - below.at(place))
        .average()
        .orElseThrow();
  }

  /** Returns the height of the curve's peak above its beginning; see {@link #fall}. */
  public Interval rise(String group, CurveMeasure measure) {
    return estimatedRise(group, measure).interval();
  }

  /** Returns the {@link #rise} as an estimate, which gives intervals of any level. */
  public Estimate estimatedRise(String group, CurveMeasure measure) {
    return fromPeak(group, measure, LocalLinearFit::from);
  }

  /**
   * Returns how far the curve falls from its peak to its largest divergence. Four fifths of the
   * prompts locate each run's peak and the last fifth measures it, for each fifth in turn, because
   * the maximum of noisy values is biased upwards.
   */
  public Interval fall(String group, CurveMeasure measure) {
    return estimatedFall(group, measure).interval();
  }

  /** Returns the {@link #fall} as an estimate, which gives intervals of any level. */
  public Estimate estimatedFall(String group, CurveMeasure measure) {
    return fromPeak(group, measure, LocalLinearFit::to);
  }

  private Estimate fromPeak(
      String group, CurveMeasure measure, ToDoubleFunction<LocalLinearFit> place) {
    int[] all = IntStream.range(0, prompts.size()).toArray();
    // At least two prompts each, of which the jackknife leaves out one.
    int folds = Math.max(2, Math.min(FOLDS, prompts.size() / 2));
    return estimate(
        runs(group),
        run -> {
          double[] tops =
              IntStream.range(0, folds)
                  .mapToDouble(
                      fold -> drawn(run, all, row -> row % folds != fold, group, measure).top())
                  .toArray();
          return rows ->
              IntStream.range(0, folds)
                  .mapToDouble(
                      fold -> {
                        LocalLinearFit measured =
                            drawn(run, rows, row -> row % folds == fold, group, measure);
                        return measured.at(tops[fold]) - measured.at(place.applyAsDouble(measured));
                      })
                  .average()
                  .orElseThrow();
        });
  }

  /** Fits the curve of those prompts for which a condition holds. */
  private static LocalLinearFit drawn(
      BootstrapDraw run, int[] rows, IntPredicate kept, String group, CurveMeasure measure) {
    int[] some = Arrays.stream(rows).filter(kept).toArray();
    return new BootstrapDraw(run.points(), some).fit(group, measure);
  }

  /** Returns the runs that have points in all these groups. */
  private List<BootstrapDraw> runs(String... groups) {
    List<BootstrapDraw> runs = new ArrayList<>();
    for (long run : points.stream().map(CurvePoint::run).distinct().toList()) {
      List<CurvePoint> own = points.stream().filter(p -> p.run() == run).toList();
      Set<String> has = own.stream().map(CurvePoint::group).collect(Collectors.toSet());
      if (has.containsAll(List.of(groups))) {
        runs.add(BootstrapDraw.whole(own));
      }
    }
    return runs;
  }

  /** Returns one row per point: group, policy, run, KL, win rate and reward. */
  public Table table() {
    return CurveCharts.table(points);
  }

  /** Draws the win rate against the divergence, as in Fig. 1 of Tang et al. */
  public XYChart chart() {
    return chart(CurveMeasure.WIN_RATE);
  }

  /**
   * Draws a measure against the divergence: the points of each group, a smooth line through them
   * and its 95 % band. The x-axis has a square-root scale, labelled in nats.
   */
  public XYChart chart(CurveMeasure measure) {
    return CurveCharts.chart(points, prompts, measure);
  }

  /** Returns the points and the smooth line of each group's win rate over the root of KL. */
  public List<TrendLine> trends() {
    return CurveCharts.trends(points, prompts, CurveMeasure.WIN_RATE);
  }

  @Override
  public String html() {
    return Html.heading(toString())
        + ChartImages.html(chart())
        + ChartImages.html(chart(CurveMeasure.REWARD));
  }

  @Override
  public String toString() {
    return "OverOptimisation(" + points.size() + " points, " + String.join(", ", groups()) + ")";
  }
}

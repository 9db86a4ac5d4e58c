package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.evaluate.Metric;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Curve;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The policies of a comparison, aligned from the same start on the same labels, for each seed. */
public final class ComparisonResult implements HtmlDisplayable {
  private final Policy start;
  private final List<List<AlignmentResult>> runs;
  private final Optional<String> interrupted;
  private final List<Policy> others;
  private final Optional<Cluster> cluster;

  ComparisonResult(
      Policy start,
      List<List<AlignmentResult>> runs,
      Optional<String> interrupted,
      Optional<Cluster> cluster) {
    this(start, runs, interrupted, List.of(), cluster);
  }

  private ComparisonResult(
      Policy start,
      List<List<AlignmentResult>> runs,
      Optional<String> interrupted,
      List<Policy> others,
      Optional<Cluster> cluster) {
    this.cluster = cluster;
    this.others = List.copyOf(others);
    this.start = start;
    this.runs = runs.stream().map(List::copyOf).toList();
    this.interrupted = interrupted;
  }

  /** Returns the alignments of the first seed. */
  public List<AlignmentResult> alignments() {
    return runs.get(0);
  }

  /** Returns the alignments of every seed. */
  public List<List<AlignmentResult>> runs() {
    return runs;
  }

  /** Returns this comparison with one more policy to evaluate, such as best-of-n. */
  public ComparisonResult and(Policy other) {
    List<Policy> more = new ArrayList<>(others);
    more.add(other);
    return new ComparisonResult(start, runs, interrupted, more, cluster);
  }

  /** Returns false when training was interrupted. */
  public boolean finished() {
    return interrupted.isEmpty();
  }

  /** Returns a policy of the first seed by its name, such as {@code CA}. */
  public Policy policy(String name) {
    return alignments().stream()
        .map(AlignmentResult::policy)
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new org.attune.util.InvalidInputException(
                    "There is no policy '"
                        + name
                        + "' in this comparison; there are "
                        + names()
                        + "."));
  }

  private List<String> names() {
    return alignments().stream().map(alignment -> alignment.policy().name()).toList();
  }

  /** Returns the start and the policies of the first seed. */
  public List<Policy> policies() {
    return policies(alignments());
  }

  private List<Policy> policies(List<AlignmentResult> row) {
    List<Policy> policies = new ArrayList<>(List.of(start));
    row.forEach(alignment -> policies.add(alignment.policy()));
    policies.addAll(others);
    return policies;
  }

  /** Evaluates the start and all policies, sampled at temperature 1 and greedily. */
  public Evaluation evaluate(Dataset prompts, Metric... metrics) {
    return evaluate(
        prompts, List.of(GenerationConfig.temperature(1), GenerationConfig.greedy()), metrics);
  }

  /** Evaluates the start and all policies with the given decodings. */
  public Evaluation evaluate(Dataset prompts, List<GenerationConfig> decodings, Metric... metrics) {
    return evaluate(prompts, decodings, 1, metrics);
  }

  /** Evaluates all policies with several answers to each prompt and the given decodings. */
  public Evaluation evaluate(
      Dataset prompts, List<GenerationConfig> decodings, int answers, Metric... metrics) {
    List<List<Policy>> seeds = new ArrayList<>();
    for (List<AlignmentResult> row : runs) {
      List<Policy> policies = policies(row);
      seeds.add(cluster.map(c -> policies.stream().map(p -> p.on(c)).toList()).orElse(policies));
    }
    return Evaluate.runs(seeds, prompts.prompts(), decodings, answers, List.of(metrics));
  }

  /**
   * Returns one row for each method and seed: examples, steps, tokens, seconds, tokens/s, last
   * loss.
   */
  public Table costs() {
    Table costs =
        Table.create(
            "training",
            StringColumn.create("method"),
            LongColumn.create("seed"),
            IntColumn.create("examples"),
            IntColumn.create("steps"),
            LongColumn.create("tokens"),
            DoubleColumn.create("seconds"),
            DoubleColumn.create("tokens/s"),
            DoubleColumn.create("last loss"),
            IntColumn.create("cut"));
    runs.forEach(row -> row.forEach(run -> add(costs, run)));
    return costs;
  }

  private static void add(Table costs, AlignmentResult run) {
    History history = run.history();
    List<StepMetrics> steps = history.steps();
    double loss = steps.isEmpty() ? Double.NaN : steps.get(steps.size() - 1).loss();
    costs.stringColumn("method").append(run.method().name());
    costs.longColumn("seed").append(run.method().config().seed());
    costs.intColumn("examples").append(run.examples());
    costs.intColumn("steps").append(steps.size());
    costs.longColumn("tokens").append(history.tokens());
    costs.doubleColumn("seconds").append(history.seconds());
    costs.doubleColumn("tokens/s").append(history.tokens() / Math.max(1e-9, history.seconds()));
    costs.doubleColumn("last loss").append(loss);
    costs.intColumn("cut").append(run.cutPrompts() + run.cutResponses());
  }

  /**
   * Draws the losses of the first seed in one chart, smoothed; their heights are comparable only
   * between methods whose losses have one scale. See {@link #charts}.
   */
  public XYChart chart() {
    List<Curve> curves =
        alignments().stream()
            .map(
                alignment ->
                    Curve.of(alignment.history().table(), "step", "loss")
                        .named(alignment.method().name()))
            .toList();
    return Charts.training("Training", "loss", 0.9, curves);
  }

  /**
   * Draws the training and held-out losses of the first seed, or the rewards of online methods, one
   * chart for each method.
   */
  public List<XYChart> charts() {
    return alignments().stream().map(AlignmentResult::chart).toList();
  }

  @Override
  public String html() {
    return Html.heading(toString())
        + ChartImages.htmlSideBySide(charts().toArray(XYChart[]::new))
        + Html.table(costs());
  }

  @Override
  public String toString() {
    double seconds =
        runs.stream()
            .flatMap(List::stream)
            .mapToDouble(alignment -> alignment.history().seconds())
            .sum();
    return String.format(
        "Comparison(%s, %s, %s s%s)",
        names(),
        Numbers.counted(runs.size(), "seed", "seeds"),
        Numbers.text(seconds),
        interrupted.map(why -> ", " + why).orElse(""));
  }
}

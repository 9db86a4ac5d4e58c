package org.attune;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.attune.cluster.Cluster;
import org.attune.engine.Workers;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.sample.GenerationConfig;
import org.attune.sweep.ChoiceSetter;
import org.attune.sweep.IntegerRange;
import org.attune.sweep.IntegerSetter;
import org.attune.sweep.NumberSetter;
import org.attune.sweep.Range;
import org.attune.sweep.Setting;
import org.attune.sweep.SuccessiveHalving;
import org.attune.sweep.SweepAxis;
import org.attune.sweep.TrialFolder;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;

/**
 * A hyper-parameter sweep of one method, from the same start on the same labels.
 *
 * <pre>{@code
 * var swept = Sweep.of(Align.rwr())
 *     .vary(Rwr::beta, 0.5, 1, 5, 20)
 *     .vary(Rwr::learningRate, 1e-4, 3e-4)
 *     .seeds(1, 2, 3)
 *     .run(labels, policy, prompts, meanReward(Golden.reward()));
 * swept.best("golden reward")
 * }</pre>
 *
 * <p>Every run trains and samples with one native thread, so runs can be parallel and the results
 * do not depend on how many there are.
 *
 * @param <M> the method
 */
public final class Sweep<M extends Method> {
  private final M method;
  private final List<SweepAxis<M>> axes;
  private final List<Long> seeds;
  private final int draws;
  private final long drawSeed;
  private final Optional<Path> folder;
  private final GenerationConfig decoding;
  private final SweepRunner.Placement placement;
  private final Consumer<SweepResult<M>> listener;
  private final Optional<SuccessiveHalving> halving;

  private Sweep(
      M method,
      List<SweepAxis<M>> axes,
      List<Long> seeds,
      int draws,
      long drawSeed,
      Optional<Path> folder,
      GenerationConfig decoding,
      SweepRunner.Placement placement,
      Optional<SuccessiveHalving> halving,
      Consumer<SweepResult<M>> listener) {
    this.method = method;
    this.axes = List.copyOf(axes);
    this.seeds = List.copyOf(seeds);
    this.draws = draws;
    this.drawSeed = drawSeed;
    this.folder = folder;
    this.decoding = decoding;
    this.placement = placement;
    this.listener = listener;
    this.halving = halving;
  }

  /** Starts a sweep over a method; settings that are not varied stay as they are. */
  public static <M extends Method> Sweep<M> of(M method) {
    return new Sweep<>(
        method,
        List.of(),
        List.of(1L),
        0,
        1,
        Optional.empty(),
        GenerationConfig.temperature(1),
        new SweepRunner.Placement(Workers.processors(), Optional.empty()),
        Optional.empty(),
        result -> {});
  }

  /** Varies a setting over numbers: {@code vary(Rwr::beta, 0.5, 1, 5)}. */
  public Sweep<M> vary(NumberSetter<M> wither, double... values) {
    return with(SweepAxis.numbers(name(wither), wither, values));
  }

  /** Varies a setting over whole numbers: {@code vary(Rwr::steps, 100, 300)}. */
  public Sweep<M> vary(IntegerSetter<M> wither, int... values) {
    return with(SweepAxis.counts(name(wither), wither, values));
  }

  /** Varies a setting over values of any type: {@code vary(Rwr::reduction, List.of(…))}. */
  public <V> Sweep<M> vary(ChoiceSetter<M, V> wither, List<V> values) {
    return with(SweepAxis.choices(name(wither), wither, values));
  }

  /** Draws a setting from a range: {@code vary(Rwr::beta, Sweep.logUniform(0.1, 10))}. */
  public Sweep<M> vary(NumberSetter<M> wither, Range range) {
    return with(SweepAxis.drawn(name(wither), wither, range));
  }

  /** Draws a setting from a range of whole numbers. */
  public Sweep<M> vary(IntegerSetter<M> wither, IntegerRange range) {
    return with(SweepAxis.drawn(name(wither), wither, range));
  }

  /** Varies a setting whose wither is a lambda, under a custom name. */
  public Sweep<M> vary(String name, NumberSetter<M> wither, double... values) {
    return with(SweepAxis.numbers(name, wither, values));
  }

  /** Draws a setting whose wither is a lambda from a range, under a custom name. */
  public Sweep<M> vary(String name, NumberSetter<M> wither, Range range) {
    return with(SweepAxis.drawn(name, wither, range));
  }

  /** Returns a uniform range. */
  public static Range uniform(double low, double high) {
    return new Range(low, high, Range.Scale.LINEAR);
  }

  /** Returns a log-uniform range. */
  public static Range logUniform(double low, double high) {
    return new Range(low, high, Range.Scale.LOGARITHMIC);
  }

  /** Returns a range of whole numbers, both ends included. */
  public static IntegerRange whole(int low, int high) {
    return new IntegerRange(low, high);
  }

  /** Returns this sweep with each setting trained once per seed. */
  public Sweep<M> seeds(long... all) {
    List<Long> list = LongStream.of(all).boxed().toList();
    InvalidInputException.unless(!list.isEmpty(), "Specify at least one seed.");
    return new Sweep<>(
        method, axes, list, draws, drawSeed, folder, decoding, placement, halving, listener);
  }

  /** Returns this sweep with the given number of random settings instead of the full grid. */
  public Sweep<M> random(int settings, long seed) {
    InvalidInputException.unless(
        settings > 0, "Random search needs at least one setting, got %d; try 20.", settings);
    return new Sweep<>(
        method, axes, seeds, settings, seed, folder, decoding, placement, halving, listener);
  }

  /** Returns this sweep with finished runs kept in a folder; those found there are not repeated. */
  public Sweep<M> keep(Path place) {
    return new Sweep<>(
        method,
        axes,
        seeds,
        draws,
        drawSeed,
        Optional.of(place),
        decoding,
        placement,
        halving,
        listener);
  }

  /** Returns this sweep with another decoding for evaluation; the default samples at T = 1. */
  public Sweep<M> decoding(GenerationConfig other) {
    return new Sweep<>(
        method, axes, seeds, draws, drawSeed, folder, other, placement, halving, listener);
  }

  /** Returns this sweep with this many parallel runs; the results do not depend on it. */
  public Sweep<M> sideBySide(int runs) {
    InvalidInputException.unless(
        runs > 0, "The number of parallel runs must be at least 1, got %d.", runs);
    return placed(new SweepRunner.Placement(runs, Optional.empty()));
  }

  /**
   * Returns this sweep with its runs on a cluster; the results are the same. The labels, the start
   * and the metrics are sent there.
   */
  public Sweep<M> on(Cluster cluster) {
    return placed(new SweepRunner.Placement(cluster.slots(), Optional.of(cluster)));
  }

  private Sweep<M> placed(SweepRunner.Placement where) {
    return new Sweep<>(
        method, axes, seeds, draws, drawSeed, folder, decoding, where, halving, listener);
  }

  /**
   * Returns this sweep with a listener that receives the result so far after each run, in the
   * thread that called {@link #run}, to show it or to write it to a file.
   */
  public Sweep<M> onResult(Consumer<SweepResult<M>> consumer) {
    return new Sweep<>(
        method, axes, seeds, draws, drawSeed, folder, decoding, placement, halving, consumer);
  }

  /**
   * Trains and evaluates every setting with every seed; when interrupted, returns the finished
   * runs.
   */
  public SweepResult<M> run(RewardLabel labels, Policy start, Dataset prompts, Metric... metrics) {
    Optional<HalvingSweep<M>> search = search(); // Rejects a bad plan before anything is trained.
    SweepRunner<M> runner = runner(labels, start, prompts, metrics);
    Function<List<Setting<M>>, SweepResult<M>> training =
        some -> runner.run(axes(), some, seeds, placement);
    return search.map(halved -> halved.run(training)).orElseGet(() -> training.apply(settings()));
  }

  /**
   * Returns this sweep as a search that stops hopeless settings early: all settings train for
   * {@code minSteps} steps, one in {@code factor} of them for {@code factor} times as many, until
   * the last ones train for the steps of the method. The first metric decides; the result is that
   * of the last rung, and {@link SweepResult#rungs} holds all of them.
   *
   * @param minSteps training steps of the first rung
   * @param factor usually 3
   */
  public Sweep<M> successiveHalving(int minSteps, int factor) {
    SuccessiveHalving plan = new SuccessiveHalving(minSteps, factor);
    return new Sweep<>(
        method,
        axes,
        seeds,
        draws,
        drawSeed,
        folder,
        decoding,
        placement,
        Optional.of(plan),
        listener);
  }

  /** Returns the search by successive halving, if this is one. */
  Optional<HalvingSweep<M>> search() {
    return halving.map(plan -> new HalvingSweep<>(method, axes(), settings(), plan));
  }

  private SweepRunner<M> runner(
      RewardLabel labels, Policy start, Dataset prompts, Metric... metrics) {
    InvalidInputException.unless(!axes.isEmpty(), "Specify at least one setting to vary.");
    InvalidInputException.unless(
        metrics.length > 0, "Specify at least one metric, such as meanReward(reward).");
    SweepTables.requireNames(axes(), List.of()); // Before anything is measured.
    TrialFolder kept = folder.map(TrialFolder::of).orElseGet(TrialFolder::none);
    return new SweepRunner<>(
        labels, start, prompts.prompts(), List.of(metrics), decoding, kept, listener);
  }

  private List<String> axes() {
    return axes.stream().map(SweepAxis::name).toList();
  }

  /** Returns the settings in the order in which they run. */
  public List<Setting<M>> settings() {
    return draws > 0 ? Setting.random(method, axes, draws, drawSeed) : Setting.grid(method, axes);
  }

  private Sweep<M> with(SweepAxis<M> axis) {
    InvalidInputException.unless(
        axes.stream().noneMatch(other -> other.name().equals(axis.name())),
        "%s is already varied.",
        axis.name());
    List<SweepAxis<M>> more = new ArrayList<>(axes);
    more.add(axis);
    return new Sweep<>(
        method, more, seeds, draws, drawSeed, folder, decoding, placement, halving, listener);
  }

  private String name(Serializable wither) {
    return SweepAxis.name(wither, axes.size());
  }

  @Override
  public String toString() {
    return String.format(
        "Sweep(%s over %s, %s, %s%s)",
        method.name(),
        axes(),
        Numbers.counted(settings().size(), "setting", "settings"),
        Numbers.counted(seeds.size(), "seed", "seeds"),
        search().map(some -> "; " + some).orElse(""));
  }
}

package org.attune.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.attune.evaluate.Interval;
import org.attune.util.RowGroups;

/**
 * One bootstrap sample of prompts and runs, for the bands of a chart and the position of a peak; no
 * verdict depends on it.
 *
 * @param points the points of the drawn runs, with repetitions
 * @param prompts the drawn prompts, with all answers to a prompt
 */
record BootstrapDraw(List<CurvePoint> points, int[] prompts) {
  private static final int DRAWS = 300;
  private static final double TAIL = 0.025;
  private static final long SEED = 20_240_514;

  /** Returns the original sample. */
  static BootstrapDraw whole(List<CurvePoint> points) {
    return new BootstrapDraw(points, points.get(0).all());
  }

  /** Returns the curve of a group. */
  LocalLinearFit fit(String group, CurveMeasure measure) {
    return LocalLinearFit.of(
        points.stream().filter(point -> point.group().equals(group)).toList(), measure, prompts);
  }

  /** Returns many bootstrap samples, with a fixed seed. */
  static List<BootstrapDraw> many(List<CurvePoint> points, List<String> prompts) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<int[]> clusters = clusters(prompts);
    Map<String, List<CurvePoint>> groups = new LinkedHashMap<>();
    points.forEach(p -> groups.computeIfAbsent(p.group(), g -> new ArrayList<>()).add(p));
    int runs = (int) points.stream().map(CurvePoint::run).distinct().count();
    return IntStream.range(0, DRAWS)
        .mapToObj(
            i ->
                new BootstrapDraw(
                    runs(groups.values(), random.doubles(runs).toArray()),
                    prompts(clusters, random)))
        .toList();
  }

  private static int[] prompts(List<int[]> clusters, SplittableRandom random) {
    return random
        .ints(clusters.size(), 0, clusters.size())
        .mapToObj(clusters::get)
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /** Draws runs; groups with the same runs get the same draw, and every group gets at least one. */
  private static List<CurvePoint> runs(Collection<List<CurvePoint>> groups, double[] chances) {
    List<CurvePoint> drawn = new ArrayList<>();
    for (List<CurvePoint> group : groups) {
      List<Long> own = group.stream().map(CurvePoint::run).distinct().sorted().toList();
      for (int i = 0; i < own.size(); i++) {
        long run = own.get((int) (chances[i] * own.size()));
        group.stream().filter(point -> point.run() == run).forEach(drawn::add);
      }
    }
    return drawn;
  }

  /** Returns the indices of each distinct prompt. */
  private static List<int[]> clusters(List<String> prompts) {
    return RowGroups.of(prompts).values().stream()
        .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  /** Returns a statistic of all points with its bootstrap interval. */
  static Interval interval(
      List<CurvePoint> points, List<BootstrapDraw> draws, ToDoubleFunction<BootstrapDraw> number) {
    double value = number.applyAsDouble(whole(points));
    return interval(points, value, draws.stream().mapToDouble(number));
  }

  /** Returns a value with the interval of its bootstrap values. */
  static Interval interval(List<CurvePoint> points, double value, DoubleStream numbers) {
    double[] drawn = numbers.sorted().toArray();
    return new Interval(
        value,
        drawn[(int) (TAIL * drawn.length)],
        drawn[(int) Math.ceil((1 - TAIL) * drawn.length) - 1],
        points.get(0).wins().size(),
        (int) points.stream().map(CurvePoint::run).distinct().count());
  }
}

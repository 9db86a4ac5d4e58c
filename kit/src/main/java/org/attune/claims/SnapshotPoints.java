package org.attune.claims;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.attune.Policy;
import org.attune.curve.CurveEvaluator;
import org.attune.curve.CurvePoint;
import org.attune.curve.OverOptimisation;
import org.attune.data.RecordFile;
import org.attune.sample.GenerationConfig;
import org.attune.util.AtomicFile;

/**
 * The snapshots of runs, judged against their start: divergence, win rate and reward. Each point is
 * kept in a file, since judging one takes as long as a short training.
 */
final class SnapshotPoints {
  private static final int PROMPTS = 100;

  private final ClaimContext bench;
  private final Policy start;
  private final int maxTokens;

  /**
   * Prepares the judging.
   *
   * @param start the policy from which the runs started
   * @param maxTokens the longest answer
   */
  SnapshotPoints(ClaimContext bench, Policy start, int maxTokens) {
    this.bench = bench;
    this.start = start;
    this.maxTokens = maxTokens;
  }

  /** Returns the evaluation prompts of all these policies. */
  List<String> prompts() {
    return bench.prompts(PROMPTS);
  }

  /** Returns the start and the snapshots of each seed's run, as points of a curve. */
  OverOptimisation curve(String group, List<List<RunStore.Run>> arms) {
    CurveEvaluator judging = judging();
    List<CurvePoint> points = new ArrayList<>();
    List<Supplier<Boolean>> open = new ArrayList<>();
    for (int seed = 0; seed < bench.scale().seeds().size(); seed++) {
      long run = bench.scale().seeds().get(seed);
      int place = seed;
      open.add(() -> add(points, known("start", () -> start, judging, run)));
      for (List<RunStore.Run> arm : arms) {
        RunStore.Run mine = arm.get(place);
        for (int i = 0; i < mine.kept(); i++) {
          int snapshot = i;
          String key = mine.folder().getFileName() + " " + snapshot;
          open.add(() -> add(points, known(key, () -> mine.policy(snapshot), judging, run)));
        }
      }
    }
    RunStore.sideBySide("judge", open);
    return new OverOptimisation(
        prompts(),
        points.stream()
            .sorted(Comparator.comparing(CurvePoint::run).thenComparing(CurvePoint::kl))
            .map(point -> point.group(group))
            .toList());
  }

  /** Returns the evaluator of all claims with this start, which answers once for all of them. */
  private CurveEvaluator judging() {
    return bench
        .results()
        .remember("judging " + maxTokens + " " + start.hash(), this::freshEvaluator);
  }

  private CurveEvaluator freshEvaluator() {
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(maxTokens);
    return new CurveEvaluator(prompts(), bench.judge(), start, start, decoding);
  }

  private static boolean add(List<CurvePoint> points, CurvePoint point) {
    synchronized (points) {
      points.add(point);
    }
    return true;
  }

  private CurvePoint known(String key, Supplier<Policy> policy, CurveEvaluator judging, long run) {
    return bench
        .results()
        .remember("point " + key + " " + run + start.hash(), () -> kept(key, policy, judging, run));
  }

  /** Returns a point, which a file keeps: judging takes as long as a short training. */
  private CurvePoint kept(String key, Supplier<Policy> policy, CurveEvaluator judging, long run) {
    String what =
        String.join(" ", key, String.valueOf(run), start.hash(), bench.start().hash())
            + judging.prompts()
            + bench.judge()
            + maxTokens;
    Path place = bench.results().place("point", what);
    Path file = place.resolveSibling(place.getFileName() + ".json");
    if (Files.isRegularFile(file)) {
      return RecordFile.read(file, CurvePoint.class, "delete it to judge the policy again");
    }
    CurvePoint point = judging.point("", policy.get(), run);
    AtomicFile.replace(file, RecordFile.line(point).getBytes(StandardCharsets.UTF_8));
    return point;
  }

  /** Returns one snapshot of a seed's run as a point. */
  CurvePoint point(RunStore.Run run, int snapshot, int seed) {
    String key = run.folder().getFileName() + " " + snapshot;
    return known(key, () -> run.policy(snapshot), judging(), bench.scale().seeds().get(seed));
  }

  /** Returns the judge's reward of each answer of the final policies, for each seed. */
  List<List<Double>> rewards(List<RunStore.Run> runs) {
    List<CurvePoint> points = ends(runs);
    return points.stream().map(CurvePoint::rewards).toList();
  }

  /** Returns the mean KL of the final policies from their start, in nats per answer. */
  double klAtEnd(List<RunStore.Run> runs) {
    return ends(runs).stream().mapToDouble(CurvePoint::kl).average().orElse(Double.NaN);
  }

  /** Returns the final policy of each seed as a point. */
  List<CurvePoint> ends(List<RunStore.Run> runs) {
    List<Long> seeds = bench.scale().seeds();
    CurveEvaluator judging = judging();
    CurvePoint[] points = new CurvePoint[runs.size()];
    List<Supplier<Boolean>> open = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      int place = i;
      RunStore.Run run = runs.get(i);
      String key = run.folder().getFileName() + " " + (run.kept() - 1);
      open.add(
          () -> {
            points[place] = known(key, run::last, judging, seeds.get(place));
            return true;
          });
    }
    RunStore.sideBySide("judge", open);
    return Stream.of(points).toList();
  }
}

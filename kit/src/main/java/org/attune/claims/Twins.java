package org.attune.claims;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.curve.Judging;
import org.attune.curve.OverOptimisation;
import org.attune.curve.Point;
import org.attune.method.Decay;
import org.attune.method.Method;
import org.attune.reward.Reward;
import org.attune.sample.Decoding;
import org.attune.sample.Source;
import org.attune.train.OnPolicy;
import org.attune.train.Recording;

/**
 * Online trainings and offline ones that share everything with them but where responses come from:
 * loss, number and size of steps, learning rate, prompts (GAP §3).
 *
 * <p>Online, a policy's two answers to a prompt are compared by the reward model that has learned
 * from the data's pairs; offline it is the data's pairs themselves, as people judged them.
 */
final class Twins {
  /** The learning rate beside the method's own, at which a curve goes over its peak sooner. */
  static final double FAST = 1e-3;

  private static final int PAIRS = 8;
  private static final int SHARE = 6;
  private static final int MOMENTS = 5;
  private static final int TOKENS = 64;
  private static final int PROMPTS = 100;

  private final Workbench bench;
  private final Policy start;
  private final Shelf shelf;

  Twins(Workbench bench) {
    this(bench, bench.start());
  }

  Twins(Workbench bench, Policy start) {
    this.bench = bench;
    this.start = start;
    this.shelf = new Shelf(bench);
  }

  /** Returns the number of rollouts, each of which is an optimiser step. */
  int rollouts() {
    return Math.max(MOMENTS, bench.scale().steps() / SHARE);
  }

  private int every() {
    return rollouts() / MOMENTS;
  }

  /** Returns the pairs that are read once. */
  Dataset pairs() {
    return bench.data().take(rollouts() * PAIRS);
  }

  Reward proxy() {
    return bench.reward(bench.scale().seeds().get(0));
  }

  int tokens() {
    return Math.min(TOKENS, bench.scale().maxTokens());
  }

  private Method sized(Method method, long seed) {
    return method.plan(
        method
            .plan()
            .steps(rollouts())
            .batchSize(PAIRS)
            .microBatch(PAIRS)
            .decay(Decay.CONSTANT)
            .warmup(0.05)
            .seed(seed));
  }

  private Shelf.Job job(String name, Method method, String more, Shelf.Work work) {
    String what = name + method + start.hash() + pairs().hash() + more;
    return new Shelf.Job(name, what, every(), work);
  }

  /** Returns the online training of a seed, whose stream is recorded. */
  Shelf.Job online(Method method, long seed) {
    Method sized = sized(method, seed);
    OnPolicy online =
        Align.onPolicy(sized).source(Source.topP(2, 1, 1).maxTokens(tokens())).prompts(PAIRS);
    // The reward model follows from the data, the start and the first seed.
    String judge = bench.start().hash() + bench.scale().seeds().get(0);
    Reward proxy = proxy();
    return job(
        "online " + method.name(),
        sized,
        online + judge,
        (keeping, folder) ->
            pairs().align(online, start, proxy, keeping, Recording.to(stream(folder))));
  }

  /** Returns the training on the online one's stream, shuffled within windows of rollouts. */
  Shelf.Job replayed(Method method, long seed, Shelf.Run recorded, int window) {
    Method sized = sized(method, seed);
    OnPolicy online = Align.onPolicy(sized).prompts(PAIRS);
    Recording stream = Recording.from(stream(recorded.folder())).shuffled(window, seed);
    Reward proxy = proxy();
    return job(
        "replayed " + method.name(),
        sized,
        recorded.folder().getFileName() + " " + window,
        (keeping, folder) -> pairs().align(online, start, proxy, keeping, stream));
  }

  private static Path stream(Path folder) {
    return folder.resolve("stream.jsonl");
  }

  /** Returns the training on the data's pairs, as people judged them. */
  Shelf.Job offline(Method method, long seed) {
    Method sized = sized(method, seed);
    return job(
        "offline " + method.name(),
        sized,
        "provided",
        (keeping, folder) -> pairs().providedLabel().align(sized, start, keeping));
  }

  /** Returns the training on pairs of answers that two policies give, as the judge sees them. */
  Shelf.Job sampled(String name, Method method, long seed, Shelf.Run strong, boolean both) {
    Method sized = sized(method, seed);
    return job(
        name,
        sized,
        strong.folder().getFileName() + " " + both,
        (keeping, folder) -> {
          Policy better = strong.last();
          Source source = both ? Source.topP(2, 1, 1) : Source.versus(start, better);
          Dataset answers = pairs().sample(source.maxTokens(tokens()).seed(seed), better);
          RewardLabel labels = answers.rewardLabel(bench.judge());
          return labels.align(sized, start, keeping);
        });
  }

  /** Does the jobs of several arms, one a seed. */
  List<List<Shelf.Run>> arms(List<Function<Long, Shelf.Job>> arms) {
    return shelf.arms(arms);
  }

  /** Returns the prompts that all these policies are judged on. */
  List<String> prompts() {
    List<String> all = bench.prompts();
    return all.subList(0, Math.min(PROMPTS, all.size()));
  }

  /** Returns the start and the policies on the way of each seed's run, as points of a curve. */
  OverOptimisation curve(String group, List<List<Shelf.Run>> arms) {
    Judging judging = judging();
    List<Point> points = new ArrayList<>();
    List<Supplier<Boolean>> open = new ArrayList<>();
    for (int seed = 0; seed < bench.scale().seeds().size(); seed++) {
      long run = bench.scale().seeds().get(seed);
      int place = seed;
      open.add(() -> add(points, known("start", () -> start, judging, run)));
      for (List<Shelf.Run> arm : arms) {
        Shelf.Run mine = arm.get(place);
        for (int i = 0; i < mine.kept(); i++) {
          int moment = i;
          String key = mine.folder() + " " + moment;
          open.add(() -> add(points, known(key, () -> mine.policy(moment), judging, run)));
        }
      }
    }
    Shelf.sideBySide("judge", open);
    return new OverOptimisation(
        prompts(),
        points.stream()
            .sorted(Comparator.comparing(Point::run).thenComparing(Point::kl))
            .map(point -> point.group(group))
            .toList());
  }

  private Judging judging() {
    Decoding decoding = Decoding.temperature(1).maxTokens(tokens());
    return new Judging(prompts(), bench.judge(), start, start, decoding);
  }

  private static boolean add(List<Point> points, Point point) {
    synchronized (points) {
      points.add(point);
    }
    return true;
  }

  private Point known(String key, Supplier<Policy> policy, Judging judging, long run) {
    return bench.remember(
        "point " + key + " " + run + start.hash(), () -> judging.point("", policy.get(), run));
  }

  /** Returns one policy on the way of a seed's run as a point. */
  Point point(Shelf.Run run, int moment, int seed) {
    String key = run.folder() + " " + moment;
    return known(key, () -> run.policy(moment), judging(), bench.scale().seeds().get(seed));
  }

  /** Returns the judge's reward of each answer, for each seed, of the policies at the end. */
  List<List<Double>> rewards(List<Shelf.Run> runs) {
    List<Point> points = ends(runs);
    return points.stream().map(Point::rewards).toList();
  }

  private List<Point> ends(List<Shelf.Run> runs) {
    List<Long> seeds = bench.scale().seeds();
    Judging judging = judging();
    Point[] points = new Point[runs.size()];
    List<Supplier<Boolean>> open = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      int place = i;
      Shelf.Run run = runs.get(i);
      String key = run.folder() + " " + (run.kept() - 1);
      open.add(
          () -> {
            points[place] = known(key, run::last, judging, seeds.get(place));
            return true;
          });
    }
    Shelf.sideBySide("judge", open);
    return Stream.of(points).toList();
  }
}

package org.attune.claims;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.cluster.Portable;
import org.attune.curve.CurvePoint;
import org.attune.curve.OverOptimisation;
import org.attune.data.Pair;
import org.attune.method.Ipo;
import org.attune.method.LearningRateRule;
import org.attune.method.LearningRateSchedule;
import org.attune.method.OfflineMethod;
import org.attune.reward.Reward;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.train.online.OnPolicy;
import org.attune.train.online.RolloutLog;

/**
 * Matched online and offline trainings, which differ only in the source of responses and share
 * loss, number and size of steps, learning rate and prompts (Tang et al. 2024, arXiv 2405.08448,
 * §3).
 *
 * <p>Online, two answers of the policy to a prompt are compared by the reward model trained on the
 * data's pairs; offline, the data's pairs are used with their human labels.
 */
final class MatchedRuns implements Portable {
  /** A second learning rate besides the method's own, at which a curve passes its peak sooner. */
  static final double FAST = 1e-3;

  /**
   * The β of the fast runs, whose weak pull to the start lets them reach 15 nats; on tune prompts
   * 40 rollouts of 16 pairs passed 13 nats.
   */
  static final double LOOSE = 0.01;

  /**
   * The smallest of 1.4e-4, 2.8e-4, 5.6e-4 and 7e-4 at which 300 online steps at this β end at 15
   * nats or more on tune prompts; at its own β and rate IPO ends at half a nat.
   */
  private static final double FAR = 7e-4;

  private static final int MOMENTS = 5;
  private static final int TOKENS = 64;

  private final ClaimContext bench;
  private final Policy start;
  private final RunStore shelf;

  MatchedRuns(ClaimContext bench) {
    this(bench, bench.start());
  }

  MatchedRuns(ClaimContext bench, Policy start) {
    this.bench = bench;
    this.start = start;
    this.shelf = bench.runs();
  }

  @Override
  public Parts parts() {
    return new MatchedParts(bench, start);
  }

  private record MatchedParts(ClaimContext bench, Policy start) implements Parts {
    @Override
    public Object whole() {
      return new MatchedRuns(bench, start);
    }
  }

  /** Returns IPO for claims about runs that end far from their start, but not past all use. */
  static Ipo farIpo() {
    return Align.ipo().beta(LOOSE).learningRate(FAR);
  }

  /** Returns the number of rollouts, each of which is an optimiser step. */
  int rollouts() {
    return Math.max(MOMENTS, bench.scale().steps());
  }

  private int pairsPerStep() {
    return bench.scale().pairsPerStep();
  }

  private int every() {
    return rollouts() / MOMENTS;
  }

  /** Returns the training pairs, each used once. */
  Dataset pairs() {
    return bench.data().take(rollouts() * pairsPerStep());
  }

  Reward proxy() {
    return bench.reward(bench.scale().seeds().get(0));
  }

  int tokens() {
    return tokens(bench);
  }

  /** Returns the longest answer of these runs. */
  static int tokens(ClaimContext bench) {
    return Math.min(TOKENS, bench.scale().maxTokens());
  }

  private OfflineMethod sized(OfflineMethod method, long seed) {
    return method.config(
        method
            .config()
            .steps(rollouts())
            .batchSize(pairsPerStep())
            .microBatch(pairsPerStep())
            .schedule(LearningRateSchedule.CONSTANT)
            .warmup(0.05)
            .seed(seed));
  }

  private RunStore.Job job(String name, OfflineMethod method, String more, RunTask.Work work) {
    String what = name + method + start.hash() + pairs().hash() + more;
    return new RunStore.Job(name, what, every(), work);
  }

  /** Returns the online training of a seed, with its rollouts recorded. */
  RunStore.Job online(OfflineMethod method, long seed) {
    OfflineMethod sized = sized(method, seed);
    OnPolicy online =
        Align.onPolicy(sized)
            .source(ResponseSampler.topP(2, 1, 1).maxTokens(tokens()))
            .prompts(pairsPerStep());
    // The reward model depends on the data, the start and the first seed.
    String judge = bench.start().hash() + bench.scale().seeds().get(0);
    Reward proxy = proxy();
    return job(
        "online " + method.name(),
        sized,
        online + judge,
        (runOptions, folder) ->
            pairs().align(alike(online), start, proxy, runOptions, RolloutLog.to(stream(folder))));
  }

  /** Gives a run on policy the default rate of the one offline; for imitation its own is lower. */
  private OnPolicy alike(OnPolicy online) {
    LearningRateRule rule = online.method().learningRateRule();
    return online.config(rule.fill(online.config(), start.model()));
  }

  /** Returns the training on the replayed rollouts of an online run, shuffled within windows. */
  RunStore.Job replayed(OfflineMethod method, long seed, RunStore.Run recorded, int window) {
    OfflineMethod sized = sized(method, seed);
    OnPolicy online = Align.onPolicy(sized).prompts(pairsPerStep());
    RolloutLog stream = RolloutLog.from(stream(recorded.folder())).shuffled(window, seed);
    Reward proxy = proxy();
    return job(
        "replayed " + method.name(),
        sized,
        recorded.folder().getFileName() + " " + window,
        (runOptions, folder) -> pairs().align(alike(online), start, proxy, runOptions, stream));
  }

  private static Path stream(Path folder) {
    return folder.resolve("stream.jsonl");
  }

  /**
   * Returns the training on pairs that the start sampled once, before any training, labelled by the
   * same reward model as online (Tang et al. 2024, §3): the same number of pairs and steps.
   */
  RunStore.Job offline(OfflineMethod method, long seed) {
    OfflineMethod sized = sized(method, seed);
    Dataset own = ownPairs();
    return job(
        "offline " + method.name(),
        sized,
        "own pairs " + own.hash(),
        (runOptions, folder) -> own.humanLabels().align(sized, start, runOptions));
  }

  /** Returns two answers of the start to each prompt, the better first, without ties. */
  Dataset ownPairs() {
    return bench.results().remember("own pairs " + start.hash(), this::sampledPairs);
  }

  private Dataset sampledPairs() {
    List<String> asked = pairs().prompts();
    SampleCache folder = SampleCache.in(bench.results().place("own-pairs", start.hash()));
    List<List<Candidate>> found =
        ResponseSampler.topP(2, 1, 1)
            .maxTokens(tokens())
            .seed(bench.scale().seeds().get(0))
            .candidates(CachedSampler.of(start, asked).cachedIn(folder));
    List<Double> first = proxy().scores(asked, texts(found, 0));
    List<Double> second = proxy().scores(asked, texts(found, 1));
    List<Pair> own = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      double better = first.get(i) - second.get(i);
      if (better != 0) {
        String one = found.get(i).get(0).text();
        String other = found.get(i).get(1).text();
        own.add(new Pair(asked.get(i), better > 0 ? one : other, better > 0 ? other : one));
      }
    }
    return Dataset.ofPairs(own);
  }

  private static List<String> texts(List<List<Candidate>> found, int place) {
    return found.stream().map(two -> two.get(place).text()).toList();
  }

  /** Returns the gates on a comparison of online and offline runs: proxy accuracy and KL. */
  Gate[] gates(List<RunStore.Run> online) {
    double far = judged().klAtEnd(online);
    return new Gate[] {
      new Instrument(bench).decentProxy(), Instrument.far("online runs at their end", far)
    };
  }

  /** Returns the training on pairs of answers from two policies, labelled as online. */
  RunStore.Job sampled(
      String name, OfflineMethod method, long seed, RunStore.Run strong, boolean both) {
    OfflineMethod sized = sized(method, seed);
    Policy better = strong.last(); // Read here: another process does not see the folder.
    Reward proxy = proxy();
    return job(
        name,
        sized,
        strong.folder().getFileName() + " " + both + " by the reward model",
        (runOptions, folder) -> {
          ResponseSampler source =
              both ? ResponseSampler.topP(2, 1, 1) : ResponseSampler.versus(start, better);
          Dataset answers = pairs().generate(source.maxTokens(tokens()).seed(seed), better);
          RewardLabel labels = answers.rewardLabel(proxy);
          return labels.align(sized, start, runOptions);
        });
  }

  /** Runs IPO for claims about runs far from their start: online, then offline. */
  List<List<RunStore.Run>> farArms() {
    return arms(List.of(seed -> online(farIpo(), seed), seed -> offline(farIpo(), seed)));
  }

  /** Runs the jobs of several arms, one per seed. */
  List<List<RunStore.Run>> arms(List<Function<Long, RunStore.Job>> arms) {
    return shelf.arms(arms);
  }

  /** Returns the judged snapshots of these runs. */
  SnapshotPoints judged() {
    return new SnapshotPoints(bench, start, tokens());
  }

  /** Returns the evaluation prompts of all these policies. */
  List<String> prompts() {
    return judged().prompts();
  }

  /** Returns the start and the snapshots of each seed's run, as points of a curve. */
  OverOptimisation curve(String group, List<List<RunStore.Run>> arms) {
    return judged().curve(group, arms);
  }

  /** Returns one snapshot of a seed's run as a point. */
  CurvePoint point(RunStore.Run run, int snapshot, int seed) {
    return judged().point(run, snapshot, seed);
  }

  /** Returns the judge's reward of each answer of the final policies, for each seed. */
  List<List<Double>> rewards(List<RunStore.Run> runs) {
    return judged().rewards(runs);
  }
}

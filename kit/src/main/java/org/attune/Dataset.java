package org.attune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.attune.cluster.SharedPortable;
import org.attune.data.Demonstration;
import org.attune.data.Example;
import org.attune.data.Fingerprint;
import org.attune.data.JsonLinesWriter;
import org.attune.data.LoadReport;
import org.attune.data.Pair;
import org.attune.data.Prompt;
import org.attune.data.Ranking;
import org.attune.data.ReadOptions;
import org.attune.data.ResponseSelection;
import org.attune.data.RowReader;
import org.attune.data.RowStatistics;
import org.attune.data.RowType;
import org.attune.data.TableConverter;
import org.attune.data.TrainTestSplitter;
import org.attune.inspect.DatasetReport;
import org.attune.inspect.ModelReading;
import org.attune.method.online.OnlineMethod;
import org.attune.progress.ProgressCallback;
import org.attune.reward.Reward;
import org.attune.runs.JavaSource;
import org.attune.sample.ResponseMixture;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.sample.SamplingListener;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.RolloutLog;
import org.attune.util.InvalidInputException;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.ProgressBar;
import tech.tablesaw.api.Table;

/**
 * A dataset of prompts, alone or with demonstrations, preference pairs or rankings.
 *
 * <pre>{@code
 * var data = Dataset.load(Path.of("helpful.jsonl")).split(0.9, 7);
 * data.train().describe()
 * }</pre>
 *
 * <p>A dataset is immutable and never empty; methods that filter or split it return a new one.
 */
public final class Dataset implements HtmlDisplayable, SharedPortable {
  private static final int SHOWN_LINES = 8;
  private static final int READ_PARTS = 10_000;

  private final RowType kind;
  private final List<Example> rows;
  private final DatasetRows contents;
  private final LoadReport origin;
  private final String source;

  private Dataset(RowType kind, List<? extends Example> rows, LoadReport origin) {
    this(kind, rows, origin, Reproduction.IN_MEMORY);
  }

  private Dataset(RowType kind, List<? extends Example> rows, LoadReport origin, String source) {
    this.source = source;
    InvalidInputException.unless(
        !rows.isEmpty(), "A dataset of %s needs at least one row.", kind.plural());
    this.kind = kind;
    this.rows = List.copyOf(rows);
    this.contents = new DatasetRows(kind, this.rows);
    this.origin = origin;
  }

  @Override
  public Parts parts() {
    return new DatasetParts(kind, rows, origin, source);
  }

  private record DatasetParts(RowType kind, List<Example> rows, LoadReport origin, String source)
      implements Parts {
    @Override
    public Object whole() {
      return new Dataset(kind, rows, origin, source);
    }
  }

  /**
   * Loads files of one kind: JSON Lines or a JSON array, plain, gzip or Zstandard; CSV or TSV; or
   * Parquet as the Hugging Face hub serves data sets. The first bad row is an error.
   */
  public static Dataset load(Path first, Path... more) {
    return load(Stream.concat(Stream.of(first), Stream.of(more)).toList(), ReadOptions.strict());
  }

  /** Loads files with the given options. */
  public static Dataset load(List<Path> files, ReadOptions reading) {
    try (RowReader rows = RowReader.open(files, reading);
        ProgressBar bar = ProgressBar.uncounted("read rows", READ_PARTS)) {
      bar.update(0);
      List<Example> all = new ArrayList<>();
      rows.stream()
          .forEachOrdered(
              row -> {
                all.add(row);
                double share = rows.share(); // NaN, as for a pipe, counts as nothing
                bar.update((long) (READ_PARTS * share), all.size() + " rows");
              });
      return new Dataset(rows.kind(), all, rows.origin(), Reproduction.loaded(files, reading));
    }
  }

  /** Returns the 20,000 training pairs of the bundled world, which the start sampled. */
  public static Dataset bundled() {
    return bundled("train");
  }

  /**
   * Returns a part of the bundled world. {@code train} and {@code test} hold pairs of the start's
   * samples, {@code provided} pairs that the world wrote. {@code prompts} holds 300 prompts for
   * evaluation, {@code unseen} 300 about combinations of topic and intent that no training text
   * has, and {@code tune} 300 for choosing hyper-parameters.
   */
  public static Dataset bundled(String part) {
    Dataset world = BundledData.world(part, Dataset.class, file -> load(file));
    String call = "org.attune.Dataset" + JavaSource.call("bundled", part);
    return new Dataset(world.kind, world.rows, world.origin.named("bundled " + part), call);
  }

  /** Returns a dataset of prompts without responses. */
  public static Dataset ofPrompts(List<String> prompts) {
    return of(RowType.PROMPTS, prompts.stream().map(Prompt::new).toList());
  }

  /** Returns a dataset of demonstrations. */
  public static Dataset ofDemonstrations(List<Demonstration> demonstrations) {
    return of(RowType.DEMONSTRATIONS, demonstrations);
  }

  /** Returns a dataset of preference pairs. */
  public static Dataset ofPairs(List<Pair> pairs) {
    return of(RowType.PAIRS, pairs);
  }

  /** Returns a dataset of ranked responses. */
  public static Dataset ofRankings(List<Ranking> rankings) {
    return of(RowType.RANKINGS, rankings);
  }

  private static Dataset of(RowType kind, List<? extends Example> rows) {
    return new Dataset(kind, rows, LoadReport.memory());
  }

  /** Returns the type of the rows. */
  public RowType kind() {
    return kind;
  }

  /** Returns the number of rows; a ranking is one row, whatever its number of responses. */
  public int size() {
    return rows.size();
  }

  /** Returns the rows in order. */
  public List<Example> rows() {
    return rows;
  }

  /** Returns a new table of the rows, with the columns that {@link TableConverter} describes. */
  public Table table() {
    return TableConverter.of(kind, rows);
  }

  /** Returns the distinct prompts, in order of first appearance. */
  public List<String> prompts() {
    return rows.stream().map(Example::prompt).distinct().toList();
  }

  /**
   * Returns every response as a demonstration: including all responses of a pair or a ranking. To
   * imitate only the good ones, use {@link #chosen()}.
   */
  public List<Demonstration> demonstrations() {
    return contents.demonstrations();
  }

  /**
   * Returns the best response of each row as a dataset of demonstrations; of tied responses the
   * first one. A single response that was labelled bad is left out.
   */
  public Dataset chosen() {
    return new Dataset(RowType.DEMONSTRATIONS, contents.chosen(), origin, after(".chosen()"));
  }

  /** Returns the pairs; a ranking gives one pair for every two responses whose scores differ. */
  public List<Pair> pairs() {
    return contents.pairs();
  }

  /** Returns the rankings; a pair is a ranking of two responses with the scores 1 and 0. */
  public List<Ranking> rankings() {
    return contents.rankings();
  }

  /**
   * Splits the rows by prompt, so that no prompt is in both parts. Prompts that differ only in
   * white space, and later turns of the same dialogue, stay in one part.
   */
  public Split split(double trainFraction, long seed) {
    List<Boolean> train = TrainTestSplitter.byPrompt(rows, trainFraction, seed);
    String call = JavaSource.call("split", trainFraction, seed);
    return new Split(part(train, true, call + ".train()"), part(train, false, call + ".test()"));
  }

  /** Returns the rows in a random order determined by the seed. */
  public Dataset shuffle(long seed) {
    List<Example> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return with(shuffled, after(JavaSource.call("shuffle", seed)));
  }

  /** Returns at most the first {@code most} rows. */
  public Dataset take(int most) {
    InvalidInputException.unless(
        most >= 1, "The number of rows to take must be at least 1, got %d.", most);
    return with(rows.subList(0, Math.min(most, size())), after(JavaSource.call("take", most)));
  }

  /**
   * Returns the rows that satisfy a condition, such as {@code row -> row.prompt().length() < 200}.
   */
  public Dataset filter(Predicate<Example> keep) {
    List<Example> kept = rows.stream().filter(keep).toList();
    InvalidInputException.unless(
        !kept.isEmpty(), "The filter keeps none of the %d rows; look at some with rows().", size());
    return with(kept, Reproduction.IN_MEMORY);
  }

  /**
   * Returns what to know before a training: length bias, duplicates, alike responses, unused
   * columns, and the table of {@link #describe}.
   */
  public DatasetReport report() {
    return new DatasetReport(toString(), notes(), describe());
  }

  /**
   * Returns the report with a model's view of the data: lengths in its tokens, what its context
   * cuts, and how well it predicts the responses.
   */
  public DatasetReport report(Policy policy) {
    return report().and(ModelReading.of(policy.name(), policy.model(), policy.layout(), rows));
  }

  /**
   * Returns the Java expression that makes this dataset, or {@code data} for rows made in memory.
   */
  String source() {
    return source;
  }

  /** Returns a table of counts, lengths, duplicates, skipped lines and the hash. */
  public Table describe() {
    return RowStatistics.of(kind, rows, origin);
  }

  /** Returns the SHA-256 of the rows in their order, in hexadecimal digits. */
  public String hash() {
    return Fingerprint.of(kind, rows);
  }

  /** Returns the number of invalid lines that were skipped when the files were read. */
  public int skipped() {
    return origin.skipped();
  }

  /** Returns a sentence for each skipped line, with its file, line number and error. */
  public List<String> skippedLines() {
    return origin.skippedLines();
  }

  /**
   * Returns what should be known about the rows, one sentence each: skipped lines, unread columns,
   * comparisons that teach nothing, blank responses. Cards and commands show them.
   */
  public List<String> notes() {
    return DatasetNotes.of(rows, origin);
  }

  /** Returns the columns of the files that were not used. */
  public List<String> ignoredColumns() {
    return origin.ignoredColumns();
  }

  /**
   * Aligns a policy online: it samples responses to these prompts during training, and a reward
   * scores them. The reward can be any lambda; a method with a critic initialises it from the
   * reward if that is a reward model.
   */
  public AlignmentResult align(OnlineMethod method, Policy policy, Reward reward) {
    return align(method, policy, reward, RunOptions.defaults(), RolloutLog.none());
  }

  /**
   * Aligns a policy online and keeps the whole run in a folder. Called again, it goes on with an
   * interrupted run of the same method, prompts and start, and loads a finished one.
   */
  public AlignmentResult align(OnlineMethod method, Policy policy, Reward reward, Path folder) {
    return KeptRun.in(folder)
        .get(
            OnlineAlignment.withLearningRate(method, policy).toString(),
            hash(),
            policy,
            RunOptions.defaults(),
            kept -> align(method, policy, reward, kept, RolloutLog.none()));
  }

  /** Aligns a policy online with the given options, and records or replays its responses. */
  public AlignmentResult align(
      OnlineMethod method,
      Policy policy,
      Reward reward,
      RunOptions runOptions,
      RolloutLog recording) {
    return OnlineAlignment.align(this, method, policy, reward, runOptions, recording);
  }

  /**
   * Scores every response with a reward model or any lambda {@code (prompt, response) -> number},
   * and normalises the scores to mean 0 and standard deviation 1.
   */
  public RewardLabel rewardLabel(Reward reward) {
    return RewardLabel.of(this, reward);
  }

  /**
   * Returns responses to the prompts, sampled from a policy, as demonstrations in the order of the
   * prompts. Earlier samples are read from {@link SampleCache#standard()}.
   */
  public Dataset generate(ResponseSampler source, Policy policy) {
    return generate(source, policy, SampleCache.standard());
  }

  /** Returns sampled responses, cached in the given folder. */
  public Dataset generate(ResponseSampler source, Policy policy, SampleCache cache) {
    try (ProgressCallback bar = new ProgressCallback("sample")) {
      return generate(source, policy, cache, bar);
    }
  }

  Dataset generate(
      ResponseSampler source, Policy policy, SampleCache cache, SamplingListener listener) {
    long began = System.nanoTime();
    List<String> asked = prompts();
    List<Demonstration> said =
        PromptOrder.rows(asked, policy.sample(asked, source, cache, listener));
    LoadReport origin = LoadReport.sampled((System.nanoTime() - began) / 1e9);
    return new Dataset(RowType.DEMONSTRATIONS, said, origin);
  }

  /** Returns one of RRHF's mixtures of this dataset's responses and those of a policy. */
  public Dataset generate(ResponseMixture mixture, Policy policy) {
    Optional<Dataset> sampled = mixture.source().map(source -> generate(source, policy));
    Dataset provided = mixture.provided() ? ofDemonstrations(demonstrations()) : sampled.get();
    return sampled.isPresent() && mixture.provided() ? provided.concat(sampled.get()) : provided;
  }

  /**
   * Returns all responses of two datasets as demonstrations: the responses to each prompt are
   * consecutive, those of this dataset first, in the order in which prompts first appear.
   */
  public Dataset concat(Dataset other) {
    List<Demonstration> both = PromptOrder.grouped(demonstrations(), other.demonstrations());
    return new Dataset(
        RowType.DEMONSTRATIONS, both, LoadReport.sampled(sampling() + other.sampling()));
  }

  /**
   * Labels every response with its human label: 1 for the chosen and 0 for the rejected response of
   * a pair, the scores for a ranking. Learning from human pairs is one line: {@code
   * data.humanLabels().align(Align.dpo(), policy)}. Pairs with margins are rejected: only reward
   * models use these.
   */
  public RewardLabel humanLabels() {
    contents.requireComparisons("provided labels");
    return RewardLabel.provided(this);
  }

  /**
   * Returns the responses without rewards, for methods that need none: {@code
   * data.withoutReward().align(Align.sft(), policy)}.
   */
  public RewardLabel withoutReward() {
    return RewardLabel.none(this);
  }

  /**
   * Returns the rows whose responses are not all the same text; a comparison of equal responses
   * carries no signal.
   */
  public Dataset withoutAlike() {
    List<Example> kept = rows.stream().filter(row -> !DatasetRows.isAlike(row)).toList();
    InvalidInputException.unless(
        !kept.isEmpty(), "In each of the %d rows, all responses are identical.", size());
    return with(kept, after(".withoutAlike()"));
  }

  /** Returns the rows whose responses are all the same text. */
  List<Example> alike() {
    return rows.stream().filter(DatasetRows::isAlike).toList();
  }

  /**
   * Returns rankings of at most {@code k} responses, selected by a rule, such as {@code
   * takeResponses(4, ResponseSelection.SPREAD)}.
   */
  public Dataset takeResponses(int k, ResponseSelection rule) {
    return new Dataset(
        RowType.RANKINGS, rankings().stream().map(row -> rule.take(row, k)).toList(), origin);
  }

  /** Returns the seconds that sampling these responses took. */
  double sampling() {
    return origin.sampling();
  }

  /** Returns the name of the comparison group of each of {@link #demonstrations}. */
  List<String> groups() {
    return contents.groups();
  }

  /** Returns the scores of all {@link #demonstrations} of pairs or rankings. */
  List<Double> providedScores() {
    return rankings().stream().flatMap(row -> row.scores().stream()).toList();
  }

  /** Writes the rows as JSON Lines to a new file; an existing file is never overwritten. */
  public void save(Path file) {
    JsonLinesWriter.write(file, rows.iterator());
  }

  /** Writes the rows as JSON Lines, replacing an existing file. */
  public void overwrite(Path file) {
    JsonLinesWriter.overwrite(file, rows.iterator());
  }

  @Override
  public String html() {
    return "<p>"
        + Html.escape(toString())
        + "</p>"
        + DatasetReport.list(notes())
        + Html.excerpt(take(SHOWN_LINES).table().first(SHOWN_LINES), table().rowCount());
  }

  @Override
  public String toString() {
    int distinct = prompts().size();
    String prompts = kind == RowType.PROMPTS ? "" : distinct == 1 ? " prompt" : " prompts";
    String lines = skipped() == 1 ? " bad line skipped" : " bad lines skipped";
    String skips = skipped() == 0 ? "" : ", " + skipped() + lines;
    String rows = kind.counted(size()) + ", " + distinct + " distinct" + prompts;
    return "Dataset(" + rows + skips + ")";
  }

  private Dataset with(List<Example> others, String code) {
    return new Dataset(kind, others, origin, code);
  }

  private String after(String call) {
    return source.equals(Reproduction.IN_MEMORY) ? Reproduction.IN_MEMORY : source + call;
  }

  private Dataset part(List<Boolean> isTrain, boolean side, String call) {
    List<Example> part = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (isTrain.get(i) == side) {
        part.add(rows.get(i));
      }
    }
    return with(part, after(call));
  }
}

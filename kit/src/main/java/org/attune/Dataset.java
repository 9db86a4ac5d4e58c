package org.attune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
import org.attune.method.online.OnlineMethod;
import org.attune.reward.Reward;
import org.attune.sample.ResponseMixture;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.sample.SamplingListener;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.RolloutLog;
import org.attune.util.InvalidInputException;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import tech.tablesaw.api.Table;

/**
 * Prompts with what is known about their responses: nothing yet, demonstrations, preferred pairs or
 * rankings.
 *
 * <pre>{@code
 * var data = Dataset.load(Path.of("helpful.jsonl")).split(0.9, 7);
 * data.train().describe()
 * }</pre>
 *
 * <p>A dataset never changes and never is empty; every method that narrows it returns another.
 */
public final class Dataset implements HtmlDisplayable {
  private static final int SHOWN_LINES = 8;

  private final RowType kind;
  private final List<Example> rows;
  private final DatasetRows contents;
  private final LoadReport origin;

  private Dataset(RowType kind, List<? extends Example> rows, LoadReport origin) {
    InvalidInputException.unless(
        !rows.isEmpty(), "A dataset of %s needs at least one row.", kind.plural());
    this.kind = kind;
    this.rows = List.copyOf(rows);
    this.contents = new DatasetRows(kind, this.rows);
    this.origin = origin;
  }

  /** Loads JSON Lines files, plain or gzip, of one kind; the first bad line is an error. */
  public static Dataset load(Path first, Path... more) {
    return load(Stream.concat(Stream.of(first), Stream.of(more)).toList(), ReadOptions.strict());
  }

  /** Loads JSON Lines files in the way the reading says. */
  public static Dataset load(List<Path> files, ReadOptions reading) {
    try (RowReader rows = RowReader.open(files, reading)) {
      List<Example> all = rows.stream().toList();
      return new Dataset(rows.kind(), all, rows.origin());
    }
  }

  /** Returns the embedded world's 3,200 training pairs. */
  public static Dataset bundled() {
    return bundled("train");
  }

  /**
   * Returns a part of the embedded world: {@code train} and {@code test} hold pairs, {@code
   * prompts} 600 prompts to judge policies on and {@code tune} 300 to choose hyper-parameters on.
   */
  public static Dataset bundled(String part) {
    return BundledData.world(part);
  }

  /** Returns a dataset of prompts that wait for responses. */
  public static Dataset ofPrompts(List<String> prompts) {
    return of(RowType.PROMPTS, prompts.stream().map(Prompt::new).toList());
  }

  /** Returns a dataset of responses to imitate. */
  public static Dataset ofDemonstrations(List<Demonstration> demonstrations) {
    return of(RowType.DEMONSTRATIONS, demonstrations);
  }

  /** Returns a dataset of comparisons. */
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

  /** Returns what each row holds. */
  public RowType kind() {
    return kind;
  }

  /** Returns the number of rows; a ranking is one row however many responses it has. */
  public int size() {
    return rows.size();
  }

  /** Returns the rows in order. */
  public List<Example> rows() {
    return rows;
  }

  /** Returns a fresh frame of the rows, in the columns that {@link TableConverter} describes. */
  public Table table() {
    return TableConverter.of(kind, rows);
  }

  /** Returns the distinct prompts, in order of first appearance. */
  public List<String> prompts() {
    return rows.stream().map(Example::prompt).distinct().toList();
  }

  /**
   * Returns every response as a demonstration: those of a pair or a ranking too, good and bad
   * alike. To imitate the good ones alone, take {@link #chosen()}.
   */
  public List<Demonstration> demonstrations() {
    return contents.demonstrations();
  }

  /**
   * Returns the best response of each row as a dataset of demonstrations; of several best ones the
   * first stands for all. A single response that was labelled bad is nobody's best.
   */
  public Dataset chosen() {
    return new Dataset(RowType.DEMONSTRATIONS, contents.chosen(), origin);
  }

  /** Returns the pairs; a ranking gives one for every two responses whose scores differ. */
  public List<Pair> pairs() {
    return contents.pairs();
  }

  /** Returns the rankings; a pair is a ranking of two responses with the scores 1 and 0. */
  public List<Ranking> rankings() {
    return contents.rankings();
  }

  /**
   * Parts the rows by prompt, so that no prompt is on both sides, neither repeated, nor with other
   * white space, nor continued as the next turn of its dialogue.
   */
  public Split split(double trainFraction, long seed) {
    List<Boolean> train = TrainTestSplitter.byPrompt(rows, trainFraction, seed);
    return new Split(part(train, true), part(train, false));
  }

  /** Returns the rows in a random order that the seed fixes. */
  public Dataset shuffle(long seed) {
    List<Example> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return with(shuffled);
  }

  /** Returns the first rows, or all when there are no more. */
  public Dataset take(int most) {
    InvalidInputException.unless(
        most >= 1, "The number of rows to take must be at least 1, got %d.", most);
    return with(rows.subList(0, Math.min(most, size())));
  }

  /** Returns the rows that pass, such as {@code row -> row.prompt().length() < 200}. */
  public Dataset filter(Predicate<Example> keep) {
    List<Example> kept = rows.stream().filter(keep).toList();
    InvalidInputException.unless(
        !kept.isEmpty(), "The filter keeps none of the %d rows; look at some with rows().", size());
    return with(kept);
  }

  /** Returns counts, lengths, duplicates, what the reader left out, and the hash, as a frame. */
  public Table describe() {
    return RowStatistics.of(kind, rows, origin);
  }

  /** Returns the SHA-256 of the rows in their order, in hexadecimal digits. */
  public String hash() {
    return Fingerprint.of(kind, rows);
  }

  /** Returns how many bad lines were skipped when the files behind these rows were read. */
  public int skipped() {
    return origin.skipped();
  }

  /** Returns a sentence for each skipped line, with its file, line number and trouble. */
  public List<String> skippedLines() {
    return origin.skippedLines();
  }

  /** Returns the columns of the files that were not used. */
  public List<String> ignoredColumns() {
    return origin.ignoredColumns();
  }

  /**
   * Aligns a policy online: it answers these prompts while it learns, and a reward judges what it
   * says. Any lambda will do; a method with a critic starts it from a reward model where the reward
   * is one.
   */
  public AlignmentResult align(OnlineMethod method, Policy policy, Reward reward) {
    return align(method, policy, reward, RunOptions.defaults(), RolloutLog.none());
  }

  /** Aligns a policy online, keeps checkpoints as told, and writes or replays its responses. */
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
   * Returns responses to the prompts that a source takes from a policy, as demonstrations in the
   * prompts' order. What was sampled before is read from {@link SampleCache#standard()}.
   */
  public Dataset generate(ResponseSampler source, Policy policy) {
    return generate(source, policy, SampleCache.standard());
  }

  /** Returns sampled responses, reading and keeping them in a folder of your choice. */
  public Dataset generate(ResponseSampler source, Policy policy, SampleCache cache) {
    try (SamplingProgressBar bar = new SamplingProgressBar()) {
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

  /** Returns one of RRHF's mixtures of the responses that are here and those of a policy. */
  public Dataset generate(ResponseMixture mixture, Policy policy) {
    Optional<Dataset> sampled = mixture.source().map(source -> generate(source, policy));
    Dataset provided = mixture.provided() ? ofDemonstrations(demonstrations()) : sampled.get();
    return sampled.isPresent() && mixture.provided() ? provided.concat(sampled.get()) : provided;
  }

  /**
   * Returns all responses of two datasets as demonstrations: each prompt's once behind each other,
   * those of this dataset first, in the order in which prompts first appear.
   */
  public Dataset concat(Dataset other) {
    List<Demonstration> both = PromptOrder.grouped(demonstrations(), other.demonstrations());
    return new Dataset(
        RowType.DEMONSTRATIONS, both, LoadReport.sampled(sampling() + other.sampling()));
  }

  /**
   * Labels every response with what people said of it: the chosen of a pair 1 and the rejected 0,
   * the responses of a ranking their scores. Learning from human pairs is one line: {@code
   * data.humanLabels().align(Align.dpo(), policy)}.
   */
  public RewardLabel humanLabels() {
    contents.requireComparisons("provided labels");
    return RewardLabel.provided(this);
  }

  /**
   * Returns the responses without any reward, for methods that ask for none: {@code
   * data.withoutReward().align(Align.sft(), policy)}.
   */
  public RewardLabel withoutReward() {
    return RewardLabel.none(this);
  }

  /**
   * Returns the rows whose responses are not all the same text; a comparison of equal responses
   * teaches nothing.
   */
  public Dataset withoutAlike() {
    List<Example> kept = rows.stream().filter(row -> !DatasetRows.isAlike(row)).toList();
    InvalidInputException.unless(
        !kept.isEmpty(), "The responses of each of the %d rows are the same.", size());
    return with(kept);
  }

  /** Returns the rows whose responses are all the same text. */
  List<Example> alike() {
    return rows.stream().filter(DatasetRows::isAlike).toList();
  }

  /**
   * Returns rankings of at most {@code k} responses, taken by a rule, such as {@code
   * takeResponses(4, ResponseSelection.SPREAD)}.
   */
  public Dataset takeResponses(int k, ResponseSelection rule) {
    return new Dataset(
        RowType.RANKINGS, rankings().stream().map(row -> rule.take(row, k)).toList(), origin);
  }

  /** Returns how many seconds policies took to give these responses. */
  double sampling() {
    return origin.sampling();
  }

  /** Returns for each of {@link #demonstrations} the name of the group it is compared within. */
  List<String> groups() {
    return contents.groups();
  }

  /** Returns the scores of all {@link #demonstrations} of pairs or rankings. */
  List<Double> providedScores() {
    return rankings().stream().flatMap(row -> row.scores().stream()).toList();
  }

  /** Writes the rows as JSON Lines to a new file, and never over one that is there. */
  public void save(Path file) {
    JsonLinesWriter.write(file, rows.iterator());
  }

  /** Writes the rows as JSON Lines, in place of a file that may be there. */
  public void overwrite(Path file) {
    JsonLinesWriter.overwrite(file, rows.iterator());
  }

  @Override
  public String html() {
    return "<p>"
        + Html.escape(toString())
        + "</p>"
        + Html.table(take(SHOWN_LINES).table().first(SHOWN_LINES));
  }

  @Override
  public String toString() {
    String distinct = prompts().size() + " distinct" + (kind == RowType.PROMPTS ? "" : " prompts");
    String lines = skipped() == 1 ? " bad line skipped" : " bad lines skipped";
    String skips = skipped() == 0 ? "" : ", " + skipped() + lines;
    return "Dataset(" + size() + " " + kind.plural() + ", " + distinct + skips + ")";
  }

  private Dataset with(List<Example> others) {
    return new Dataset(kind, others, origin);
  }

  private Dataset part(List<Boolean> isTrain, boolean side) {
    List<Example> part = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (isTrain.get(i) == side) {
        part.add(rows.get(i));
      }
    }
    return with(part);
  }
}

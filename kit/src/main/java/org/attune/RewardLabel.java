package org.attune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.cluster.SharedPortable;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.inspect.DatasetReport;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptEncoder;
import org.attune.model.ScoreSensitivity;
import org.attune.reward.Normaliser;
import org.attune.reward.Reward;
import org.attune.train.loop.NonFiniteLossException;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.ExampleLosses;
import org.attune.tune.LearningRateTest;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * Responses with their raw rewards and their normalised rewards (mean 0, standard deviation 1).
 *
 * <p>The labels keep their scale, which {@link #label} applies to new data. They also keep the
 * grouping: the responses of one pair or ranking are compared with each other, and demonstrations
 * with all others to the same prompt.
 */
public final class RewardLabel implements HtmlDisplayable, SharedPortable {
  private static final int SHOWN_ROWS = 5;

  private final LabelledRows labels;

  private RewardLabel(LabelledRows labels) {
    this.labels = labels;
  }

  @Override
  public Parts parts() {
    return new LabelParts(labels);
  }

  private record LabelParts(LabelledRows labels) implements Parts {
    @Override
    public Object whole() {
      return new RewardLabel(labels);
    }
  }

  static RewardLabel of(Dataset data, Reward reward) {
    return new RewardLabel(LabelledRows.of(data, reward, Optional.empty()));
  }

  static RewardLabel provided(Dataset data) {
    return of(data, PlaceholderReward.PROVIDED);
  }

  static RewardLabel none(Dataset data) {
    return new RewardLabel(
        LabelledRows.of(data, PlaceholderReward.NONE, Optional.of(Normaliser.NONE)));
  }

  /** Returns whether the responses have rewards. */
  public boolean judged() {
    return labels.judged();
  }

  /** Labels other data with the same reward on the same scale. */
  public RewardLabel label(Dataset other) {
    return new RewardLabel(LabelledRows.of(other, labels.reward(), Optional.of(labels.scale())));
  }

  /** Aligns a policy with these labels by a method; shows progress and can be interrupted. */
  public AlignmentResult align(Method method, Policy policy) {
    return align(method, policy, RunOptions.defaults());
  }

  /** Aligns a policy with the given options for callback, checkpoints and snapshots. */
  public AlignmentResult align(Method method, Policy policy, RunOptions runOptions) {
    policy.requirePlain("aligned");
    InvalidInputException.unless(
        judged() || !method.usesRewards(),
        "%s learns from rewards, and these responses have none; label them first, with"
            + " rewardLabel(reward) or humanLabels().",
        method.name());
    long start = System.nanoTime();
    AlignmentResult alignment =
        method.match(
            offline -> OfflineAlignment.align(this, offline, policy, runOptions),
            iterative -> new IterativeAlignment(this, iterative, policy, runOptions).run());
    return alignment.withSeconds((System.nanoTime() - start) / 1e9);
  }

  /** A rate of rounds of their own is named; runs of earlier versions had that of the loss. */
  private static String settings(Method method, Policy policy) {
    return method.match(
        offline -> offline.withLearningRate(policy.model()).toString(),
        iterative -> iterative.withLearningRate(policy.model()).toString());
  }

  /** Returns Java text that repeats a training on these labels. */
  String reproduce(Method method, Policy policy, RunOptions runOptions) {
    return Reproduction.offline(labels.source(), labels.reward(), method, policy, runOptions);
  }

  /** Returns sentences that a reader of these labels should notice; empty if nothing stands out. */
  public List<String> notes() {
    return labels.notes();
  }

  /**
   * Aligns a policy and keeps the whole run in a folder. Called again, it goes on with an
   * interrupted run of the same method, data and start, and loads a finished one.
   */
  public AlignmentResult align(Method method, Policy policy, Path folder) {
    return align(method, policy, folder, RunOptions.defaults());
  }

  /** Aligns a policy with the given options and keeps the whole run in a folder. */
  public AlignmentResult align(Method method, Policy policy, Path folder, RunOptions options) {
    return KeptRun.in(folder)
        .get(
            settings(method, policy),
            dataHash(),
            policy,
            options,
            kept -> align(method, policy, kept));
  }

  /**
   * Tests a range of learning rates in one short training, which is discarded, and suggests one:
   * {@code align(method.learningRate(test.suggestion()), policy)}.
   */
  public LearningRateTest findLearningRate(Method method, Policy policy) {
    double rule =
        method
            .learningRateRule()
            .fill(method.config().learningRate(TrainingConfig.AUTO), policy.model())
            .learningRate();
    Method rising = method.config(LearningRateTest.config(method.config(), rule));
    List<StepMetrics> steps = new ArrayList<>();
    boolean finished = true;
    try {
      finished = align(rising, policy, RunOptions.defaults().callback(steps::add)).finished();
    } catch (NonFiniteLossException end) {
      // The range includes rates at which every training diverges.
      InvalidInputException.unless(steps.size() > 1, "%s: %s", method.name(), end.getMessage());
    }
    return LearningRateTest.of(method.name(), rule, steps, finished);
  }

  /**
   * Returns the loss of each example under a method before any training, summed over tokens. A
   * method of single responses has one example per response, in the order of {@link #table}; a
   * method of pairs or groups has one for each of those, in the order of their best responses.
   */
  public List<Double> losses(OfflineMethod method, Policy policy) {
    return losses(method, policy, policy);
  }

  /** Returns the loss of each example for a policy with another reference. */
  public List<Double> losses(OfflineMethod method, Policy policy, Policy reference) {
    return new ExampleLosses(policy.model(), reference.model(), policy.layout(), method)
        .of(labels.labelled());
  }

  /**
   * Returns how strongly a conditional policy (CA) depends on the score in its prompt, in nats per
   * response: the loss of these responses with a wrong score minus that with their own. A policy
   * that ignores the score has 0; see {@link ScoreSensitivity} for the maximum. The labels must be
   * on the scale of the training labels: use {@code labels.label(other)}.
   */
  public Interval scoreSensitivity(Policy policy) {
    InvalidInputException.unless(
        policy.layout().conditional(),
        "%s has no score in its prompt; align one with Align.ca().",
        policy.name());
    PromptEncoder encoder = new PromptEncoder(policy.model(), policy.layout());
    ScoreSensitivity gauge =
        ScoreSensitivity.of(
            labels.labelled(),
            encoder,
            row -> new ScoreSensitivity.Judged(row.prompt(), row.response(), row.reward()));
    return RandomEffects.of(
        labels.prompts(), RatioSamples.mean(gauge.of(policy.model().decoder())));
  }

  /** Returns the labelled responses without their rewards. */
  Dataset provided() {
    return Dataset.ofDemonstrations(labels.rows());
  }

  /** Returns the number of labelled responses. */
  public int size() {
    return labels.rows().size();
  }

  /** Returns a new table: prompt, response and, if they exist, reward and normalised reward. */
  public Table table() {
    return labels.table();
  }

  /** Returns the scale of the normalised rewards. */
  public Normaliser scale() {
    return labels.scale();
  }

  /** Returns the reward that gave the labels. */
  public Reward reward() {
    return labels.reward();
  }

  /** Returns how long labelling took. */
  public double seconds() {
    return labels.seconds();
  }

  /** Returns the responses with their rewards and origin. */
  LabelledRows rows() {
    return labels;
  }

  /** Returns the hash of the data that was labelled. */
  public String dataHash() {
    return labels.dataHash();
  }

  /** Returns a hash of the rewards themselves. */
  String rewardHash() {
    return Integer.toHexString(labels.raw().hashCode()) + " " + scale();
  }

  /**
   * Draws the histogram of the raw rewards, the left half of Hu et al. 2023, arXiv 2308.12050, Fig.
   * 3.
   */
  public XYChart rawChart() {
    return Charts.histogram("Raw rewards", "reward", table().doubleColumn("reward"));
  }

  /** Draws the histogram of the normalised rewards, the right half of Hu et al., Fig. 3. */
  public XYChart normalisedChart() {
    return Charts.histogram(
        "Normalised rewards", "normalised reward", table().doubleColumn("normalised"));
  }

  @Override
  public String html() {
    String charts = judged() ? ChartImages.htmlSideBySide(rawChart(), normalisedChart()) : "";
    return Html.heading(toString())
        + DatasetReport.list(notes())
        + charts
        + Html.table(table(), SHOWN_ROWS);
  }

  @Override
  public String toString() {
    String count = Numbers.counted(size(), "response", "responses");
    if (!judged()) {
      return "RewardLabel(" + count + ", no reward)";
    }
    return String.format(
        "RewardLabel(%s, raw mean %s, sd %s)",
        count, Numbers.text(scale().mean()), Numbers.text(scale().deviation()));
  }
}

package org.attune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.cluster.Portable;
import org.attune.data.Demonstration;
import org.attune.data.ScorerCalls;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.inspect.DatasetReport;
import org.attune.inspect.ModelReading;
import org.attune.inspect.TrainingWarnings;
import org.attune.method.IterativeMethod;
import org.attune.method.LearningRateRule;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptEncoder;
import org.attune.model.ScoreSensitivity;
import org.attune.progress.ProgressCallback;
import org.attune.reward.Normaliser;
import org.attune.reward.Reward;
import org.attune.train.loop.NonFiniteLossException;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.ExampleLosses;
import org.attune.train.offline.PolicyTraining;
import org.attune.tune.LearningRateTest;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Costs;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Responses with their raw rewards and their normalised rewards (mean 0, standard deviation 1).
 *
 * <p>The labels keep their scale, which {@link #label} applies to new data. They also keep the
 * grouping: the responses of one pair or ranking are compared with each other, and demonstrations
 * with all others to the same prompt.
 */
public final class RewardLabel implements HtmlDisplayable, Portable {
  /** Stands for the reward in the text that repeats the labels. */
  static final String JUDGE = "\u0000";

  private static final int SHOWN_ROWS = 5;

  /** A placeholder for human labels; it cannot score other responses. */
  private static final Reward PROVIDED =
      stand(
          "provided",
          "Provided labels know only the responses they came with; name a reward that can judge"
              + " others, such as RewardModel.train(policy, data).");

  /** A placeholder for responses without rewards. */
  private static final Reward NONE =
      stand("none", "Nothing judged these responses; label them with a reward first.");

  private final List<Demonstration> rows;
  private final List<String> groups;
  private final List<Double> raw;
  private final Reward reward;
  private final Normaliser scale;
  private final String dataHash;
  private final String source;
  private final Map<String, String> facts;
  private final List<String> notes;
  private final double seconds;
  private final double sampling;

  private static Reward stand(String name, String refusal) {
    return new Reward() {
      private static final long serialVersionUID = 1;

      @Override
      public double score(String prompt, String response) {
        throw new InvalidInputException(refusal);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  private RewardLabel(Dataset data, Reward reward, Normaliser fixed) {
    long start = System.nanoTime();
    this.rows = data.demonstrations();
    this.groups = data.groups();
    this.raw = scores(data, rows, reward);
    for (int i = 0; i < raw.size(); i++) {
      InvalidInputException.unless(
          Double.isFinite(raw.get(i)),
          "The reward of row %d is %s, for the response '%s'; a reward must be a finite number.",
          i + 1,
          raw.get(i),
          shortened(rows.get(i).response()));
    }
    this.reward = reward;
    this.scale = fixed == null ? scale(raw) : fixed;
    this.dataHash = data.hash();
    this.sampling = data.sampling();
    this.source = data.source() + call(reward);
    this.facts = data.facts(reward);
    List<String> all = new ArrayList<>(data.notes());
    if (judged()) {
      List<String> texts = rows.stream().map(Demonstration::response).toList();
      all.addAll(TrainingWarnings.ofRewards(texts, raw));
    }
    this.notes = List.copyOf(all);
    this.seconds = (System.nanoTime() - start) / 1e9;
  }

  private RewardLabel(LabelParts parts) {
    this.rows = parts.rows();
    this.groups = parts.groups();
    this.raw = parts.raw();
    this.reward = parts.reward().orElse(parts.provided() ? PROVIDED : NONE);
    this.scale = parts.scale();
    this.dataHash = parts.dataHash();
    this.source = parts.source();
    this.facts = parts.facts();
    this.notes = parts.notes();
    this.seconds = parts.seconds();
    this.sampling = parts.sampling();
  }

  @Override
  public Parts parts() {
    boolean placeholder = reward == PROVIDED || reward == NONE;
    return new LabelParts(
        rows,
        groups,
        raw,
        placeholder ? Optional.empty() : Optional.of(reward),
        reward == PROVIDED,
        scale,
        dataHash,
        source,
        facts,
        notes,
        seconds,
        sampling);
  }

  private record LabelParts(
      List<Demonstration> rows,
      List<String> groups,
      List<Double> raw,
      Optional<Reward> reward,
      boolean provided,
      Normaliser scale,
      String dataHash,
      String source,
      Map<String, String> facts,
      List<String> notes,
      double seconds,
      double sampling)
      implements Parts {
    @Override
    public Object whole() {
      return new RewardLabel(this);
    }
  }

  private static String call(Reward reward) {
    return reward == NONE
        ? ".withoutReward()"
        : reward == PROVIDED ? ".humanLabels()" : ".rewardLabel(" + JUDGE + ")";
  }

  private static List<Double> scores(Dataset data, List<Demonstration> rows, Reward reward) {
    if (reward == NONE) {
      return Collections.nCopies(rows.size(), 0.0);
    }
    if (reward == PROVIDED) {
      return data.providedScores();
    }
    try (ProgressBar bar = new ProgressBar("label", rows.size())) {
      return ScorerCalls.scores(
          reward,
          rows.stream().map(Demonstration::prompt).toList(),
          rows.stream().map(Demonstration::response).toList(),
          bar::update);
    }
  }

  /** Binary labels become +1 and −1, even if all are positive; other scores are fitted. */
  private Normaliser scale(List<Double> scores) {
    boolean judgements = scores.stream().allMatch(score -> score == 0 || score == 1);
    return reward == PROVIDED && judgements ? new Normaliser(0.5, 0.5) : Normaliser.fit(scores);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  static RewardLabel of(Dataset data, Reward reward) {
    return new RewardLabel(data, reward, null);
  }

  static RewardLabel provided(Dataset data) {
    return new RewardLabel(data, PROVIDED, null);
  }

  static RewardLabel none(Dataset data) {
    return new RewardLabel(data, NONE, Normaliser.NONE);
  }

  /** Returns whether the responses have rewards. */
  public boolean judged() {
    return reward != NONE;
  }

  /** Labels other data with the same reward on the same scale. */
  public RewardLabel label(Dataset other) {
    return new RewardLabel(other, reward, scale);
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
            offline -> once(offline, policy, runOptions),
            iterative -> new IterativeAlignment(this, iterative, runOptions).run(policy));
    return alignment.withSeconds((System.nanoTime() - start) / 1e9);
  }

  private static String settings(Method method, Policy policy) {
    return method.match(
        offline -> LearningRateRule.filled(offline, policy.model()).toString(),
        IterativeMethod::toString);
  }

  private AlignmentResult once(OfflineMethod wished, Policy policy, RunOptions runOptions) {
    OfflineMethod method = LearningRateRule.filled(wished, policy.model());
    List<Policy> snapshots = new ArrayList<>();
    RunOptions watched =
        AlignmentResult.snapshots(runOptions, method, snapshots)
            .defaultListener(() -> new ProgressCallback(method.name()));
    PolicyTraining.Result result =
        new PolicyTraining(policy.model(), policy.layout(), method).run(labelled(), watched);
    List<String> warnings = new ArrayList<>(notes);
    ModelReading.warning(policy.name(), policy.model(), policy.layout(), rows)
        .ifPresent(warnings::add);
    RunContext context =
        RunContext.of(
            dataHash, costs(method.name()), warnings, facts, reproduce(method, policy, runOptions));
    return new AlignmentResult(policy, method, result, context).with(snapshots);
  }

  /** Returns Java text that repeats a training on these labels. */
  String reproduce(Method method, Policy policy, RunOptions runOptions) {
    return Reproduction.offline(source, reward, method, policy, runOptions);
  }

  /** Returns sentences that a reader of these labels should notice; empty if nothing stands out. */
  public List<String> notes() {
    return notes;
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
            dataHash,
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
    try {
      align(rising, policy, RunOptions.defaults().callback(steps::add));
    } catch (NonFiniteLossException end) {
      // The range includes rates at which every training diverges.
      InvalidInputException.unless(steps.size() > 1, "%s: %s", method.name(), end.getMessage());
    }
    return LearningRateTest.of(method.name(), rule, steps);
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
        .of(labelled());
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
            labelled(),
            encoder,
            row -> new ScoreSensitivity.Judged(row.prompt(), row.response(), row.reward()));
    List<String> prompts = rows.stream().map(Demonstration::prompt).toList();
    return RandomEffects.of(prompts, RatioSamples.mean(gauge.of(policy.model().decoder())));
  }

  private List<PolicyTraining.Labelled> labelled() {
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                new PolicyTraining.Labelled(
                    rows.get(i).prompt(),
                    rows.get(i).response(),
                    scale.apply(raw.get(i)),
                    groups.get(i)))
        .toList();
  }

  /** Returns the labelled responses without their rewards. */
  Dataset provided() {
    return Dataset.ofDemonstrations(rows);
  }

  /** Returns the number of labelled responses. */
  public int size() {
    return rows.size();
  }

  /** Returns a new table: prompt, response and, if they exist, reward and normalised reward. */
  public Table table() {
    Table texts =
        Table.create(
            "labels",
            StringColumn.create("prompt", rows.stream().map(Demonstration::prompt)),
            StringColumn.create("response", rows.stream().map(Demonstration::response)));
    if (!judged()) {
      return texts;
    }
    return texts.addColumns(
        DoubleColumn.create("reward", raw),
        DoubleColumn.create("normalised", raw.stream().map(scale::apply).toList()));
  }

  /** Returns the scale of the normalised rewards. */
  public Normaliser scale() {
    return scale;
  }

  /** Returns the reward that gave the labels. */
  public Reward reward() {
    return reward;
  }

  /** Returns how long labelling took. */
  public double seconds() {
    return seconds;
  }

  /** Returns the known costs so far: reward model, responses and labels. */
  Costs costs(String name) {
    return Costs.of(name)
        .and(Costs.REWARD_MODEL, reward.trainingSeconds())
        .and(Costs.SAMPLING, sampling)
        .and(Costs.LABELLING, seconds);
  }

  /** Returns the hash of the data that was labelled. */
  public String dataHash() {
    return dataHash;
  }

  /** Returns a hash of the rewards themselves. */
  String rewardHash() {
    return Integer.toHexString(raw.hashCode()) + " " + scale;
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
    if (!judged()) {
      return "<p><b>"
          + Html.escape(toString())
          + "</b></p>"
          + DatasetReport.list(notes)
          + Html.table(table().first(SHOWN_ROWS));
    }
    String charts = ChartImages.htmlSideBySide(rawChart(), normalisedChart());
    return "<p><b>"
        + Html.escape(toString())
        + "</b></p>"
        + DatasetReport.list(notes)
        + charts
        + Html.table(table().first(SHOWN_ROWS));
  }

  @Override
  public String toString() {
    if (!judged()) {
      return String.format("RewardLabel(%d responses, no reward)", size());
    }
    return String.format(
        "RewardLabel(%d responses, raw mean %s, sd %s)",
        size(), Numbers.text(scale.mean()), Numbers.text(scale.deviation()));
  }
}

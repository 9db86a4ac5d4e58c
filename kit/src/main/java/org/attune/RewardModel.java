package org.attune;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.attune.cluster.Portable;
import org.attune.data.Pair;
import org.attune.evaluate.Interval;
import org.attune.inspect.RewardMistakes;
import org.attune.method.TrainingConfig;
import org.attune.model.ReadBatch;
import org.attune.progress.ProgressCallback;
import org.attune.reward.BatchReward;
import org.attune.reward.LinearReward;
import org.attune.reward.LinearTraining;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.reward.RewardCard;
import org.attune.reward.RewardNetwork;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.EncodingReport;
import org.attune.train.offline.PairwiseTraining;
import org.attune.train.offline.RewardTraining;
import org.attune.tune.LossChart;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Charts;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.knowm.xchart.XYChart;

/**
 * A reward model trained on pairs: a copy of a policy with a scalar head on the response's last
 * token.
 */
public final class RewardModel implements Reward, BatchReward, HtmlDisplayable, Portable {
  private static final long serialVersionUID = 1;

  private final RewardNetwork network;
  private final History history;
  private final boolean finished;
  private final int pairs;
  private final EncodingReport encoding;
  private final String source;
  private final double seconds;

  private RewardModel(RewardTraining.Result result, int pairs) {
    this.network = result.network();
    this.history = result.history();
    this.finished = result.finished();
    this.pairs = pairs;
    this.encoding = result.encoding();
    this.source = "";
    this.seconds = result.history().seconds();
  }

  private RewardModel(RewardNetwork network, String source, double seconds) {
    this.seconds = seconds;
    this.network = network;
    this.history = new History(List.of());
    this.finished = true;
    this.pairs = 0;
    this.encoding = EncodingReport.none();
    this.source = source;
  }

  /**
   * Loads a Hugging Face folder of a sequence classifier with one label, as {@link #save} writes
   * it; a policy's folder is rejected.
   */
  public static RewardModel load(Path folder) {
    double seconds = RewardCard.of(folder).map(RewardCard::seconds).orElse(0.0);
    return new RewardModel(RewardNetwork.load(folder), folder.toString(), seconds);
  }

  /** Loads an adapter and head that {@link #saveAdapter} or PEFT wrote, over a base. */
  public static RewardModel loadAdapter(Policy base, Path folder) {
    double seconds = RewardCard.of(folder).map(RewardCard::seconds).orElse(0.0);
    return new RewardModel(
        RewardNetwork.loadAdapter(base.model().base(), folder), folder.toString(), seconds);
  }

  /**
   * Writes the adapter and the head of a reward model that was trained with LoRA to a new folder in
   * PEFT's format, as of a sequence classifier; never over an existing one. {@link #load} reads it
   * together with the base.
   */
  public Path saveAdapter(Path folder) {
    network.saveAdapter(folder, card());
    return folder;
  }

  private RewardCard card() {
    return new RewardCard(RewardCard.Kind.POINTWISE, pairs, history.steps().size(), seconds);
  }

  /**
   * Writes a new Hugging Face folder in 32 bits, with a card that records the training cost; never
   * over an existing one.
   */
  public Path save(Path folder) {
    network.save(folder, card());
    return folder;
  }

  /** Returns the network and its cost; the history of the training stays here. */
  @Override
  public Parts parts() {
    return new RewardModelParts(network, source, seconds);
  }

  private record RewardModelParts(RewardNetwork network, String source, double seconds)
      implements Parts {
    @Override
    public Object whole() {
      return new RewardModel(network, source, seconds);
    }
  }

  /** Returns the network, from which a critic can be initialised. */
  RewardNetwork network() {
    return network;
  }

  /** Returns a hash of the weights, including the head. */
  public String hash() {
    return network.model().hash();
  }

  /** Returns a configuration for a small policy: one epoch over the pairs, batches of 32. */
  public static TrainingConfig config() {
    return TrainingConfig.small().epochs(1).batchSize(32).microBatch(32);
  }

  /**
   * Fits a linear reward to a dataset's pairs, in seconds. Its features are words, bigrams, and
   * words of the prompt combined with words of the response. It needs no policy, and its {@link
   * LinearReward#weights} can be read.
   */
  public static LinearReward linear(Dataset pairs) {
    return linear(pairs, LinearTraining.standard());
  }

  /** Fits a linear reward with the given settings. */
  public static LinearReward linear(Dataset pairs, LinearTraining how) {
    return how.fit(pairs.pairs());
  }

  /** Trains on a dataset's pairs for one epoch, starting from a policy. */
  public static RewardModel train(Policy start, Dataset pairs) {
    return train(start, pairs, new RankingLoss(), config());
  }

  /** Trains on a dataset's pairs with the given loss and configuration, starting from a policy. */
  public static RewardModel train(
      Policy start, Dataset pairs, RankingLoss loss, TrainingConfig plan) {
    return train(start, pairs, loss, plan, RunOptions.defaults());
  }

  /** Trains with the given loss, configuration and options. */
  public static RewardModel train(
      Policy start, Dataset pairs, RankingLoss loss, TrainingConfig plan, RunOptions runOptions) {
    List<Pair> rows = pairs.pairs();
    RunOptions watched = runOptions.defaultListener(() -> new ProgressCallback("reward model"));
    return new RewardModel(
        new RewardTraining(start.model(), start.layout(), loss, plan).run(rows, watched),
        rows.size());
  }

  /**
   * Trains a pairwise preference model on a dataset's pairs, each read in both orders (Tang et al.
   * 2024, arXiv 2405.08448, eq. 5), starting from a policy: {@code RewardModel.pairwise(policy,
   * data).network()} serves as the judge for online pairwise losses.
   */
  public static PairwiseTraining.Result pairwise(Policy start, Dataset pairs) {
    return pairwise(start, pairs, config(), RunOptions.defaults());
  }

  /** Trains a pairwise preference model with the given configuration and options. */
  public static PairwiseTraining.Result pairwise(
      Policy start, Dataset pairs, TrainingConfig plan, RunOptions runOptions) {
    RunOptions watched = runOptions.defaultListener(() -> new ProgressCallback("preference model"));
    return new PairwiseTraining(start.model(), start.layout(), plan).run(pairs.pairs(), watched);
  }

  /** Returns the seconds that training took; they are kept when the model is saved and loaded. */
  @Override
  public double trainingSeconds() {
    return seconds;
  }

  @Override
  public double score(String prompt, String response) {
    return network.score(prompt, response);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    return network.scores(prompts, responses);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    return network.scores(prompts, responses, watcher);
  }

  @Override
  public List<ReadBatch> batches(List<List<String>> columns) {
    return network.batches(columns);
  }

  @Override
  public List<Double> batch(List<List<String>> columns) {
    return network.batch(columns);
  }

  /**
   * Returns the accuracy on pairs: how often the preferred response scores higher, with ties as one
   * half.
   */
  public Interval accuracy(Dataset held) {
    return accuracy(this, held);
  }

  /** Returns the accuracy of any reward on a dataset's pairs, with ties as one half. */
  public static Interval accuracy(Reward reward, Dataset held) {
    return HeldOutPairs.of(held.pairs()).accuracy(reward);
  }

  /** Returns the pairs that this model orders against their labels, the most wrong ones first. */
  public RewardMistakes mistakes(Dataset held) {
    return mistakes(this, held);
  }

  /** Returns the pairs that any reward orders against their labels, the most wrong ones first. */
  public static RewardMistakes mistakes(Reward reward, Dataset held) {
    return RewardMistakes.of(reward, held.pairs());
  }

  /**
   * Returns the mean ranking loss of pairs (Hu et al. 2023, arXiv 2308.12050, eq. 2); guessing
   * gives ln 2.
   */
  public Interval loss(Dataset held) {
    return HeldOutPairs.of(held.pairs()).loss(this);
  }

  /** Returns the history of the training steps. */
  public History history() {
    return history;
  }

  /** Returns false when the training was interrupted. */
  public boolean finished() {
    return finished;
  }

  /** Returns the number of prompts and responses that were truncated to fit the context. */
  public int cut() {
    return encoding.cutPrompts() + encoding.cutResponses();
  }

  /** Returns the report on how texts were encoded to token ids. */
  public EncodingReport encoding() {
    return encoding;
  }

  /** Draws the loss, with ln 2 as the loss of guessing. A loaded model has no losses to draw. */
  public XYChart chart() {
    InvalidInputException.unless(
        !history.steps().isEmpty(),
        "The reward model was loaded from %s, so its training history is not available.",
        source);
    XYChart chart = LossChart.of("Reward model", "loss", history);
    return Charts.reference(chart, Math.log(2), "guessing (ln 2)");
  }

  @Override
  public String html() {
    String picture = history.steps().isEmpty() ? "" : ChartImages.html(chart());
    return Html.heading(toString()) + picture;
  }

  @Override
  public String toString() {
    if (!source.isEmpty()) {
      return "RewardModel(loaded from " + source + ")";
    }
    return String.format(
        "RewardModel(%s, %s, %s s%s)",
        Numbers.counted(pairs, "pair", "pairs"),
        Numbers.counted(history.steps().size(), "step", "steps"),
        Numbers.text(history.seconds()),
        finished ? "" : ", interrupted");
  }
}

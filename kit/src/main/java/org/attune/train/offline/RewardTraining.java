package org.attune.train.offline;

import java.util.List;
import org.attune.data.Pair;
import org.attune.method.LearningRateRule;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.HeldOut;
import org.attune.train.loop.History;
import org.attune.train.loop.OfflineTrainer;
import org.attune.train.loop.RunHash;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.RunSettings;
import org.attune.train.loop.TrainingLoop;
import org.attune.util.InvalidInputException;

/** Trains a reward model on pairs, starting from a policy. */
public final class RewardTraining {
  private final LanguageModel start;
  private final PromptTemplate layout;
  private final RankingLoss loss;
  private final TrainingConfig plan;

  /** Prepares a training; the policy is copied and not changed. */
  public RewardTraining(
      LanguageModel start, PromptTemplate layout, RankingLoss loss, TrainingConfig plan) {
    this.start = start;
    this.layout = layout;
    this.loss = loss;
    this.plan = LearningRateRule.JUDGE.fill(plan, start.config().parameters());
  }

  /** A trained network with its history and encoding report. */
  public record Result(
      RewardNetwork network, History history, boolean finished, EncodingReport encoding) {}

  /** Trains on pairs and returns the trained network. */
  public Result run(List<Pair> pairs, RunOptions runOptions) {
    check(pairs);
    RewardNetwork network = RewardNetwork.from(start, layout, plan.lora(), plan.seed());
    PromptEncoder encoder = network.encoder();
    HeldOut<Pair> split = HeldOut.of(pairs, Pair::prompt, plan.validation());
    List<EncodedPair> all = encoded(split.training(), encoder);
    List<EncodedPair> used = EncodedPair.used(all, runOptions, "A reward model", pairs.size());
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(
            objective(network, used),
            DataParallel.of(network.model(), plan.compute()),
            plan,
            runOptions,
            objective(network, encoded(split.heldOut(), network.encoder()))
                .check(plan, network.model(), runOptions));
    return new Result(
        network,
        outcome.history(),
        outcome.finished(),
        EncodingReport.of(encoder, layout, EncodedPair.alikePrompts(all)));
  }

  private void check(List<Pair> pairs) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A reward model learns from pairs, but there are none; load data with prompt, chosen and"
            + " rejected.");
    if (pairs.stream().anyMatch(pair -> pair.margin() != 0)) {
      loss.requireMargins();
    }
  }

  /** Encodes each text once, since the encoder counts what it cuts. */
  private static List<EncodedPair> encoded(List<Pair> pairs, PromptEncoder encoder) {
    return pairs.stream()
        .map(
            pair ->
                new EncodedPair(
                    pair.prompt(),
                    encoder.example(pair.prompt(), pair.chosen(), 0),
                    encoder.example(pair.prompt(), pair.rejected(), 0),
                    pair.margin()))
        .toList();
  }

  /** Returns the objective: the ranking loss on the pairs, with their margins if they have any. */
  private PairObjective objective(RewardNetwork network, List<EncodedPair> pairs) {
    List<TokenizedExample> chosen = pairs.stream().map(EncodedPair::first).toList();
    List<TokenizedExample> rejected = pairs.stream().map(EncodedPair::second).toList();
    List<Double> margins = pairs.stream().map(EncodedPair::margin).toList();
    boolean apart = margins.stream().anyMatch(margin -> margin != 0);
    String data = RunHash.tokens(chosen) + RunHash.tokens(rejected) + (apart ? margins : "");
    return new PairObjective(
        chosen,
        rejected,
        network::scores,
        (first, second, examples) ->
            apart
                ? loss.loss(first, second, examples.stream().mapToDouble(margins::get).toArray())
                : loss.loss(first, second),
        plan.compute(),
        settings(pairs.size(), data));
  }

  private RunSettings settings(int pairs, String data) {
    String weights = start.hash();
    return RunSettings.of(RunHash.of(loss, layout, data, weights))
        .parts("loss", loss.toString())
        .parts("layout", layout.toString())
        .with("data", pairs + " pairs (" + RunHash.of(data) + ")")
        .with("start", "weights " + weights);
  }
}

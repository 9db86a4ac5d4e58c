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
    List<Encoded> all = encoded(split.training(), encoder);
    List<Encoded> alike = all.stream().filter(Encoded::isAlike).toList();
    List<Encoded> used =
        runOptions.dropsAlike() ? all.stream().filter(pair -> !pair.isAlike()).toList() : all;
    requireDifferences(used, pairs.size());
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(
            task(network, used),
            DataParallel.of(network.model(), plan.compute()),
            plan,
            runOptions,
            task(network, encoded(split.heldOut(), network.encoder()))
                .check(plan, network.model()));
    return new Result(
        network,
        outcome.history(),
        outcome.finished(),
        EncodingReport.of(encoder, layout, alike.stream().map(Encoded::prompt).toList()));
  }

  private static void requireDifferences(List<Encoded> used, int pairs) {
    InvalidInputException.unless(
        !used.isEmpty(),
        "A reward model learns from differences, but all %d pairs have identical responses.",
        pairs);
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

  /** A pair as the network reads it. */
  private record Encoded(
      String prompt, TokenizedExample chosen, TokenizedExample rejected, double margin) {
    boolean isAlike() {
      return chosen.sameAs(rejected);
    }
  }

  /** Encodes each text once, since the encoder counts what it cuts. */
  private static List<Encoded> encoded(List<Pair> pairs, PromptEncoder encoder) {
    return pairs.stream()
        .map(
            pair ->
                new Encoded(
                    pair.prompt(),
                    encoder.example(pair.prompt(), pair.chosen(), 0),
                    encoder.example(pair.prompt(), pair.rejected(), 0),
                    pair.margin()))
        .toList();
  }

  /** Returns the objective: the ranking loss on the pairs, with their margins if they have any. */
  private PairObjective task(RewardNetwork network, List<Encoded> pairs) {
    List<TokenizedExample> chosen = pairs.stream().map(Encoded::chosen).toList();
    List<TokenizedExample> rejected = pairs.stream().map(Encoded::rejected).toList();
    List<Double> margins = pairs.stream().map(Encoded::margin).toList();
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
        RunHash.of(loss, layout, data, start.hash()));
  }
}

package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Pair;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.util.InvalidInputException;

/** Trains a reward model on pairs, starting from a policy. */
public final class RewardTraining {
  private final LanguageModel start;
  private final PromptTemplate layout;
  private final RankingLoss loss;
  private final TrainingConfig plan;

  /** Prepares a training; the policy is copied and stays as it is. */
  public RewardTraining(
      LanguageModel start, PromptTemplate layout, RankingLoss loss, TrainingConfig plan) {
    this.start = start;
    this.layout = layout;
    this.loss = loss;
    this.plan = plan;
  }

  /** A trained network with its history, and what became of the texts that it read. */
  public record Result(
      RewardNetwork network, History history, boolean finished, EncodingReport encoding) {}

  /** Trains on pairs and returns the trained network. */
  public Result run(List<Pair> pairs, RunOptions runOptions) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A reward model learns from pairs, but there are none; load data with prompt, chosen and"
            + " rejected.");
    RewardNetwork network = RewardNetwork.from(start, layout);
    PromptEncoder encoder = network.encoder();
    List<TokenizedExample> chosen = new ArrayList<>();
    List<TokenizedExample> rejected = new ArrayList<>();
    List<String> alike = new ArrayList<>();
    for (Pair pair : pairs) {
      TokenizedExample better = encoder.example(pair.prompt(), pair.chosen(), 0);
      TokenizedExample worse = encoder.example(pair.prompt(), pair.rejected(), 0);
      boolean same = better.sameAs(worse);
      if (same) {
        alike.add(pair.prompt());
      }
      if (!same || !runOptions.dropsAlike()) {
        chosen.add(better);
        rejected.add(worse);
      }
    }
    InvalidInputException.unless(
        !chosen.isEmpty(),
        "A reward model learns from differences, but the responses of all %d pairs read the same.",
        pairs.size());
    PairObjective task = task(network, chosen, rejected);
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(task, DataParallel.of(network.model()), plan, runOptions);
    return new Result(
        network, outcome.history(), outcome.finished(), EncodingReport.of(encoder, layout, alike));
  }

  /** The ranking loss on the pairs. */
  private PairObjective task(
      RewardNetwork network, List<TokenizedExample> chosen, List<TokenizedExample> rejected) {
    return new PairObjective(
        chosen,
        rejected,
        network::scores,
        loss::loss,
        RunHash.of(loss, layout, RunHash.tokens(chosen), RunHash.tokens(rejected), start.hash()));
  }
}

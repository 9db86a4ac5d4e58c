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

  /**
   * A trained network with its history; {@code cut} counts prompts and responses that did not fit.
   */
  public record Result(RewardNetwork network, History history, boolean finished, int cut) {}

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
    for (Pair pair : pairs) {
      chosen.add(encoder.example(pair.prompt(), pair.chosen(), 0));
      rejected.add(encoder.example(pair.prompt(), pair.rejected(), 0));
    }
    PairObjective task = task(network, chosen, rejected);
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(task, DataParallel.of(network.model()), plan, runOptions);
    return new Result(
        network,
        outcome.history(),
        outcome.finished(),
        encoder.cutPrompts() + encoder.cutResponses());
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

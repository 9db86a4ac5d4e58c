package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Pair;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.PairwiseLoss;
import org.attune.reward.PreferenceNetwork;
import org.attune.util.InvalidInputException;

/** Trains a pairwise preference model on pairs, starting from a policy (GAP eq. 5). */
public final class PairwiseTraining {
  private final LanguageModel start;
  private final PromptTemplate layout;
  private final TrainingConfig plan;

  /** Prepares a training; the policy is copied and stays as it is. */
  public PairwiseTraining(LanguageModel start, PromptTemplate layout, TrainingConfig plan) {
    this.start = start;
    this.layout = layout;
    this.plan = plan;
  }

  /** A trained network with its history. */
  public record Result(PreferenceNetwork network, History history, boolean finished) {}

  /** Trains on pairs, each of which is read in both orders, and returns the trained network. */
  public Result run(List<Pair> pairs, RunOptions runOptions) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A preference model learns from pairs, but there are none; load data with prompt, chosen"
            + " and rejected.");
    PreferenceNetwork network = PreferenceNetwork.from(start, layout);
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(
            task(network, pairs), DataParallel.of(network.model()), plan, runOptions);
    History history = outcome.history();
    return new Result(
        network.learned(pairs.size(), history.steps().size(), history.seconds()),
        history,
        outcome.finished());
  }

  /** The two-order loss on the pairs. */
  private PairObjective task(PreferenceNetwork network, List<Pair> pairs) {
    List<TokenizedExample> winnerFirst = new ArrayList<>();
    List<TokenizedExample> loserFirst = new ArrayList<>();
    for (Pair pair : pairs) {
      winnerFirst.add(network.tokens(pair.prompt(), pair.chosen(), pair.rejected()));
      loserFirst.add(network.tokens(pair.prompt(), pair.rejected(), pair.chosen()));
    }
    return new PairObjective(
        winnerFirst,
        loserFirst,
        network::logits,
        PairwiseLoss::of,
        RunHash.of("pairwise", layout, RunHash.tokens(winnerFirst), start.hash()));
  }
}

package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.BadInput;
import org.attune.data.Pair;
import org.attune.method.Plan;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Tokens;
import org.attune.reward.PairwiseLoss;
import org.attune.reward.PairwiseNetwork;

/** Trains a pairwise preference model on pairs, starting from a policy (GAP eq. 5). */
public final class PairwiseTraining {
  private final LanguageModel start;
  private final Layout layout;
  private final Plan plan;

  /** Prepares a training; the policy is copied and stays as it is. */
  public PairwiseTraining(LanguageModel start, Layout layout, Plan plan) {
    this.start = start;
    this.layout = layout;
    this.plan = plan;
  }

  /** A trained network with its history. */
  public record Result(PairwiseNetwork network, History history, boolean finished) {}

  /** Trains on pairs, each of which is read in both orders, and returns the trained network. */
  public Result run(List<Pair> pairs, Keeping keeping) {
    BadInput.unless(
        !pairs.isEmpty(),
        "A preference model learns from pairs, but there are none; load data with prompt, chosen and rejected.");
    PairwiseNetwork network = PairwiseNetwork.from(start, layout);
    Training.Outcome outcome = new Training(task(network, pairs), plan, keeping).run();
    History history = outcome.history();
    return new Result(
        network.learned(pairs.size(), history.steps().size(), history.seconds()),
        history,
        outcome.finished());
  }

  /** The two-order loss on the pairs. */
  private TwoSides task(PairwiseNetwork network, List<Pair> pairs) {
    List<Tokens> winnerFirst = new ArrayList<>();
    List<Tokens> loserFirst = new ArrayList<>();
    for (Pair pair : pairs) {
      winnerFirst.add(network.tokens(pair.prompt(), pair.chosen(), pair.rejected()));
      loserFirst.add(network.tokens(pair.prompt(), pair.rejected(), pair.chosen()));
    }
    return new TwoSides(
        Halving.of(network.model()),
        winnerFirst,
        loserFirst,
        network::logits,
        PairwiseLoss::of,
        RunHash.of("pairwise", layout, RunHash.tokens(winnerFirst), start.hash()));
  }
}

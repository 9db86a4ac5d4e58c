package org.attune.train.offline;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Pair;
import org.attune.method.LearningRateRule;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.PairwiseLoss;
import org.attune.reward.PreferenceNetwork;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.HeldOut;
import org.attune.train.loop.History;
import org.attune.train.loop.OfflineTrainer;
import org.attune.train.loop.RunHash;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingLoop;
import org.attune.util.InvalidInputException;

/**
 * Trains a pairwise preference model on pairs, starting from a policy (Tang et al. 2024, arXiv
 * 2405.08448, eq. 5).
 */
public final class PairwiseTraining {
  private final LanguageModel start;
  private final PromptTemplate layout;
  private final TrainingConfig plan;

  /** Prepares a training; the policy is copied and not changed. */
  public PairwiseTraining(LanguageModel start, PromptTemplate layout, TrainingConfig plan) {
    this.start = start;
    this.layout = layout;
    this.plan = LearningRateRule.JUDGE.fill(plan, start.config().parameters());
  }

  /** A trained network with its history, and the prompts of pairs with identical responses. */
  public record Result(
      PreferenceNetwork network, History history, boolean finished, List<String> alike) {
    /** Copies the list. */
    public Result {
      alike = List.copyOf(alike);
    }
  }

  /** Trains on pairs, each read in both orders, and returns the trained network. */
  public Result run(List<Pair> pairs, RunOptions runOptions) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A preference model learns from pairs, but there are none; load data with prompt, chosen"
            + " and rejected.");
    InvalidInputException.unless(
        pairs.stream().allMatch(pair -> pair.margin() == 0),
        "The data has margins, and the loss of a preference model has none (Tang et al. 2024, eq."
            + " 5); train a reward model, or leave them out on purpose with"
            + " ReadOptions.ignoring(\"margin\").");
    PreferenceNetwork network = PreferenceNetwork.from(start, layout, plan.lora(), plan.seed());
    HeldOut<Pair> split = HeldOut.of(pairs, Pair::prompt, plan.validation());
    List<Pair> alike = split.training().stream().filter(pair -> isAlike(network, pair)).toList();
    List<Pair> used =
        runOptions.dropsAlike()
            ? split.training().stream().filter(p -> !alike.contains(p)).toList()
            : split.training();
    InvalidInputException.unless(
        !used.isEmpty(),
        "A preference model learns from differences, but the responses of all %d pairs read the"
            + " same.",
        pairs.size());
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(
            task(network, used),
            DataParallel.of(network.model(), plan.compute()),
            plan,
            runOptions,
            task(network, split.heldOut()).check(plan, network.model()));
    History history = outcome.history();
    return new Result(
        network.learned(used.size(), history.steps().size(), history.seconds()),
        history,
        outcome.finished(),
        alike.stream().map(Pair::prompt).toList());
  }

  private static boolean isAlike(PreferenceNetwork network, Pair pair) {
    TokenizedExample both = network.tokens(pair.prompt(), pair.chosen(), pair.rejected());
    return both.sameAs(network.tokens(pair.prompt(), pair.rejected(), pair.chosen()));
  }

  /** Returns the objective: the loss of the pairs in both orders. */
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
        (first, second, examples) -> PairwiseLoss.of(first, second),
        plan.compute(),
        RunHash.of("pairwise", layout, RunHash.tokens(winnerFirst), start.hash()));
  }
}

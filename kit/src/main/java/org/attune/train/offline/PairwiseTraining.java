package org.attune.train.offline;

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
import org.attune.train.loop.RunSettings;
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
    check(pairs);
    PreferenceNetwork network = PreferenceNetwork.from(start, layout, plan.lora(), plan.seed());
    HeldOut<Pair> split = HeldOut.of(pairs, Pair::prompt, plan.validation());
    List<EncodedPair> all = encoded(split.training(), network);
    List<EncodedPair> used = EncodedPair.used(all, runOptions, "A preference model", pairs.size());
    TrainingLoop.Outcome outcome =
        OfflineTrainer.train(
            objective(network, used),
            DataParallel.of(network.model(), plan.compute()),
            plan,
            runOptions,
            objective(network, encoded(split.heldOut(), network))
                .check(plan, network.model(), runOptions));
    History history = outcome.history();
    return new Result(
        network.learned(used.size(), history.steps().size(), history.seconds()),
        history,
        outcome.finished(),
        EncodedPair.alikePrompts(all));
  }

  private static void check(List<Pair> pairs) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A preference model learns from pairs, but there are none; load data with prompt, chosen"
            + " and rejected.");
    InvalidInputException.unless(
        pairs.stream().allMatch(pair -> pair.margin() == 0),
        "The data has margins, and the loss of a preference model has none (Tang et al. 2024, eq."
            + " 5); train a reward model, or drop them explicitly with"
            + " ReadOptions.ignoring(\"margin\").");
  }

  /** Encodes both responses in one text, in either order. */
  private static List<EncodedPair> encoded(List<Pair> pairs, PreferenceNetwork network) {
    return pairs.stream()
        .map(
            pair ->
                new EncodedPair(
                    pair.prompt(),
                    network.tokens(pair.prompt(), pair.chosen(), pair.rejected()),
                    network.tokens(pair.prompt(), pair.rejected(), pair.chosen()),
                    pair.margin()))
        .toList();
  }

  /** Returns the objective: the loss of the pairs in both orders. */
  private PairObjective objective(PreferenceNetwork network, List<EncodedPair> pairs) {
    List<TokenizedExample> winnerFirst = pairs.stream().map(EncodedPair::first).toList();
    return new PairObjective(
        winnerFirst,
        pairs.stream().map(EncodedPair::second).toList(),
        network::logits,
        (first, second, examples) -> PairwiseLoss.of(first, second),
        plan.compute(),
        settings(winnerFirst));
  }

  private RunSettings settings(List<TokenizedExample> pairs) {
    String data = RunHash.tokens(pairs);
    String weights = start.hash();
    return RunSettings.of(RunHash.of("pairwise", layout, data, weights))
        .parts("layout", layout.toString())
        .with("data", pairs.size() + " pairs (" + data + ")")
        .with("start", "weights " + weights);
  }
}

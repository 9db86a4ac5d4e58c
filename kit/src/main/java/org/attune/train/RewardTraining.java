package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.BadInput;
import org.attune.data.Pair;
import org.attune.method.Plan;
import org.attune.model.Encoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Tokens;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;

/** Trains a reward model on pairs, starting from a policy. */
public final class RewardTraining {
  private final LanguageModel start;
  private final Layout layout;
  private final RankingLoss loss;
  private final Plan plan;

  /** Prepares a training; the policy is copied and stays as it is. */
  public RewardTraining(LanguageModel start, Layout layout, RankingLoss loss, Plan plan) {
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
  public Result run(List<Pair> pairs, Keeping keeping) {
    BadInput.unless(
        !pairs.isEmpty(),
        "A reward model learns from pairs, but there are none; load data with prompt, chosen and rejected.");
    RewardNetwork network = RewardNetwork.from(start, layout);
    Encoder encoder = network.encoder();
    List<Tokens> chosen = new ArrayList<>();
    List<Tokens> rejected = new ArrayList<>();
    for (Pair pair : pairs) {
      chosen.add(encoder.example(pair.prompt(), pair.chosen(), 0));
      rejected.add(encoder.example(pair.prompt(), pair.rejected(), 0));
    }
    TwoSides task = task(network, chosen, rejected);
    Training.Outcome outcome = new Training(task, plan, keeping).run();
    return new Result(
        network,
        outcome.history(),
        outcome.finished(),
        encoder.cutPrompts() + encoder.cutResponses());
  }

  /** The ranking loss on the pairs. */
  private TwoSides task(RewardNetwork network, List<Tokens> chosen, List<Tokens> rejected) {
    return new TwoSides(
        Halving.of(network.model()),
        chosen,
        rejected,
        network::scores,
        loss::loss,
        RunHash.of(loss, layout, RunHash.tokens(chosen), RunHash.tokens(rejected), start.hash()));
  }
}

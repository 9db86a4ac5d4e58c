package org.attune.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.data.BadInput;
import org.attune.data.Pair;
import org.attune.method.Plan;
import org.attune.model.Decoder;
import org.attune.model.Encoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.TokenBatch;
import org.attune.model.Tokens;
import org.attune.model.Weights;
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
    Task task = new Task(network, pairs, chosen, rejected);
    Training.Outcome outcome = new Training(task, plan, keeping).run();
    return new Result(
        network,
        outcome.history(),
        outcome.finished(),
        encoder.cutPrompts() + encoder.cutResponses());
  }

  /** The ranking loss on the pairs. */
  private final class Task implements Objective {
    private final RewardNetwork network;
    private final Decoder decoder;
    private final List<Pair> pairs;
    private final List<Tokens> chosen;
    private final List<Tokens> rejected;

    Task(RewardNetwork network, List<Pair> pairs, List<Tokens> chosen, List<Tokens> rejected) {
      this.network = network;
      this.decoder = network.trainee();
      this.pairs = pairs;
      this.chosen = chosen;
      this.rejected = rejected;
    }

    @Override
    public Weights weights() {
      return network.weights();
    }

    @Override
    public int size() {
      return pairs.size();
    }

    @Override
    public int length(int example) {
      return chosen.get(example).length() + rejected.get(example).length();
    }

    @Override
    public double denominator(List<Integer> batch) {
      return batch.size();
    }

    @Override
    public NDArray loss(List<Integer> examples) {
      int n = examples.size();
      List<Tokens> rows = new ArrayList<>(examples.stream().map(chosen::get).toList());
      rows.addAll(examples.stream().map(rejected::get).toList());
      NDArray scores =
          network.scores(
              decoder, TokenBatch.of(rows)); // (2 * pairs): all chosen, then all rejected
      NDArray better = scores.get(new NDIndex().addSliceDim(0, n));
      NDArray worse = scores.get(new NDIndex().addSliceDim(n, 2L * n));
      return loss.loss(better, worse).sum();
    }

    @Override
    public Map<String, Double> parts(List<Integer> batch, int step) {
      return Map.of();
    }

    @Override
    public String fingerprint() {
      return RunHash.of(
          loss, layout, RunHash.tokens(chosen), RunHash.tokens(rejected), start.hash());
    }
  }
}

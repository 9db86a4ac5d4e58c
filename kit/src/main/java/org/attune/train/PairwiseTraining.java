package org.attune.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.attune.data.BadInput;
import org.attune.data.Pair;
import org.attune.method.Plan;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.TokenBatch;
import org.attune.model.Tokens;
import org.attune.model.Weights;
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
    Task task = new Task(network, pairs);
    Training.Outcome outcome = new Training(task, plan, keeping).run();
    History history = outcome.history();
    return new Result(
        network.learned(pairs.size(), history.steps().size(), history.seconds()),
        history,
        outcome.finished());
  }

  /** The two-order loss on the pairs. */
  private final class Task implements Objective {
    private final PairwiseNetwork network;
    private final Decoder decoder;
    private final List<Tokens> winnerFirst = new ArrayList<>();
    private final List<Tokens> loserFirst = new ArrayList<>();

    Task(PairwiseNetwork network, List<Pair> pairs) {
      this.network = network;
      this.decoder = network.trainee();
      for (Pair pair : pairs) {
        winnerFirst.add(network.tokens(pair.prompt(), pair.chosen(), pair.rejected()));
        loserFirst.add(network.tokens(pair.prompt(), pair.rejected(), pair.chosen()));
      }
    }

    @Override
    public Weights weights() {
      return network.weights();
    }

    @Override
    public int size() {
      return winnerFirst.size();
    }

    @Override
    public int length(int example) {
      return winnerFirst.get(example).length() + loserFirst.get(example).length();
    }

    @Override
    public double denominator(List<Integer> batch) {
      return batch.size();
    }

    @Override
    public NDArray loss(List<Integer> examples) {
      int n = examples.size();
      List<Tokens> rows = new ArrayList<>(examples.stream().map(winnerFirst::get).toList());
      rows.addAll(examples.stream().map(loserFirst::get).toList());
      NDArray logits = network.logits(decoder, TokenBatch.of(rows)); // (2 * pairs)
      NDArray first = logits.get(new NDIndex().addSliceDim(0, n));
      NDArray second = logits.get(new NDIndex().addSliceDim(n, 2L * n));
      return PairwiseLoss.of(first, second).sum();
    }

    @Override
    public String fingerprint() {
      return RunHash.of("pairwise", layout, RunHash.tokens(winnerFirst), start.hash());
    }
  }
}

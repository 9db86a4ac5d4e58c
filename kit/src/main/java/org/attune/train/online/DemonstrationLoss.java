package org.attune.train.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.Batches;
import org.attune.train.loop.DataParallel;

/** The additional loss of PPO-ptx: γ times the mean of −log π over the tokens of demonstrations. */
final class DemonstrationLoss {
  private final List<TokenizedExample> rows;
  private final double weight;
  private final int microBatch;
  private final Batches batches;
  private final double tokensPerRow;

  DemonstrationLoss(List<TokenizedExample> rows, double weight, TrainingConfig plan) {
    this.rows = rows;
    this.weight = weight;
    this.microBatch = plan.microBatch();
    this.batches = new Batches(rows.size(), plan.batchSize(), plan.seed(), row -> 0);
    this.tokensPerRow = rows.stream().mapToInt(TokenizedExample::trainedTokens).average().orElse(1);
  }

  /** Accumulates the gradients of one optimiser step's demonstrations, and returns their loss. */
  double gradients(DataParallel model, int step) {
    return gradients(model, batches.batch(step));
  }

  /** Accumulates the gradients of some demonstrations, one micro-batch at a time. */
  double gradients(DataParallel model, List<Integer> batch) {
    // Divided by its own number of tokens, a batch of short rows would count as much as a long one.
    double factor = -weight / (batch.size() * tokensPerRow);
    return model
        .gradients(batch, microBatch, 1, (decoder, part) -> loss(decoder, part, factor))
        .loss();
  }

  private DataParallel.SummedLoss<Void> loss(
      Decoder decoder, List<Integer> examples, double factor) {
    TokenBatch batch = TokenBatch.of(examples.stream().map(rows::get).toList());
    NDArray logProbs = TokenLogProbs.of(decoder, batch).sum().sum();
    return DataParallel.SummedLoss.of(
        logProbs.mul(PyTorch.constant(decoder.weights().manager(), factor)));
  }
}

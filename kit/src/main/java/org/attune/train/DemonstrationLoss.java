package org.attune.train;

import java.util.List;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenScores;
import org.attune.model.TokenizedExample;

/** γ times −log π of demonstrations, the mean over their tokens: what PPO-ptx adds. */
final class DemonstrationLoss {
  private final Halving<Decoder> decoders;
  private final List<TokenizedExample> rows;
  private final double weight;
  private final int microBatch;
  private final Batches batches;

  DemonstrationLoss(
      Halving<Decoder> decoders, List<TokenizedExample> rows, double weight, TrainingConfig plan) {
    this.decoders = decoders;
    this.rows = rows;
    this.weight = weight;
    this.microBatch = plan.microBatch();
    this.batches =
        new Batches(rows.size(), plan.batchSize(), plan.seed(), row -> rows.get(row).length());
  }

  /** Adds the gradients of one optimiser step's demonstrations, and returns their loss. */
  double gradients(int step) {
    return gradients(batches.batch(step));
  }

  /** Adds the gradients of some demonstrations, a micro-batch at a time. */
  double gradients(List<Integer> batch) {
    long tokens = batch.stream().mapToLong(row -> rows.get(row).response().length).sum();
    double loss = 0;
    for (int from = 0; from < batch.size(); from += microBatch) {
      List<Integer> micro = batch.subList(from, Math.min(batch.size(), from + microBatch));
      loss +=
          decoders.gradients(
              micro, (decoder, half) -> gradients(decoder, half, -weight / tokens), Double::sum);
    }
    return loss;
  }

  private double gradients(Decoder decoder, List<Integer> examples, double factor) {
    TokenBatch batch = TokenBatch.of(examples.stream().map(rows::get).toList());
    return PyTorch.backward(
        () ->
            TokenScores.of(decoder, batch)
                .sum()
                .sum()
                .mul(PyTorch.constant(decoder.weights().manager(), factor)),
        value -> (double) value.getFloat());
  }
}

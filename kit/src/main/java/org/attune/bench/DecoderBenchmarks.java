package org.attune.bench;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaDecoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TorchScriptLlama;

/**
 * Benchmarks of forward and backward passes of the readable decoder and the fast one over the same
 * weights.
 */
final class DecoderBenchmarks {
  /** The name of the readable decoder's rows. */
  static final String REFERENCE = "passes, reference";

  /** The name of the fast decoder's rows. */
  static final String FAST = "passes, fast";

  private DecoderBenchmarks() {}

  /** Returns the decoders, the fast one in 32 bits and in the precision of training. */
  static List<BenchTask> racers(BenchShape shape, LanguageModel model) {
    List<BenchTask> racers = new ArrayList<>();
    var weights = model.decoder().weights();
    racers.add(
        racer(
            REFERENCE, MatmulPrecision.FLOAT32, shape, new LlamaDecoder(shape.config(), weights)));
    racers.add(
        racer(
            FAST,
            MatmulPrecision.FLOAT32,
            shape,
            new TorchScriptLlama(shape.config(), weights, MatmulPrecision.FLOAT32)));
    MatmulPrecision training = Precision.forTraining(weights.device());
    if (training != MatmulPrecision.FLOAT32) {
      racers.add(
          racer(FAST, training, shape, new TorchScriptLlama(shape.config(), weights, training)));
    }
    return racers;
  }

  private static BenchTask racer(
      String what, MatmulPrecision products, BenchShape shape, Decoder decoder) {
    TokenBatch batch =
        TokenBatch.of(
            new SyntheticText(shape.config().vocabulary(), 1).wholes(shape.batch(), shape.time()));
    double flops = FlopCount.step(shape.config(), shape.tokens(), shape.tokens(), shape.time());
    BenchTask passes =
        BenchTask.steady(
            new BenchTask.Event(what, PrecisionNames.name(products), shape.batch(), shape.time()),
            shape.tokens(),
            flops,
            () -> PyTorch.backward(() -> loss(decoder, batch), NDArray::getFloat));
    return new BenchTask(
        passes.event(),
        times -> {
          // The engine warns when recorded weights are written to, as other tasks do.
          decoder.weights().requireGradients(true);
          try {
            return passes.laps().run(times);
          } finally {
            decoder.weights().requireGradients(false);
          }
        });
  }

  private static NDArray loss(Decoder decoder, TokenBatch batch) {
    return TokenLogProbs.of(decoder, batch).sum().mean().neg();
  }
}

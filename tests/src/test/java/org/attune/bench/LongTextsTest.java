package org.attune.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.model.LlamaConfig;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.model.TorchScriptLlama;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Texts around the longest whose attention weights are stored, or computed again")
final class LongTextsTest {
  private static final LlamaConfig CONFIG =
      LlamaConfig.small(64, 32, 2, 2, 2, 1024, SyntheticText.BOS, SyntheticText.EOS);

  /** A bfloat16 number has 8 significant bits; sums of many products of them lose a little more. */
  private static final double PART = 0.02;

  private static final int PROMPT = 200;

  private record Gradients(double loss, List<float[]> values) {}

  private static Gradients gradients(MatmulPrecision products, TokenBatch batch) {
    Weights weights = Weights.random(WeightShapes.of(CONFIG), 0.1, 3, Device.cpu());
    weights.requireGradients(true);
    TorchScriptLlama decoder = new TorchScriptLlama(CONFIG, weights, products);
    double loss =
        PyTorch.backward(
            () -> TokenLogProbs.of(decoder, batch).sum().mean().neg(), NDArray::getFloat);
    List<float[]> values = new ArrayList<>();
    PyTorch.scoped(
        () -> {
          weights.forEach((name, array) -> values.add(array.getGradient().toFloatArray()));
          return values;
        });
    return new Gradients(loss, values);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 384, 400, 512, 528})
  @DisplayName("have the loss and the gradients of 32-bit products, up to bfloat16's rounding")
  void bfloat16(int time) {
    same(TokenBatch.of(new SyntheticText(CONFIG.vocabulary(), 1).wholes(2, time)));
  }

  @ParameterizedTest
  @ValueSource(ints = {384, 400, 528})
  @DisplayName("and so have responses that share their prompt")
  void shared(int time) {
    SyntheticText words = new SyntheticText(CONFIG.vocabulary(), 1);
    int[] prompt = words.prompt(PROMPT);
    List<TokenizedExample> rows =
        List.of(
            new TokenizedExample(prompt, words.ids(time - PROMPT)),
            new TokenizedExample(prompt, words.ids(time - PROMPT - 9)));
    same(TokenBatch.of(rows));
  }

  private static void same(TokenBatch batch) {
    Gradients exact = gradients(MatmulPrecision.FLOAT32, batch);
    Gradients rounded = gradients(MatmulPrecision.BFLOAT16, batch);
    assertEquals(exact.loss, rounded.loss, PART * exact.loss);
    double error = 0;
    double norm = 0;
    for (int i = 0; i < exact.values.size(); i++) {
      for (int j = 0; j < exact.values.get(i).length; j++) {
        double value = exact.values.get(i)[j];
        error += Math.pow(rounded.values.get(i)[j] - value, 2);
        norm += value * value;
      }
    }
    assertTrue(Math.sqrt(error / norm) < PART, Math.sqrt(error / norm) + " of the gradient");
  }
}

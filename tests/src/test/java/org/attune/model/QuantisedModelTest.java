package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Tiny;
import org.attune.engine.MatmulPrecision;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expected numbers are those of a model of 32-bit weights that the blocks stand for. */
@DisplayName("A quantised model")
final class QuantisedModelTest {
  private static final double EXACT = 1e-5;
  private static final String QUERIES = "model.layers.1.self_attn.q_proj.weight";

  private static final LanguageModel PLAIN =
      Tiny.model(LlamaConfig.small(Tiny.vocabulary(), 64, 2, 4, 2, 48, Tiny.BOS, Tiny.EOS), 9);

  /** Returns a model over the numbers that another one's blocks stand for. */
  static LanguageModel dequantised(LanguageModel model) {
    Weights wide = model.decoder().weights().copy(Device.cpu());
    return LanguageModel.of(model.config(), wide, model.tokenizer());
  }

  private static Decoder readable(LanguageModel model) {
    return new LlamaDecoder(model.config(), model.decoder().weights(), model.adapter());
  }

  private static List<Decoder> decoders(LanguageModel model) {
    Kernels plain = new Kernels(false, false, false, MatmulPrecision.FLOAT32, 1 << 20, 128);
    Decoder elsewhere =
        new TorchScriptLlama(
            model.config(),
            model.decoder().weights(),
            model.adapter().map(adapter -> adapter.copy(Device.cpu())),
            MatmulPrecision.FLOAT32,
            plain);
    return List.of(readable(model.copy()), model.decoder(), elsewhere);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("holds the matrices of blocks in bytes, near to what they were, and nothing else")
  void form(Quantisation type) {
    LanguageModel model = PLAIN.quantised(type);
    Weights weights = model.decoder().weights();
    Weights before = PLAIN.decoder().weights();
    for (String name : weights.names()) {
      boolean matrix = name.contains("layers") && name.contains("proj");
      assertEquals(matrix, weights.get(name).getDataType() == DataType.UINT8, name);
      assertEquals(before.shape(name), weights.shape(name), name);
      float[] expected = before.values(name);
      float[] actual = weights.values(name);
      double square = 0;
      double error = 0;
      for (int i = 0; i < expected.length; i++) {
        square += expected[i] * expected[i];
        error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      }
      double bound = matrix ? type == Quantisation.Q8_0 ? 0.01 : 0.11 : 0;
      assertTrue(Math.sqrt(error / square) <= bound, name + " " + Math.sqrt(error / square));
    }
    double bits = type == Quantisation.Q8_0 ? 8.5 : type == Quantisation.Q4_0 ? 4.5 : 4.25;
    assertEquals(bits * 64 * 64 / 8, (double) weights.get(QUERIES).size());
    assertNotEquals(PLAIN.hash(), model.hash());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("has the log-probabilities of the numbers that its blocks stand for")
  void forward(Quantisation type) {
    LanguageModel model = PLAIN.quantised(type);
    float[] expected = DecodersTest.logits(readable(dequantised(model)));
    for (Decoder decoder : decoders(model)) {
      close(expected, DecodersTest.logits(decoder), EXACT, "logits");
    }
    close(
        DecodersTest.logits(dequantised(model).trainingDecoder().asAdapted()),
        DecodersTest.logits(model.trainingDecoder()),
        EXACT,
        "in the precision of training");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("gives an adapter the gradients that it has over the dequantised weights")
  void gradients(Quantisation type) {
    LanguageModel base = PLAIN.quantised(type);
    for (Lora lora : List.of(new Lora(3, 6), new Lora(2, 4).modulesToSave("q_proj"))) {
      LanguageModel model = LoraTest.adapted(base, lora.targets("k_proj", "up_proj", "down_proj"));
      LanguageModel wide =
          LoraTest.adapted(dequantised(base), lora.targets("k_proj", "up_proj", "down_proj"));
      Map<String, float[]> expected = DecodersTest.gradients(readable(wide), DecodersTest.rows());
      for (Decoder decoder : decoders(model)) {
        Map<String, float[]> actual = DecodersTest.gradients(decoder, DecodersTest.rows());
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, gradient) -> close(gradient, actual.get(name), 1e-4, name));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("answers as the dequantised model, with an adapter or without, merged or not")
  void answers(Quantisation type) {
    LanguageModel base = PLAIN.quantised(type);
    LanguageModel adapted = LoraTest.adapted(base, new Lora(2, 4));
    LanguageModel wide = LoraTest.adapted(dequantised(base), new Lora(2, 4));
    assertEquals(wide.merged().hash(), adapted.merged().hash());
    sameAnswers(readable(dequantised(base)), base.decoder());
    sameAnswers(readable(wide), adapted.decoder());
    sameAnswers(readable(wide), adapted.merged().decoder());
  }

  private static void sameAnswers(Decoder expected, Decoder actual) {
    List<int[]> prompts = List.of(new int[] {1, 3, 11}, new int[] {1, 8, 14, 12, 9, 4});
    GenerationConfig most = GenerationConfig.greedy().maxTokens(14);
    for (List<int[]> asked : List.of(prompts, prompts.subList(0, 1))) {
      List<int[]> known = new Generator(expected, 4).generate(asked, most, 0);
      List<int[]> found = new Generator(actual, 4).generate(asked, most, 0);
      for (int row = 0; row < asked.size(); row++) {
        assertArrayEquals(known.get(row), found.get(row));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is the same if it is sent, moved, or quantised from its own numbers")
  void same(Quantisation type) {
    LanguageModel model = PLAIN.quantised(type);
    LanguageModel sent = (LanguageModel) model.parts().whole();
    for (LanguageModel other :
        List.of(sent, model.on(Device.cpu()), dequantised(model).quantised(type))) {
      assertEquals(model.hash(), other.hash());
      assertEquals(Optional.of(type), other.quantisation());
    }
    LanguageModel adapted = LoraTest.adapted(PLAIN, new Lora(2, 4));
    assertEquals(LoraTest.adapted(model, new Lora(2, 4)).hash(), adapted.quantised(type).hash());
  }

  @Test
  @DisplayName("is trained through an adapter only")
  void refused() {
    LanguageModel model = PLAIN.quantised(Quantisation.Q4_0);
    String said =
        assertThrows(InvalidInputException.class, () -> model.trainee(Optional.empty(), 1))
            .getMessage();
    assertEquals(
        "The weights are quantised to q4_0, and quantised weights cannot be trained; train an"
            + " adapter over them with LoRA, such as .lora(16, 32) or --lora, or load the model"
            + " without quantisation.",
        said);
    assertEquals(
        "Weights are quantised to q8_0, q4_0, nf4, not to 'int4'.",
        assertThrows(InvalidInputException.class, () -> Quantisation.of("int4")).getMessage());
  }
}

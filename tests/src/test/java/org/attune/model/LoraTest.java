package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.model.io.FamilyCases;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Low-rank adaptation")
final class LoraTest {
  private static final double EXACT = 2e-5;

  @TempDir private Path temporary;

  private static Stream<FamilyCases.Case> families() {
    return FamilyCases.plain();
  }

  /** Returns a model with an adapter whose values are all far from zero. */
  static LanguageModel adapted(LanguageModel base, Lora lora) {
    LanguageModel model = base.trainee(Optional.of(lora), 3);
    SplittableRandom random = new SplittableRandom(17);
    Map<String, HostTensor> tensors = model.decoder().trainable().tensors();
    Map<String, HostTensor> drawn = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          float[] values = tensor.values().clone();
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
          }
          drawn.put(name, new HostTensor(tensor.shape(), values));
        });
    model.decoder().trainable().set(drawn);
    return model;
  }

  private static Decoder readable(LanguageModel model) {
    return new LlamaDecoder(model.config(), model.decoder().weights(), model.adapter());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  @DisplayName("changes nothing at the start, bit for bit where the frozen model is the reference")
  void start(FamilyCases.Case known) throws IOException {
    LanguageModel base = known.load(temporary.resolve("model"));
    LanguageModel model = base.trainee(Optional.of(new Lora(3, 6)), 5);
    assertArrayEquals(
        DecodersTest.logits(readable(base)), DecodersTest.logits(readable(model)), "readable");
    assertArrayEquals(
        DecodersTest.logits(base.decoder().asAdapted()),
        DecodersTest.logits(model.decoder()),
        "logits");
    assertArrayEquals(
        DecodersTest.logits(base.referenceDecoder(model)),
        DecodersTest.logits(model.trainingDecoder()),
        "in training");
    // Blocks without an adapter are otherwise read by the products of their own backward pass.
    assertArrayEquals(
        DecodersTest.logits(base.decoder()), DecodersTest.logits(model.decoder()), 1e-5f, "alone");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  @DisplayName("is the same in both decoders, with and without oneDNN, in values and gradients")
  void decoders(FamilyCases.Case known) throws IOException {
    LanguageModel base = known.load(temporary.resolve("model"));
    LanguageModel model = adapted(base, new Lora(3, 6));
    Map<String, float[]> expected = DecodersTest.gradients(readable(model), DecodersTest.rows());
    for (boolean oneDnn : new boolean[] {true, false}) {
      Kernels here = Kernels.of(Device.cpu(), MatmulPrecision.FLOAT32, model.config().vocabulary());
      Kernels kernels =
          oneDnn ? here : new Kernels(false, false, false, MatmulPrecision.FLOAT32, 1 << 20, 128);
      Decoder fast =
          new TorchScriptLlama(
              model.config(),
              model.decoder().weights(),
              Optional.of(model.adapter().orElseThrow().copy(Device.cpu())),
              MatmulPrecision.FLOAT32,
              kernels);
      close(DecodersTest.logits(readable(model)), DecodersTest.logits(fast), EXACT, "logits");
      Map<String, float[]> actual = DecodersTest.gradients(fast, DecodersTest.rows());
      assertEquals(expected.keySet(), actual.keySet());
      expected.forEach((name, g) -> close(g, actual.get(name), 1e-4, name));
    }
  }

  @Test
  @DisplayName("has gradients that equal finite differences, and its frozen weights have none")
  void differences() {
    LanguageModel model =
        adapted(Tiny.model(9), new Lora(2, 3).rslora(true).modulesToSave("embed_tokens"));
    Decoder decoder = model.decoder();
    Map<String, float[]> gradients = DecodersTest.gradients(decoder, DecodersTest.rows());
    int checked = 0;
    for (String name : decoder.trainable().names()) {
      float[] gradient = gradients.get(name);
      int steepest = 0;
      for (int i = 1; i < gradient.length; i++) {
        steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
      }
      double step = 2e-3;
      double slope = lossMoved(decoder, name, steepest, step);
      slope = (slope - lossMoved(decoder, name, steepest, -step)) / (2 * step);
      assertEquals(slope, gradient[steepest], 0.02 * Math.abs(slope) + 3e-3, name);
      checked++;
    }
    assertEquals(2 * 7 * 2 + 1, checked);
    decoder.weights().forEach((name, array) -> assertFalse(array.hasGradient(), name));
  }

  private static double lossMoved(Decoder decoder, String name, int index, double by) {
    Map<String, HostTensor> original = decoder.trainable().tensors();
    Map<String, HostTensor> moved = decoder.trainable().tensors();
    moved.get(name).values()[index] += (float) by;
    decoder.trainable().set(moved);
    double loss =
        PyTorch.scoped(
            () -> {
              NDArray sums = TokenLogProbs.of(decoder, TokenBatch.of(DecodersTest.rows())).sum();
              float[] all = sums.toFloatArray();
              return -(all[0] + (double) all[1] + all[2]) / 3;
            });
    decoder.trainable().set(original);
    return loss;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  @DisplayName("gives the same merged and unmerged, and answers the same")
  void merged(FamilyCases.Case known) throws IOException {
    LanguageModel base = known.load(temporary.resolve("model"));
    String hash = base.hash();
    LanguageModel model = adapted(base, new Lora(2, 2));
    LanguageModel merged = model.merged();
    close(
        DecodersTest.logits(model.decoder()),
        DecodersTest.logits(merged.decoder()),
        1e-5,
        "logits");
    List<int[]> prompts = List.of(new int[] {1, 3, 11}, new int[] {1, 8, 14, 12, 9, 4});
    GenerationConfig most = GenerationConfig.greedy().maxTokens(14);
    List<int[]> expected = new Generator(readable(model), 4).generate(prompts, most, 0);
    List<int[]> actual = new Generator(model.decoder(), 4).generate(prompts, most, 0);
    for (int row = 0; row < prompts.size(); row++) {
      assertArrayEquals(expected.get(row), actual.get(row));
    }
    assertEquals(hash, base.hash(), "the base stays as it was");
    assertEquals(hash, model.base().hash());
    assertNotEquals(hash, model.hash());
  }

  @Test
  @DisplayName("drops inputs in training only, and the same ones for the same text and weights")
  void dropout() {
    LanguageModel model = adapted(Tiny.model(11), new Lora(2, 4).dropout(0.5));
    LanguageModel plain = adapted(Tiny.model(11), new Lora(2, 4));
    assertArrayEquals(
        DecodersTest.logits(plain.decoder()), DecodersTest.logits(model.decoder()), "reading");
    double loss = DecodersTest.gradients(model.decoder(), DecodersTest.rows()).get("loss")[0];
    assertNotEquals(
        DecodersTest.gradients(plain.decoder(), DecodersTest.rows()).get("loss")[0], loss);
    assertEquals(loss, DecodersTest.gradients(model.decoder(), DecodersTest.rows()).get("loss")[0]);
    Decoder elsewhere =
        new TorchScriptLlama(
            model.config(),
            model.decoder().weights(),
            model.adapter(),
            MatmulPrecision.FLOAT32,
            new Kernels(false, false, false, MatmulPrecision.FLOAT32, 1 << 20, 128));
    assertTrue(
        Double.isFinite(DecodersTest.gradients(elsewhere, DecodersTest.rows()).get("loss")[0]));
  }

  @Test
  @DisplayName("chooses its modules by name, and patterns give some another rank and alpha")
  void modules() {
    LlamaConfig config = Tiny.config(4, 2, true);
    Lora lora =
        new Lora(4, 8)
            .targets("q_proj", "down_proj")
            .rankPattern(Map.of("layers.1.self_attn.q_proj", 2))
            .alphaPattern(Map.of("down_proj", 3.0));
    List<LoraModule> modules = LoraModule.of(config, lora);
    assertEquals(
        List.of(
            new LoraModule("model.layers.0.self_attn.q_proj", 16, 16, 4, 2),
            new LoraModule("model.layers.0.mlp.down_proj", 16, 24, 4, 0.75),
            new LoraModule("model.layers.1.self_attn.q_proj", 16, 16, 2, 4),
            new LoraModule("model.layers.1.mlp.down_proj", 16, 24, 4, 0.75)),
        modules);
    assertEquals(14, LoraModule.of(config, new Lora()).size());
    assertEquals(8 / Math.sqrt(4), new Lora(4, 8).rslora(true).scale("any"));
  }

  @Test
  @DisplayName("refuses settings that no adapter can have")
  void refusals() {
    refuses("rank of LoRA must be > 0, got 0", () -> new Lora(0, 1));
    refuses("alpha must be > 0, got NaN", () -> new Lora(1, Double.NaN));
    refuses("probability in [0, 1), got 1.0", () -> new Lora().dropout(1));
    refuses("needs the names", () -> new Lora().targets(List.of()));
    refuses(
        "rank_pattern: the rank of a must be > 0", () -> new Lora().rankPattern(Map.of("a", 0)));
    refuses("not a valid regular expression", () -> new Lora().rankPattern(Map.of("(", 1)));
    LanguageModel model = Tiny.model(2);
    refuses(
        "'query' matches no matrix in a block of this model; use \"all-linear\" or some of [q_proj",
        () -> model.trainee(Optional.of(new Lora().targets("query")), 1));
    refuses(
        "train lm_head as a whole",
        () -> model.trainee(Optional.of(new Lora().targets("lm_head")), 1));
    refuses(
        "name embed_tokens",
        () -> model.trainee(Optional.of(new Lora().modulesToSave("lm_head")), 1));
    refuses(
        "rank 17 for model.layers.0.self_attn.q_proj is larger than its matrix of 16 × 16",
        () -> model.trainee(Optional.of(new Lora(17, 1)), 1));
    LanguageModel adapted = model.trainee(Optional.of(new Lora(2, 2)), 1);
    refuses("merge it first", () -> adapted.trainee(Optional.of(new Lora(4, 2)), 1));
  }

  private static void refuses(String words, org.junit.jupiter.api.function.Executable call) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, call);
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }
}

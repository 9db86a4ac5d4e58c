package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.engine.MatmulPrecision;
import org.attune.model.io.FamilyCases;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The expected numbers are those of the same weights in 32 bits, which is a lossless conversion.
 */
@DisplayName("LoRA over weights held in 16 bits")
final class HalfLoraTest {
  private static final double EXACT = 2e-5;

  @TempDir private Path temporary;

  private static Stream<FamilyCases.Case> halves() {
    return Stream.of("llama-bf16", "llama-f16").map(FamilyCases::named);
  }

  private LanguageModel base(FamilyCases.Case known) throws IOException {
    LanguageModel base = known.load(temporary.resolve("model"));
    assertTrue(base.decoder().weights().areHalves());
    return base;
  }

  private static Decoder readable(LanguageModel model) {
    return new LlamaDecoder(model.config(), model.decoder().weights(), model.adapter());
  }

  /** Returns decoders over the same frozen weights, each with its own copy of the adapter. */
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("halves")
  @DisplayName("changes nothing at the start, in both decoders, bit for bit")
  void start(FamilyCases.Case known) throws IOException {
    LanguageModel base = base(known);
    LanguageModel model = base.trainee(Optional.of(new Lora(3, 6)), 5);
    assertTrue(model.decoder().weights().areHalves(), "the frozen weights stay as they are");
    List<Decoder> plain = decoders(base);
    List<Decoder> adapted = decoders(model);
    for (int i = 0; i < plain.size(); i++) {
      assertArrayEquals(
          DecodersTest.logits(plain.get(i).asAdapted()),
          DecodersTest.logits(adapted.get(i)),
          "decoder " + i);
      assertArrayEquals(
          DecodersTest.logits(plain.get(i)),
          DecodersTest.logits(adapted.get(i)),
          1e-5f, // read by the products of a backward pass by hand
          "decoder " + i + " alone");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("halves")
  @DisplayName("gives the adapter, and it alone, the gradients of the same weights in 32 bits")
  void gradients(FamilyCases.Case known) throws IOException {
    LanguageModel base = base(known);
    for (Lora lora : List.of(new Lora(3, 6), new Lora(2, 4).modulesToSave("embed_tokens"))) {
      LanguageModel narrow = LoraTest.adapted(base, lora);
      LanguageModel wide = LoraTest.adapted(base.on(Device.cpu()), lora);
      assertEquals(wide.hash(), narrow.hash());
      Map<String, float[]> expected = DecodersTest.gradients(readable(wide), DecodersTest.rows());
      for (Decoder decoder : decoders(narrow)) {
        close(DecodersTest.logits(readable(wide)), DecodersTest.logits(decoder), EXACT, "logits");
        Map<String, float[]> actual = DecodersTest.gradients(decoder, DecodersTest.rows());
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, gradient) -> close(gradient, actual.get(name), 1e-4, name));
        decoder.weights().forEach((name, array) -> assertFalse(array.hasGradient(), name));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("halves")
  @DisplayName("answers the same as in 32 bits, merged or not")
  void answers(FamilyCases.Case known) throws IOException {
    LanguageModel base = base(known);
    LanguageModel narrow = LoraTest.adapted(base, new Lora(2, 4));
    LanguageModel wide = LoraTest.adapted(base.on(Device.cpu()), new Lora(2, 4));
    assertEquals(wide.merged().hash(), narrow.merged().hash());
    List<int[]> prompts = List.of(new int[] {1, 3, 11}, new int[] {1, 8, 14, 12, 9, 4});
    GenerationConfig most = GenerationConfig.greedy().maxTokens(14);
    List<int[]> expected = new Generator(readable(wide), 4).generate(prompts, most, 0);
    for (Decoder decoder : List.of(readable(narrow), narrow.decoder(), narrow.sampling())) {
      List<int[]> actual = new Generator(decoder, 4).generate(prompts, most, 0);
      for (int row = 0; row < prompts.size(); row++) {
        assertArrayEquals(expected.get(row), actual.get(row));
      }
    }
  }
}

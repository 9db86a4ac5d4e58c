package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.io.FamilyCases;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Tokens that a model is given")
final class AddedTokensTest {
  private static final String EMBEDDING = "model.embed_tokens.weight";

  private static Map<String, List<String>> described() {
    Map<String, List<String>> described = new LinkedHashMap<>();
    described.put("<low>", List.of("a b", "a"));
    described.put("<high>", List.of("c d"));
    return described;
  }

  /** As a layout writes it: in data the same letters stay text. */
  private static int[] marked(LanguageModel model, String text) {
    return model.tokenizer().encode(model.tokenizer().marked(text));
  }

  private static float[] row(LanguageModel model, String name, int id) {
    HostTensor tensor = model.decoder().weights().tensors().get(name);
    int width = model.config().width();
    return java.util.Arrays.copyOfRange(tensor.values(), id * width, (id + 1) * width);
  }

  @Test
  @DisplayName("are one id each, after all others, and stay out of decoded text")
  void ids() {
    LanguageModel before = Tiny.model(3);
    LanguageModel after = AddedTokens.to(before, described());
    int first = Tiny.vocabulary();
    assertEquals(first + 2, after.config().vocabulary());
    assertArrayEquals(new int[] {first}, marked(after, "<low>"));
    assertArrayEquals(
        new int[] {Tiny.id("Assistant:"), first + 1, Tiny.id("k")},
        marked(after, "Assistant:<high> k"));
    assertEquals("k", after.tokenizer().decode(new int[] {first + 1, Tiny.id("k")}).strip());
    assertSame(after, AddedTokens.to(after, described()), "none is added twice");
    assertTrue(after.tokenizer().sharesFirst(before.tokenizer(), first));
  }

  static Stream<FamilyCases.Case> families() {
    return FamilyCases.plain();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  @DisplayName("leave a model in its family, and it reads texts without them as before")
  void families(FamilyCases.Case known, @TempDir Path folder) throws IOException {
    LanguageModel before = known.load(folder.resolve("model"));
    LanguageModel after = AddedTokens.to(before, described());
    assertEquals(before.config().architecture(), after.config().architecture());
    assertEquals(before.config().ends(), after.config().ends());
    assertArrayEquals(states(before), states(after));
  }

  private static float[] states(LanguageModel model) {
    long[] ids = {1, 5, 9, 7};
    return PyTorch.scoped(
        () ->
            model
                .decoder()
                .hidden(model.decoder().weights().manager().create(ids, new Shape(1, ids.length)))
                .toFloatArray());
  }

  @Test
  @DisplayName("lie around the mean of what describes them, apart by a fixed part of a length")
  void embeddings() {
    for (boolean tied : new boolean[] {true, false}) {
      LanguageModel before = Tiny.model(Tiny.config(4, 2, tied), 3);
      LanguageModel after = AddedTokens.to(before, described());
      for (String name : tied ? List.of(EMBEDDING) : List.of(EMBEDDING, "lm_head.weight")) {
        assertArrayEquals(row(before, name, 9), row(after, name, 9), "old rows stay");
        float[] low = row(after, name, Tiny.vocabulary());
        float[] high = row(after, name, Tiny.vocabulary() + 1);
        float[] a = row(before, name, Tiny.id("a"));
        float[] b = row(before, name, Tiny.id("b"));
        float[] c = row(before, name, Tiny.id("c"));
        float[] d = row(before, name, Tiny.id("d"));
        double along = 0;
        double apart = 0;
        for (int i = 0; i < low.length; i++) {
          double text = (2 * a[i] + b[i]) / 3;
          double other = (c[i] + d[i]) / 2;
          assertEquals((text + other) / 2, (low[i] + high[i]) / 2, 1e-5, "the common mean");
          along += (low[i] - high[i]) * (text - other);
          apart += Math.pow((low[i] - high[i]) / 2, 2);
        }
        assertTrue(along > 0, "on the side of its own text");
        assertEquals(0.3 * typical(before, name), Math.sqrt(apart), 1e-4);
      }
    }
  }

  private static double typical(LanguageModel model, String name) {
    double sum = 0;
    for (int id = 0; id < Tiny.vocabulary(); id++) {
      double square = 0;
      for (float value : row(model, name, id)) {
        square += value * value;
      }
      sum += Math.sqrt(square);
    }
    return sum / Tiny.vocabulary();
  }

  @Test
  @DisplayName("are saved and loaded with the model")
  void saved(@TempDir Path folder) {
    LanguageModel after = AddedTokens.to(Tiny.model(3), described());
    HuggingFaceFolder.save(after, folder.resolve("model"), DType.F32);
    LanguageModel loaded = HuggingFaceFolder.load(folder.resolve("model"), PyTorch.device());
    assertEquals(after.hash(), loaded.hash());
    assertArrayEquals(marked(after, "a <low>"), marked(loaded, "a <low>"));
  }

  @Test
  @DisplayName("need a text")
  void refused() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> AddedTokens.to(Tiny.model(3), Map.of("<x>", List.of(" "))));
    assertTrue(refused.getMessage().contains("<x>"), refused.getMessage());
  }
}

package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.Policy;
import org.attune.data.chat.ChatTemplate;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of each family are written and read again; {@link FamilyCases} has their shapes. */
@DisplayName("A model that was written as a GGUF file")
final class GgufModelTest {
  /** What a file rounds to 32 bits, such as the base of rotary positions, shows here at most. */
  private static final double EXACT = 1e-5;

  /** llama.cpp runs GELU with its tanh approximation in these. */
  private static final Set<String> NEAR = Set.of("gpt_neox-sequential");

  @TempDir private Path folder;

  static Stream<FamilyCases.Case> cases() {
    return FamilyCases.all().filter(known -> !GgufVariantsTest.REFUSED.contains(known.name()));
  }

  private static double[] logProbs(LanguageModel model, int length) {
    int[] ids = FamilyCases.ids();
    TokenizedExample text =
        new TokenizedExample(new int[] {ids[0]}, Arrays.copyOfRange(ids, 1, length));
    return PyTorch.scoped(
        () -> {
          float[] found =
              TokenLogProbs.of(model.decoder(), TokenBatch.of(List.of(text)))
                  .values()
                  .toFloatArray();
          double[] wide = new double[text.response().length];
          Arrays.setAll(wide, i -> found[i]);
          return wide;
        });
  }

  private Path written(LanguageModel model, GgufType type) {
    Path file = folder.resolve("model.gguf");
    GgufExport.write(model, "model", type, file);
    return file;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("gives the same log-probabilities, as far as llama.cpp can run it")
  void same(FamilyCases.Case known) {
    LanguageModel model = GgufFamiliesTest.tiny(known.config());
    LanguageModel read = HuggingFaceFolder.load(written(model, GgufType.F32), Device.cpu());
    // Sliding windows that llama.cpp ignores shorten the texts instead.
    int length = Math.min(FamilyCases.ids().length, read.config().context());
    double exact = NEAR.contains(known.name()) ? 1e-3 : EXACT;
    assertArrayEquals(logProbs(model, length), logProbs(read, length), exact);
    assertEquals(model.config().tied(), read.config().tied());
    assertEquals(model.config().parameters(), read.config().parameters());
    assertEquals(DType.F32, read.config().stored());
    assertEquals(model.config().bos(), read.config().bos());
    assertEquals(model.config().ends(), read.config().ends());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "F16, 5e-4, llama-plain, mlp.gate_proj",
    "Q8_0, 4e-3, llama-plain, mlp.gate_proj",
    "Q8_0, 1e-2, qwen2_moe-plain, mlp.experts.3.up_proj",
    "Q8_0, 1e-2, mixtral-plain, mlp.experts.2.gate_proj",
    "Q8_0, 1e-2, lfm2-plain, conv.in_proj",
    "Q8_0, 1e-2, mpt-plain, self_attn.k_proj"
  })
  @DisplayName("in 16 or 8 bits is near, and is held in 16 bits")
  void narrow(GgufType type, float near, String family, String matrix) {
    LanguageModel model = GgufFamiliesTest.tiny(family);
    LanguageModel read = HuggingFaceFolder.load(written(model, type), Device.cpu());
    assertEquals(DType.F16, read.config().stored());
    String name = "model.layers.0." + matrix + ".weight";
    float[] before = model.decoder().weights().values(name);
    float[] after = read.decoder().weights().values(name);
    assertArrayEquals(before, after, near);
    assertFalse(Arrays.equals(before, after));
  }

  @Test
  @DisplayName("has the same tokens, chat template and decoding, and is a model folder if saved")
  void tokenizer() throws IOException {
    Path before = Policy.bundled().save(folder.resolve("before"));
    Files.delete(before.resolve("attune.json"));
    String template = "{% for m in messages %}{{ bos_token }}{{ m.content }}{% endfor %}";
    Files.writeString(before.resolve("chat_template.jinja"), template);
    Files.writeString(
        before.resolve("generation_config.json"),
        "{\"do_sample\":true,\"temperature\":0.7,\"top_k\":20,\"top_p\":0.9}");
    Policy own = Policy.load(before);
    Policy read = Policy.load(own.saveGguf(folder.resolve("small.gguf"), "f32"));
    assertEquals("small", read.name());
    assertEquals(own.hash(), read.hash());
    assertEquals(own.decoding(), read.decoding());
    assertEquals(own.layout(), read.layout());
    assertTrue(read.layout().isChat());
    assertEquals(
        template,
        ChatTemplate.sourceIn(read.model().tokenizer().companions().files()).orElseThrow());
    for (String text : List.of("Hello, world!", "  12 34", "na\u00efve \ud83d\ude42\n\n</s>", "")) {
      assertArrayEquals(
          own.model().tokenizer().encode(text), read.model().tokenizer().encode(text), text);
    }
    assertEquals(
        own.model().tokenizer().begin(own.model().config().bos()),
        read.model().tokenizer().begin(read.model().config().bos()));
    Policy again = Policy.load(read.save(folder.resolve("after")));
    assertEquals(own.hash(), again.hash());
    assertEquals(own.decoding(), again.decoding());
    String prompt = "What is rain?";
    assertEquals(own.logProbs(prompt, "Water."), again.logProbs(prompt, "Water."));
  }
}

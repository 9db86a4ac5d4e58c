package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A GGUF file of a variant of a family")
final class GgufVariantsTest {
  /**
   * What llama.cpp would run as another model, or not at all, in the order of {@link FamilyCases}.
   */
  static final List<String> REFUSED =
      List.of(
          "llama-gelu",
          "qwen3-bias",
          "smollm3-list",
          "smollm3-bias",
          "smollm3-sliding",
          "gemma2-caps",
          "gemma2-no-caps",
          "gemma3-4",
          "gemma3-cap-bias",
          "olmo2-mha-bias",
          "olmo3-linear-bias",
          "ernie4_5-bias",
          "hunyuan-bias",
          "exaone4-hybrid",
          "exaone4-rule",
          "arcee-bias",
          "granitemoehybrid-no-positions",
          "gpt_neox-no-bias",
          "gpt2-own-head",
          "opt-plain",
          "opt-no-bias",
          "opt-half",
          "phi-grouped",
          "gemma-bias",
          "starcoder2-no-bias",
          "gpt_neo-plain",
          "gpt_neo-local",
          "gpt_neo-half",
          "gptj-plain",
          "gptj-half",
          "codegen-plain",
          "codegen-half",
          "mpt-scaled",
          "nemotron-bias",
          "cohere-bias",
          "cohere2-list",
          "glm-plain",
          "glm-whole",
          "glm4-plain",
          "glm4-no-bias",
          "falcon-plain",
          "falcon-new",
          "falcon-one-norm",
          "falcon-sequential",
          "olmoe-renormalised",
          "qwen3_moe-tied",
          "qwen2_moe-renormalised",
          "lfm2-bias");

  @TempDir private Path folder;

  private void write(String name) {
    GgufExport.write(
        GgufFamiliesTest.tiny(name), "model", GgufType.Q8_0, folder.resolve(name + ".gguf"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "llama-gelu, has feed-forward layers with GELU",
    "qwen3-bias, has biases of the attention's output",
    "olmo2-mha-bias, has biases of the attention's output",
    "exaone4-hybrid, has no positions in layers where llama.cpp has them",
    "hunyuan-bias, has biases of the attention's output",
    "gemma3-cap-bias, has biases of the attention's output",
    "gemma2-no-caps, does not cap attention scores and logits",
    "gemma3-4, scales attention scores by 0.2500 instead of 0.3536",
    "granitemoehybrid-no-positions, has no positions in layers where llama.cpp has them",
    "gpt_neox-no-bias, has no biases of queries",
    "gpt2-own-head, scales attention scores by 1.0000 instead of 0.7071",
    "phi-grouped, has 4 heads of 16 in a residual stream of another width",
    "gemma-bias, has biases of the attention's output",
    "starcoder2-no-bias, has no biases of queries",
    "smollm3-list, has no positions in layers where llama.cpp has them",
    "opt-plain, models of the type opt",
    "gpt_neo-plain, models of the type gpt_neo",
    "gptj-plain, models of the type gptj",
    "falcon-plain, models of the type falcon",
    "mpt-scaled, scales attention scores by 0.5000 instead of 0.3536",
    "nemotron-bias, has biases of the attention's output",
    "cohere-bias, has biases of the attention's output",
    "cohere2-list, has biases of the attention's output",
    "olmoe-renormalised, has biases of the attention's output",
    "qwen3_moe-tied, has biases of the attention's output",
    "qwen2_moe-renormalised, divides the probabilities of experts by their sum",
    "lfm2-bias, has biases of convolutions",
  })
  @DisplayName("is refused by what differs where llama.cpp would run another one")
  void variants(String name, String words) {
    String said = assertThrows(InvalidInputException.class, () -> write(name)).getMessage();
    assertTrue(said.contains(words), said);
    assertTrue(said.startsWith("config.json: "), said);
    assertTrue(said.contains("be exported to GGUF"), said);
    assertTrue(Files.notExists(folder.resolve(name + ".gguf")));
  }

  @Test
  @DisplayName("is written in every other case")
  void everyShape() throws IOException {
    List<String> refused = new ArrayList<>();
    for (FamilyCases.Case known : FamilyCases.all().toList()) {
      try {
        write(known.name());
      } catch (InvalidInputException said) {
        refused.add(known.name());
      }
    }
    assertEquals(REFUSED, refused);
  }
}

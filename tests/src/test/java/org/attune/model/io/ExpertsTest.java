package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Lora;
import org.attune.model.LoraModule;
import org.attune.model.WeightShapes;
import org.attune.model.family.Families;
import org.attune.model.family.FileNames;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A mixture of experts")
final class ExpertsTest {
  @TempDir private Path temporary;

  private static LlamaConfig config(String name) {
    return ConfigReader.read(FamilyCases.named(name).config(), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "granitemoe-plain",
        "olmoe-plain",
        "qwen3_moe-plain",
        "qwen2_moe-plain",
        "mixtral-plain"
      })
  @DisplayName(
      "is the same with stacked weights, as transformers 5 has them, and saved in one form")
  void stacked(String name) throws IOException {
    LanguageModel usual = FamilyCases.named(name).load(temporary.resolve("usual"));
    LlamaConfig config = usual.config();
    FileNames other =
        Families.named(config.architecture().modelType()).otherNames(config.architecture()).get(0);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    new FusedWeights(config, other, WeightShapes.longs(config))
        .pending(usual.decoder().weights()::values)
        .forEach(
            each -> tensors.put(each.name(), new HostTensor(each.shape(), each.values().get())));
    assertTrue(tensors.keySet().stream().anyMatch(n -> n.endsWith("experts.gate_up_proj")));
    assertTrue(tensors.values().stream().anyMatch(tensor -> tensor.shape().length == 3));
    Path folder = temporary.resolve("stacked");
    FamilyCases.write(folder, FamilyCases.named(name).config(), tensors, DType.F32);
    LanguageModel read = HuggingFaceFolder.load(folder, Device.cpu());
    assertEquals(usual.hash(), read.hash());
    HuggingFaceFolder.save(read, temporary.resolve("saved"));
    assertArrayEquals(names(temporary.resolve("usual")), names(temporary.resolve("saved")));
  }

  private static String[] names(Path folder) {
    return WeightFiles.of(folder).names().stream().sorted().toArray(String[]::new);
  }

  @Test
  @DisplayName("counts all experts among its weights")
  void parameters() {
    LlamaConfig config = config("granitemoe-plain");
    long attention = 2 * 32 * 32 + 2 * 16 * 32;
    long experts = 6 * 32 + 6 * 3 * 16 * 32;
    assertEquals(32 * 32 + 2 * (attention + experts + 2 * 32) + 32, config.parameters());
  }

  @Test
  @DisplayName("is adapted by LoRA in its attention, and in the expert that reads every token")
  void adapted() {
    assertEquals(4 * 2, LoraModule.of(config("olmoe-plain"), new Lora()).size());
    List<String> shared =
        LoraModule.of(config("qwen2_moe-plain"), new Lora()).stream()
            .map(LoraModule::name)
            .filter(name -> name.contains(".mlp."))
            .toList();
    assertEquals(3 * 2, shared.size());
    assertEquals("model.layers.0.mlp.shared_expert.gate_proj", shared.get(0));
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> LoraModule.of(config("olmoe-plain"), new Lora().targets("gate_proj")))
            .getMessage();
    assertTrue(
        said.contains("'gate_proj' matches no matrix in a block of this model, whose"), said);
  }
}

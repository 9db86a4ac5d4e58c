package org.attune.model.io;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.Fuzz;
import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("A damaged model folder is read or refused in one sentence:")
final class FolderFuzzTest {
  private static final LanguageModel MODEL = Tiny.model(7);

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void write() {
    folder = temporary.resolve("model");
    PolicyFolder.save(MODEL, PromptTemplate.PLAIN.withScore(" {score}", 1), folder);
  }

  @Test
  @DisplayName("config.json")
  void config() throws IOException {
    Path file = folder.resolve("config.json");
    Fuzz.damage(file, 11, () -> HuggingFaceFolder.load(folder, Device.cpu()));
  }

  @Test
  @DisplayName("the files beside the tokenizer")
  void companions() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"bos_token\":\"<s>\",\"eos_token\":{\"content\":\"</s>\"},\"add_bos_token\":true,"
            + "\"chat_template\":[{\"name\":\"default\",\"template\":\"{{ bos_token }}\"}]}");
    Files.writeString(folder.resolve("special_tokens_map.json"), "{\"unk_token\":\"<unk>\"}");
    Files.writeString(
        folder.resolve("generation_config.json"), "{\"eos_token_id\":[2,1],\"temperature\":0.7}");
    Fuzz.damageOneOf(
        folder,
        file -> file.getFileName().toString().matches(".*(_config|_map).json"),
        16,
        () -> HuggingFaceFolder.load(folder, Device.cpu()).tokenizer().chatTemplate());
  }

  @Test
  @DisplayName("attune.json")
  void layout() throws IOException {
    Fuzz.damage(folder.resolve("attune.json"), 12, () -> PolicyFolder.layout(folder));
  }

  @Test
  @DisplayName("model.safetensors")
  void weights() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Fuzz.damage(file, 14, () -> SafeTensors.read(file));
  }

  @Test
  @DisplayName("model.safetensors.index.json")
  void index() throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\":{\"model.norm.weight\":\"model.safetensors\"}}");
    Fuzz.damage(index, 15, () -> ShardIndex.shards(index));
  }
}

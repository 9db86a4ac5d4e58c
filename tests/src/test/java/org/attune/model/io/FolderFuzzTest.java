package org.attune.model.io;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Fuzz;
import org.attune.Tiny;
import org.attune.data.chat.ChatMessage;
import org.attune.data.chat.ChatTemplate;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.Tokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"archive.bin", "before-1.6.bin"})
  @DisplayName("pytorch_model.bin")
  void torch(String name) throws IOException {
    Path file = temporary.resolve("pytorch_model.bin");
    try (InputStream in = FolderFuzzTest.class.getResourceAsStream("/torch/" + name)) {
      Files.copy(in, file);
    }
    Fuzz.damage(file, 17, () -> TorchCheckpoint.tensors(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  @DisplayName("a GGUF file with either kind of tokenizer")
  void gguf(String kind) throws IOException {
    Path file = GgufSamples.write(temporary.resolve("a.gguf"), kind, Map.of());
    Fuzz.damage(file, 20, () -> HuggingFaceFolder.load(file, Device.cpu()));
  }

  @Test
  @DisplayName("a GGUF file of experts")
  void experts() throws IOException {
    Path file = GgufKindSamples.experts(temporary.resolve("a.gguf"), Map.of());
    Fuzz.damage(file, 21, () -> HuggingFaceFolder.load(file, Device.cpu()));
  }

  @Test
  @DisplayName("a GGUF file of convolutions")
  void convolutions() throws IOException {
    Path file = GgufKindSamples.convolutions(temporary.resolve("a.gguf"), Map.of());
    Fuzz.damage(file, 22, () -> HuggingFaceFolder.load(file, Device.cpu()));
  }

  @Test
  @DisplayName("vocab.json and merges.txt")
  void bytePairs() throws IOException {
    Path older = Files.createDirectory(temporary.resolve("older"));
    Files.writeString(older.resolve("config.json"), "{\"model_type\":\"gpt2\"}");
    Files.writeString(
        older.resolve("vocab.json"), "{\"a\":0,\"b\":1,\"ab\":2,\"<|endoftext|>\":3}");
    Files.writeString(older.resolve("merges.txt"), "#version: 0.2\na b\n");
    Files.writeString(
        older.resolve("special_tokens_map.json"), "{\"bos_token\":\"<|endoftext|>\"}");
    Fuzz.damageOneOf(
        older, file -> true, 18, () -> Tokenizer.read(older.resolve("tokenizer.json"), 4));
  }

  @Test
  @DisplayName("model.safetensors.index.json")
  void index() throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\":{\"model.norm.weight\":\"model.safetensors\"}}");
    Fuzz.damage(index, 15, () -> ShardIndex.shards(index));
  }

  @Test
  @DisplayName("the weights of two shards")
  void shards() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(MODEL.decoder().weights().tensors());
    String last = tensors.keySet().stream().reduce((a, b) -> b).orElseThrow();
    HostTensor apart = tensors.remove(last);
    SafeTensors.write(folder.resolve("a.safetensors"), tensors, DType.F32);
    SafeTensors.write(folder.resolve("b.safetensors"), Map.of(last, apart), DType.F32);
    Files.delete(folder.resolve("model.safetensors"));
    JsonObject map = new JsonObject();
    tensors.keySet().forEach(name -> map.addProperty(name, "a.safetensors"));
    map.addProperty(last, "b.safetensors");
    JsonObject index = new JsonObject();
    index.add("weight_map", map);
    Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
    Fuzz.damageOneOf(
        folder,
        file -> file.toString().matches(".*(safetensors|index.json)"),
        17,
        () -> HuggingFaceFolder.load(folder, Device.cpu()));
  }

  @Test
  @DisplayName("a chat template, which is rendered")
  void template() throws IOException {
    Path file = folder.resolve("chat_template.jinja");
    Files.writeString(
        file,
        """
        {%- set ns = namespace(n=0) -%}
        {%- macro end(x=2) -%}{{ range(x) | list | length }}{%- endmacro -%}
        {%- for message in messages -%}
        {%- if message['role'] == 'user' and loop.index0 % 2 == 0 -%}
        {{ bos_token + 'User: ' + message.content | trim }}{% set ns.n = ns.n + 1 %}
        {%- elif message['role'] == 'assistant' -%}
        {{ end() }}Assistant:{% generation %}{{ message['content'][0:200] ~ eos_token }}{% endgeneration %}
        {%- else -%}{{ raise_exception('no') }}{%- endif -%}
        {%- endfor -%}
        {%- if add_generation_prompt -%}{{ end() }}Assistant:{%- endif -%}
        """);
    Fuzz.damage(
        file,
        18,
        () -> {
          Tokenizer tokenizer = HuggingFaceFolder.load(folder, Device.cpu()).tokenizer();
          ChatTemplate template = tokenizer.chatTemplate().orElseThrow();
          template.prompt(
              List.of(ChatMessage.user("a"), ChatMessage.assistant("b"), ChatMessage.user("c")));
        });
  }

  @Test
  @DisplayName("an adapter")
  void adapter() throws IOException {
    Path place = temporary.resolve("adapter");
    LanguageModel adapted = MODEL.trainee(Optional.of(new Lora(2, 4)), 5);
    PolicyFolder.saveAdapter(adapted, PromptTemplate.PLAIN, place);
    Fuzz.damageOneOf(
        place,
        file -> file.getFileName().toString().startsWith("adapter_"),
        19,
        () -> PeftFolder.read(place, MODEL));
  }
}

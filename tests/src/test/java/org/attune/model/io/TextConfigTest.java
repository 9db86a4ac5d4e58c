package org.attune.model.io;

import static org.attune.model.io.ModelFolders.json;
import static org.attune.model.io.ModelFolders.load;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.StandardError;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaDecoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code families/images/cases.json} holds folders of models that also read images, as they are
 * published and as transformers saves them, and log π of a text without images.
 */
@DisplayName("Of a model that also reads images")
final class TextConfigTest {
  private static final double EXACT = 1e-4;

  @TempDir private Path temporary;

  static Stream<FamilyCases.Case> images() {
    return FamilyCases.images();
  }

  private static double[] logProbs(Decoder decoder) {
    int[] ids = FamilyCases.ids();
    TokenizedExample text =
        new TokenizedExample(new int[] {ids[0]}, Arrays.copyOfRange(ids, 1, ids.length));
    return PyTorch.scoped(
        () -> {
          float[] found =
              TokenLogProbs.of(decoder, TokenBatch.of(List.of(text))).values().toFloatArray();
          double[] wide = new double[text.response().length];
          Arrays.setAll(wide, i -> found[i]);
          return wide;
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  @DisplayName("the text model is read, with the whole's log-probabilities of a text")
  void text(FamilyCases.Case known) throws IOException {
    LanguageModel model = known.load(temporary.resolve("model"));
    assertArrayEquals(known.logProbs(), logProbs(model.decoder()), EXACT, "fast");
    Decoder readable = new LlamaDecoder(model.config(), model.decoder().weights());
    assertArrayEquals(known.logProbs(), logProbs(readable), EXACT, "readable");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  @DisplayName("a folder of the text model alone is saved")
  void saved(FamilyCases.Case known) throws IOException {
    LanguageModel model = known.load(temporary.resolve("model"));
    HuggingFaceFolder.save(model, temporary.resolve("again"));
    JsonObject config = json(temporary.resolve("again/config.json"));
    String type = model.config().architecture().modelType();
    assertEquals(type, config.get("model_type").getAsString());
    assertFalse(config.toString().contains("vision"), config.toString());
    assertFalse(config.toString().contains("mrope"), config.toString());
    for (String name : SafeTensors.read(temporary.resolve("again/model.safetensors")).keySet()) {
      assertTrue(name.matches("(lm_head|model\\.(layers|embed_tokens|norm))\\..*"), name);
    }
    LanguageModel again = load(temporary.resolve("again"));
    assertEquals(model.hash(), again.hash());
    assertEquals(model.config(), again.config());
  }

  @Test
  @DisplayName("what is left out is said once, and a saved folder has nothing to say")
  void said() throws IOException {
    Path folder = FamilyCases.named("gemma3-published").write(temporary.resolve("model"));
    String words = StandardError.of(() -> load(folder));
    assertTrue(
        words.contains(
            "model: of this gemma3, which also reads images, the text model is read (gemma3_text);"
                + " left out: multi_modal_projector, vision_tower (2 tensors)."),
        words);
    HuggingFaceFolder.save(load(folder), temporary.resolve("again"));
    assertEquals("", StandardError.of(() -> load(temporary.resolve("again"))));
  }

  @Test
  @DisplayName("sizes that a published config.json leaves to transformers are known")
  void missing() throws IOException {
    JsonObject config = FamilyCases.named("gemma3-published").config();
    JsonObject text = config.getAsJsonObject("text_config");
    List.copyOf(text.keySet()).stream()
        .filter(key -> !Set.of("hidden_size", "num_hidden_layers").contains(key))
        .forEach(text::remove);
    var read = ConfigReader.read(config, "config.json");
    assertEquals(262_208, read.vocabulary());
    assertEquals(256, read.headWidth());
    assertEquals(List.of(8, 4), List.of(read.heads(), read.keyValueHeads()));
    assertEquals(131_072, read.context());
    assertEquals(Set.of(2, 7), Set.copyOf(read.ends()));
    assertTrue(read.tied());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gemma3-published|{'odd': 1}|'odd' is 1; the text model is described by 'text_config'",
        "gemma3-published|{'hidden_size': 16}|'hidden_size' is 16; the text model is described by",
        "gemma3-published|{'text_config': {'model_type': 'gemma2'}}|'model_type' is \"gemma2\"; it is"
            + " the type of 'text_config', and of a gemma3 only text models of gemma3_text are",
        "gemma3-published|{'quantization_config': {'bits': 4}}|'quantization_config' is",
        "gemma3-published|{'model_type': 'gemma3n'}|'model_type' is \"gemma3n\"; this model type is"
            + " not supported",
        "smolvlm-published|{'text_config': {'qk_layer_norms': true}}|'qk_layer_norms' is true",
        "qwen3_vl-published|{'text_config': {'odd': 1}}|'odd' is 1; no decoder here knows this key",
      })
  @DisplayName("a folder is refused by the key that no decoder here knows")
  void refused(String name, String keys, String words) {
    JsonObject config = FamilyCases.named(name).config();
    merge(config, JsonParser.parseString(keys).getAsJsonObject());
    String message =
        assertThrows(InvalidInputException.class, () -> ConfigReader.read(config, "config.json"))
            .getMessage();
    assertTrue(message.startsWith("config.json: " + words), message);
  }

  private static void merge(JsonObject into, JsonObject more) {
    more.asMap()
        .forEach(
            (key, value) -> {
              JsonElement old = into.get(key);
              if (value.isJsonObject() && old != null && old.isJsonObject()) {
                merge(old.getAsJsonObject(), value.getAsJsonObject());
              } else {
                into.add(key, value);
              }
            });
  }

  @Test
  @DisplayName("weights that are there under two names are refused")
  void twice() throws IOException {
    Path folder = FamilyCases.named("qwen3_vl-published").write(temporary.resolve("model"));
    Path file = folder.resolve("model.safetensors");
    var all = new java.util.LinkedHashMap<>(SafeTensors.read(file));
    all.put("language_model.model.norm.weight", all.get("model.language_model.norm.weight"));
    SafeTensors.write(file, all, org.attune.engine.DType.F32);
    String message = assertThrows(InvalidInputException.class, () -> load(folder)).getMessage();
    assertTrue(message.contains("'model.norm.weight' are there twice, under two names"), message);
  }
}

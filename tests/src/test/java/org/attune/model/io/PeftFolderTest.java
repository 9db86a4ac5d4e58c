package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.Dataset;
import org.attune.GoldenSuite;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaDecoder;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.reward.RankingLoss;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code adapters/cases.json}, and {@code adapters/renamed.json} for families whose names are not
 * Llama's, and {@code adapters/images.json} for models that also read images, hold adapters of
 * PEFT: the settings as PEFT wrote them, the names and shapes of their tensors, and log π of each
 * token of {@link FamilyCases#ids} but the first, computed by PEFT in 32 bits; the file says by
 * which version. The values follow from the names, see {@link FamilyCases}.
 */
@DisplayName("An adapter of PEFT")
final class PeftFolderTest {
  private static final double EXACT = 1e-4;

  @TempDir private Path temporary;

  private record Case(String name, JsonObject known) {
    @Override
    public String toString() {
      return name;
    }

    LanguageModel base(Path folder) throws IOException {
      return FamilyCases.named(known.get("base").getAsString()).load(folder);
    }

    Path write(Path folder) throws IOException {
      return write(folder, known.getAsJsonObject("config"));
    }

    Path write(Path folder, JsonObject config) throws IOException {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("adapter_config.json"), config.toString());
      Map<String, HostTensor> tensors = new LinkedHashMap<>();
      boolean plusOne = known.get("base").getAsString().matches("(gemma|nemotron).*");
      boolean tied = known.get("base").getAsString().endsWith("tied");
      known
          .getAsJsonObject("tensors")
          .entrySet()
          .forEach(
              entry -> {
                JsonArray shape = entry.getValue().getAsJsonArray();
                long[] sizes = shape.asList().stream().mapToLong(n -> n.getAsLong()).toArray();
                String name = entry.getKey();
                String like = tied ? name.replace("lm_head", "model.embed_tokens") : name;
                tensors.put(name, FamilyCases.weights(like, sizes, plusOne));
              });
      Path file = folder.resolve("adapter_model.safetensors");
      SafeTensors.write(file, tensors, DType.F32);
      return folder;
    }

    double[] logProbs() {
      return GoldenSuite.numbers(known.get("logProbs"));
    }
  }

  private static Stream<Case> all() throws IOException {
    return Stream.of(
            in("/adapters/cases.json"), in("/adapters/renamed.json"), in("/adapters/images.json"))
        .flatMap(cases -> cases);
  }

  private static Stream<Case> in(String resource) throws IOException {
    try (InputStream in = PeftFolderTest.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonObject cases = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("cases");
      return cases.keySet().stream().map(name -> new Case(name, cases.getAsJsonObject(name)));
    }
  }

  private static Stream<Case> readable() throws IOException {
    return all().filter(known -> known.known().has("logProbs"));
  }

  private static Case named(String name) throws IOException {
    return all().filter(known -> known.name().equals(name)).findFirst().orElseThrow();
  }

  private static LanguageModel adapted(LanguageModel base, String name, Path folder) {
    return base.with(name, PeftFolder.read(folder, base.base()));
  }

  private static double[] logProbs(Decoder decoder) {
    int[] ids = FamilyCases.ids();
    TokenizedExample text =
        new TokenizedExample(new int[] {ids[0]}, Arrays.copyOfRange(ids, 1, ids.length));
    return PyTorch.scoped(
        () -> {
          float[] found =
              TokenLogProbs.of(decoder, TokenBatch.of(java.util.List.of(text)))
                  .values()
                  .toFloatArray();
          double[] wide = new double[text.response().length];
          Arrays.setAll(wide, i -> found[i]);
          return wide;
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  @DisplayName("gives PEFT's log-probabilities in both decoders, merged, and after saving")
  void reads(Case known) throws IOException {
    LanguageModel base = known.base(temporary.resolve("base"));
    double[] off = logProbs(base.decoder());
    LanguageModel model = adapted(base, "first", known.write(temporary.resolve("adapter")));
    assertArrayEquals(known.logProbs(), logProbs(model.decoder()), EXACT, "fast");
    Decoder slow =
        new LlamaDecoder(model.config(), model.base().decoder().weights(), model.adapter());
    assertArrayEquals(known.logProbs(), logProbs(slow), EXACT, "readable");
    assertArrayEquals(known.logProbs(), logProbs(model.merged().decoder()), EXACT, "merged");
    assertArrayEquals(off, logProbs(model.base().decoder()), 0, "off");
    PolicyFolder.saveAdapter(model, PromptTemplate.PLAIN, temporary.resolve("saved"));
    LanguageModel again = adapted(base, "again", temporary.resolve("saved"));
    assertArrayEquals(logProbs(model.decoder()), logProbs(again.decoder()), 0, "saved");
    HuggingFaceFolder.save(model, temporary.resolve("whole"));
    LanguageModel whole =
        HuggingFaceFolder.load(temporary.resolve("whole"), model.decoder().weights().device());
    assertArrayEquals(known.logProbs(), logProbs(whole.decoder()), EXACT, "whole");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  @DisplayName("is written under the names that PEFT gave its tensors")
  void names(Case known) throws IOException {
    LanguageModel base = known.base(temporary.resolve("base"));
    LanguageModel model = adapted(base, "first", known.write(temporary.resolve("adapter")));
    PolicyFolder.saveAdapter(model, PromptTemplate.PLAIN, temporary.resolve("saved"));
    Path file = temporary.resolve("saved").resolve("adapter_model.safetensors");
    Set<String> written = new LinkedHashSet<>(known.known().getAsJsonObject("tensors").keySet());
    written.removeIf(name -> name.contains(".vision_model.")); // what reads images is not adapted
    assertEquals(written, SafeTensors.read(file).keySet());
    JsonObject config =
        JsonParser.parseString(
                Files.readString(temporary.resolve("saved").resolve("adapter_config.json")))
            .getAsJsonObject();
    assertEquals(known.known().getAsJsonObject("config").get("r"), config.get("r"));
    assertEquals(
        temporary.resolve("base").toString(), config.get("base_model_name_or_path").getAsString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "dora, 'use_dora' is true",
    "embedding-target, 'target_modules' is",
    "head-target, 'target_modules' is",
    "bias, 'bias' is \"lora_only\"",
    "saved-tied, ensure_weight_tying"
  })
  @DisplayName("that does what is not read here is refused by name")
  void refuses(String name, String words) throws IOException {
    Case known = named(name);
    LanguageModel base = known.base(temporary.resolve("base"));
    Path folder = known.write(temporary.resolve("adapter"));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> adapted(base, "a", folder));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
    assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "init_lora_weights, \"pissa\", changed weights",
    "peft_type, \"IA3\", only LORA",
    "layer_replication, '[[0, 1]]', not read",
    "a_key_of_tomorrow, 7, not read",
    "r, 0, must be > 0",
    "r, 3, have shape",
    "lora_dropout, 1.5, probability",
    "target_modules, [\"q_proj\"], no place",
    "target_modules, [\"experts\"], no such modules",
    "target_modules, \"(\", not a valid regular expression"
  })
  @DisplayName("with a damaged or unknown setting is refused in one sentence")
  void damaged(String key, String value, String words) throws IOException {
    Case known = named("defaults");
    LanguageModel base = known.base(temporary.resolve("base"));
    JsonObject config = known.known().getAsJsonObject("config").deepCopy();
    config.add(key, JsonParser.parseString(value));
    Path folder = known.write(temporary.resolve("adapter"), config);
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> adapted(base, "a", folder));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  @Test
  @DisplayName("may hold a reward model's head, as PEFT keeps that of a sequence classifier")
  void reward() throws IOException {
    Path base = temporary.resolve("base");
    HuggingFaceFolder.save(Tiny.model(1), base, DType.F32);
    Policy policy = Policy.load(base);
    Dataset pairs = Dataset.ofPairs(List.of(new Pair("a", "b c", "d"), new Pair("e", "f", "g h")));
    TrainingConfig config =
        TrainingConfig.small()
            .steps(3)
            .batchSize(2)
            .microBatch(2)
            .learningRate(1e-2)
            .lora(new Lora(2, 4).modulesToSave("embed_tokens"));
    RewardModel model = RewardModel.train(policy, pairs, new RankingLoss(), config);
    Path saved = model.saveAdapter(temporary.resolve("reward"));
    JsonObject json =
        JsonParser.parseString(Files.readString(saved.resolve("adapter_config.json")))
            .getAsJsonObject();
    assertEquals("SEQ_CLS", json.get("task_type").getAsString());
    assertEquals(
        "[\"embed_tokens\",\"classifier\",\"score\"]", json.get("modules_to_save").toString());
    assertTrue(
        SafeTensors.read(saved.resolve("adapter_model.safetensors"))
            .containsKey("base_model.model.score.weight"));
    double score = model.score("a", "b c");
    assertTrue(score != 0);
    assertEquals(score, RewardModel.load(saved).score("a", "b c"));
    assertEquals(score, RewardModel.loadAdapter(policy, saved).score("a", "b c"));
    String refused =
        assertThrows(InvalidInputException.class, () -> policy.loadAdapter(saved)).getMessage();
    assertTrue(refused.contains("the adapter of a reward model"), refused);
    Path other = named("defaults").write(temporary.resolve("other"));
    refused =
        assertThrows(InvalidInputException.class, () -> RewardModel.loadAdapter(policy, other))
            .getMessage();
    assertTrue(refused.contains("lacks the head"), refused);
  }

  @Test
  @DisplayName("is one of several, of which one is in use")
  void several() throws IOException {
    Case first = named("defaults");
    LanguageModel base = first.base(temporary.resolve("base"));
    LanguageModel both =
        adapted(
            adapted(base, "first", first.write(temporary.resolve("first"))),
            "second",
            named("patterns").write(temporary.resolve("second")));
    assertEquals(List.of("first", "second"), both.adapters());
    assertArrayEquals(named("patterns").logProbs(), logProbs(both.decoder()), EXACT);
    LanguageModel other = both.adapter("first");
    assertArrayEquals(first.logProbs(), logProbs(other.decoder()), EXACT);
    assertEquals(other.hash(), other.merged().unmerged().hash());
    assertEquals(Optional.empty(), other.merged().adapter());
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> both.adapter("third"));
    assertTrue(refused.getMessage().contains("[first, second]"), refused.getMessage());
  }
}

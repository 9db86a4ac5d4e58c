package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.data.Pair;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.model.family.Architecture;
import org.attune.reward.RankingLoss;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other programs open what is saved here: transformers, PEFT and, if it is installed, llama.cpp.
 *
 * <p>They are no part of the build. {@code python3 -m venv peers && peers/bin/pip install
 * transformers peft torch llama-cpp-python} installs them, and {@code ./mvnw test -pl kit,tests
 * -Dtest=PeersTest -Dsurefire.failIfNoSpecifiedTests=false -Dattune.peers=peers/bin/python} writes
 * a folder of each family and runs {@code open_saved.py}, which opens them.
 */
@DisplayName("Other programs")
@EnabledIfSystemProperty(named = "attune.peers", matches = ".+")
final class PeersTest {
  private static final TrainingConfig PLAN =
      TrainingConfig.small().steps(2).batchSize(2).microBatch(2).learningRate(1e-2).heldOut(0);

  private static final Dataset PAIRS =
      Dataset.ofPairs(List.of(new Pair("a", "b c", "d"), new Pair("e", "f", "g h")));

  @TempDir private Path temporary;

  private final JsonArray cases = new JsonArray();

  @Test
  @DisplayName("compute the same with saved folders, adapters and GGUF files")
  void open() throws IOException, InterruptedException {
    for (FamilyCases.Case known : FamilyCases.plain().toList()) {
      family(known);
    }
    for (String name :
        List.of(
            "llama-plain",
            "gpt_neox-plain",
            "gpt2-plain",
            "opt-plain",
            "phi-plain",
            "gemma-plain",
            "stablelm-parallel",
            "starcoder2-plain",
            "gpt_neo-plain",
            "bloom-plain",
            "gptj-plain",
            "mpt-plain",
            "nemotron-plain",
            "glm-plain",
            "glm4-plain",
            "falcon-plain",
            "mixtral-plain",
            "qwen2_moe-plain",
            "qwen3_moe-plain")) {
      reward(name);
    }
    for (String type : List.of("f32", "f16", "q8_0")) {
      Path file = Policy.bundled().saveGguf(temporary.resolve("bundled-" + type + ".gguf"), type);
      add("gguf", file, scored(Policy.bundled().model(), bundledIds()));
    }
    FamilyCases.all().forEach(known -> gguf(known.name(), GgufType.F32));
    FamilyCases.plain()
        .forEach(known -> List.of(GgufType.F16, GgufType.Q8_0).forEach(t -> gguf(known.name(), t)));
    Path expected = temporary.resolve("expected.json");
    Files.writeString(expected, cases.toString());
    Path script = temporary.resolve("open_saved.py");
    try (var in = PeersTest.class.getResourceAsStream("open_saved.py")) {
      Files.copy(in, script);
    }
    Process process =
        new ProcessBuilder(
                System.getProperty("attune.peers"), script.toString(), expected.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(said);
    assertEquals(0, process.waitFor(), said);
  }

  /** Adds a file of a family's tiny model, unless llama.cpp cannot run it or not on this text. */
  private void gguf(String name, GgufType type) {
    LanguageModel model = GgufFamiliesTest.tiny(name);
    Path file = temporary.resolve(name + "-" + type.name().toLowerCase(Locale.ROOT) + ".gguf");
    try {
      GgufExport.write(model, name, type, file);
    } catch (InvalidInputException refused) {
      System.out.println("refused " + refused.getMessage());
      return;
    }
    int[] ids = bundledIds();
    if (ids.length <= window(model.config().architecture())) {
      add(type == GgufType.Q8_0 ? "quantised" : "gguf", file, scored(model, ids));
    }
  }

  /** Returns how long a text may be because llama.cpp knows no windows but Gemma's. */
  private static int window(Architecture architecture) {
    return architecture.modelType().startsWith("gemma")
        ? Integer.MAX_VALUE
        : architecture.windows().stream()
            .filter(window -> window > 0)
            .min(Integer::compare)
            .orElse(Integer.MAX_VALUE);
  }

  private static int[] bundledIds() {
    TokenizedExample text =
        new PromptEncoder(Policy.bundled().model(), Policy.bundled().layout())
            .example("How do I start brewing tea?", "Warm the pot and wait a while.", 0);
    return IntStream.concat(IntStream.of(text.prompt()), IntStream.of(text.response())).toArray();
  }

  private void family(FamilyCases.Case known) throws IOException {
    Path folder = temporary.resolve(known.name());
    Policy start = Policy.load(known.write(folder.resolve("base")));
    AlignmentResult run =
        PAIRS.humanLabels().align(Align.dpo().config(PLAN.lora(new Lora(2, 4))), start);
    Policy policy = run.policy();
    JsonObject text = new JsonObject();
    text.addProperty("text", "a b c");
    text.add(
        "textIds",
        numbers(
            IntStream.of(policy.model().tokenizer().encode("a b c")).asDoubleStream().toArray()));
    JsonObject scores = scored(policy.model(), FamilyCases.ids());
    scores.add("tokenizer", text);
    scores.addProperty("eos", policy.model().config().eos());
    add("folder", policy.save(folder.resolve("policy")), scores);
    JsonObject adapted = scored(policy.model(), FamilyCases.ids());
    adapted.addProperty("base", folder.resolve("base").toString());
    add("adapter", policy.saveAdapter(folder.resolve("adapter")), adapted);
  }

  private void reward(String name) throws IOException {
    Path base = FamilyCases.named(name).write(temporary.resolve(name + "-reward-base"));
    Policy start = Policy.load(base);
    RewardModel reward = RewardModel.train(start, PAIRS, new RankingLoss(), PLAN);
    TokenizedExample text = new PromptEncoder(start.model(), start.layout()).example("a", "b c", 0);
    JsonObject known = new JsonObject();
    known.add(
        "ids",
        numbers(
            IntStream.concat(IntStream.of(text.prompt()), IntStream.of(text.response()))
                .asDoubleStream()
                .toArray()));
    known.addProperty("score", reward.score("a", "b c"));
    add("reward", reward.save(temporary.resolve(name + "-reward")), known);
  }

  /** Returns ids and log π of each but the first. */
  private static JsonObject scored(LanguageModel model, int[] ids) {
    int[] rest = IntStream.of(ids).skip(1).toArray();
    TokenizedExample text = new TokenizedExample(new int[] {ids[0]}, rest);
    float[] values =
        PyTorch.scoped(
            () ->
                TokenLogProbs.of(model.decoder(), TokenBatch.of(List.of(text)))
                    .values()
                    .toFloatArray());
    JsonObject known = new JsonObject();
    known.add("ids", numbers(IntStream.of(ids).asDoubleStream().toArray()));
    known.add(
        "logProbs", numbers(IntStream.range(0, rest.length).mapToDouble(i -> values[i]).toArray()));
    return known;
  }

  private static JsonArray numbers(double[] values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  private void add(String kind, Path place, JsonObject known) {
    known.addProperty("kind", kind);
    known.addProperty("place", place.toString());
    cases.add(known);
  }
}

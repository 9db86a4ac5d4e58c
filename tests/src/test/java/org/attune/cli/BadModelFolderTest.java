package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.io.SafeTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged model folders are refused in one sentence that names the file and the trouble. */
class BadModelFolderTest {
  private static final String WEIGHTS = "model.safetensors";
  private static final String QUERY = "model.layers.0.self_attn.q_proj.weight";

  @TempDir static Path shared;
  @TempDir Path scratch;

  /** Damages a copy of a good folder. */
  interface Damage {
    void to(Path folder) throws IOException;
  }

  @BeforeAll
  static void writeGoodModel() {
    Fixture.model(shared);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"configs", "tokenizers", "weights"})
  void isRefused(String what, Damage damage, String[] words) throws IOException {
    Path folder = Fixture.copy(shared.resolve("tiny"), scratch.resolve("damaged"));
    damage.to(folder);
    Path out = scratch.resolve("out");
    Cli.run("ask hello --model", folder, "--out", out).refused(words);
    Cli.run("train --reward length --data", Fixture.pairs(scratch), "--model", folder, "--out", out)
        .refused(words);
    assertFalse(Files.exists(out), "an output folder was made");
  }

  static Stream<Arguments> configs() {
    return Stream.of(
        bad("no config", folder -> Files.delete(folder.resolve("config.json")), "config.json"),
        bad("config is no JSON", text("config.json", "{ not json"), "config.json", "JSON"),
        bad("config is a list", text("config.json", "[]"), "config.json", "JSON"),
        bad("model type", config("'llama'", "'mamba'"), "config.json", "mamba"),
        bad("no width", config("'hidden_size'", "'hidden'"), "config.json", "hidden_size"),
        bad("width is a word", config("'hidden_size': 16", "'hidden_size': 'x'"), "hidden_size"),
        bad("width is broken", config("'hidden_size': 16", "'hidden_size': 16.5"), "16.5"),
        bad("heads", BadModelFolderTest::uneven, "config.json", "multiple"),
        bad("no heads", config("'num_attention_heads': 2", "'num_attention_heads': 0"), "config"),
        bad(
            "keys",
            config("'num_key_value_heads': 1", "'num_key_value_heads': 4"),
            "config.json",
            "num_key_value_heads"),
        bad("odd head", config("'head_dim': 8", "'head_dim': 7"), "config.json", "head_dim", "7"),
        bad(
            "rope scaling",
            config("'hidden_act'", "'rope_scaling': {'type': 'yarn'}, 'hidden_act'"),
            "rope_scaling",
            "yarn"),
        bad("biases", config("'attention_bias': false", "'attention_bias': true"), "q_proj.bias"),
        bad("activation", config("'silu'", "'relu6'"), "config.json", "relu6"),
        bad("end of text", config("'eos_token_id': 1", "'eos_token_id': 9999"), "9999"),
        bad("epsilon is a word", config("1.0E-5", "'small'"), "config.json"));
  }

  static Stream<Arguments> tokenizers() {
    return Stream.of(
        bad("no tokenizer", folder -> Files.delete(folder.resolve("tokenizer.json")), "tokenizer"),
        bad("tokenizer is no JSON", text("tokenizer.json", "{\"model\": "), "tokenizer.json"),
        bad("tokenizer is empty", text("tokenizer.json", ""), "tokenizer.json"),
        bad("tokenizer has no model", text("tokenizer.json", "{}"), "tokenizer.json"),
        bad(
            "tokenizer of a larger model",
            config("'vocab_size': 1152", "'vocab_size': 1000"),
            "tokenizer.json",
            "1151",
            "1000"),
        bad("layout is no JSON", text("attune.json", "[1"), "attune.json"),
        bad("layout without a hole", text("attune.json", "{\"template\":\"x\"}"), "attune.json"));
  }

  static Stream<Arguments> weights() {
    return Stream.of(
        bad("no weights", folder -> Files.delete(folder.resolve(WEIGHTS)), WEIGHTS),
        bad("empty weights", text(WEIGHTS, ""), WEIGHTS, "0 bytes"),
        bad("cut weights", BadModelFolderTest::cut, WEIGHTS, "cut short"),
        bad("missing tensor", tensors(all -> all.remove(QUERY)), "damaged", QUERY),
        bad("wrong shape", tensors(BadModelFolderTest::reshape), "damaged", QUERY, "[8, 32]"),
        bad("integers", header("F32", "I64"), WEIGHTS, "I64"),
        bad("header is no JSON", header("{\"", "?\""), WEIGHTS, "header"),
        bad("entry without shape", header("\"shape\"", "\"shade\""), WEIGHTS, "damaged"),
        bad("absurd header", BadModelFolderTest::inflate, WEIGHTS, "header"),
        bad("missing shard", BadModelFolderTest::shard, "part-2.safetensors"),
        bad("index without a map", BadModelFolderTest::mapless, "weight_map"));
  }

  private static Arguments bad(String what, Damage damage, String... words) {
    return arguments(what, damage, words);
  }

  private static Damage text(String file, String text) {
    return folder -> Files.writeString(folder.resolve(file), text);
  }

  /** Replaces words, in which an apostrophe stands for a quotation mark. */
  private static Damage config(String from, String to) {
    return folder -> replace(folder.resolve("config.json"), from, to);
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    String changed = text.replace(from.replace('\'', '"'), to.replace('\'', '"'));
    assertFalse(changed.equals(text), () -> from + " is not in " + text);
    Files.writeString(file, changed);
  }

  private static Damage header(String from, String to) {
    return folder -> {
      byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int at = text.indexOf(from);
      byte[] word = to.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(word, 0, bytes, at, word.length);
      Files.write(folder.resolve(WEIGHTS), bytes);
    };
  }

  /** Changes the tensors by name. */
  interface Change {
    void to(Map<String, HostTensor> tensors);
  }

  private static Damage tensors(Change change) {
    return folder -> {
      Map<String, HostTensor> all = new LinkedHashMap<>(SafeTensors.read(folder.resolve(WEIGHTS)));
      change.to(all);
      SafeTensors.write(folder.resolve(WEIGHTS), all, DType.F32);
    };
  }

  private static void reshape(Map<String, HostTensor> tensors) {
    tensors.put(QUERY, new HostTensor(new long[] {8, 32}, tensors.get(QUERY).values()));
  }

  private static void uneven(Path folder) throws IOException {
    config("'num_attention_heads': 2", "'num_attention_heads': 3").to(folder);
    config("'head_dim': 8,", "").to(folder);
  }

  private static void cut(Path folder) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(WEIGHTS).toFile(), "rw")) {
      file.setLength(file.length() - 100);
    }
  }

  private static void inflate(Path folder) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(WEIGHTS).toFile(), "rw")) {
      file.writeLong(-1);
    }
  }

  private static void shard(Path folder) throws IOException {
    Files.move(folder.resolve(WEIGHTS), folder.resolve("part-1.safetensors"));
    Fixture.lines(
        folder,
        "model.safetensors.index.json",
        "{'weight_map': {'a': 'part-1.safetensors', 'b': 'part-2.safetensors'}}");
  }

  private static void mapless(Path folder) throws IOException {
    Files.delete(folder.resolve(WEIGHTS));
    Fixture.lines(folder, "model.safetensors.index.json", "{'weight_map': 3}");
  }
}

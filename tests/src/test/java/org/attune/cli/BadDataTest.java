package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that cannot be read as data are refused in one sentence with file and line. */
class BadDataTest {
  private static final String GOOD = "{'prompt':'a','chosen':'b','rejected':'c'}";

  @TempDir Path scratch;

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isRefused(String what, String[] lines, String[] words) {
    Path file = Fixture.lines(scratch, "data.jsonl", lines);
    Path out = scratch.resolve("out");
    Cli.run("label --reward length --data", file, "--out", out).refused(words);
    assertFalse(Files.exists(out), "an output folder was made");
  }

  static Stream<Arguments> files() {
    String at = "data.jsonl, line 2";
    return Stream.of(
        bad("truncated", new String[] {GOOD, "{'prompt':'a','chosen':'b"}, at),
        bad("wrong type", new String[] {GOOD, "{'prompt':7,'chosen':'b','rejected':'c'}"}, at),
        bad("no object", new String[] {GOOD, "[1, 2]"}, at),
        bad("two objects", new String[] {GOOD, GOOD + GOOD}, at),
        bad("other kind", new String[] {GOOD, "{'prompt':'a','response':'b'}"}, at),
        bad("unknown columns", new String[] {"{'ask':'a','answer':'b'}"}, "line 1", "ask"),
        bad("empty file", new String[] {""}, "data.jsonl", "empty"),
        bad("NaN score", ranking("NaN, 1"), "line 1", "NaN"),
        bad("infinite score", ranking("Infinity, 1"), "line 1", "Infinity"),
        bad("huge score", ranking("1e999, 1"), "line 1"),
        bad("too few scores", ranking("1"), "line 1"),
        bad("score is a word", ranking("'good', 1"), "line 1"),
        bad("prompts only", new String[] {"{'prompt':'a'}"}, "prompts"));
  }

  private static String[] ranking(String scores) {
    return new String[] {"{'prompt':'a','responses':['b','c'],'scores':[" + scores + "]}"};
  }

  private static Arguments bad(String what, String[] lines, String... words) {
    return arguments(what, lines, words);
  }

  @Test
  void filesThatAreNone() throws IOException {
    Path missing = scratch.resolve("missing.jsonl");
    Cli.run("label --data", missing).refused("missing.jsonl");
    Cli.run("label --data", scratch).refused(scratch.toString(), "directory");
    Path zipped = scratch.resolve("data.jsonl.gz");
    Files.write(zipped, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2});
    Cli.run("label --data", zipped).refused("data.jsonl.gz");
    Path latin = scratch.resolve("latin.jsonl");
    Files.write(latin, new byte[] {'{', '"', 'p', (byte) 0xE9, '"', '}', '\n'});
    Cli.run("label --data", latin).refused("latin.jsonl, line 1");
  }

  @Test
  void nothingButBadLines() {
    Path file = Fixture.lines(scratch, "data.jsonl", "{", "[");
    Cli.run("label --skip-bad-lines --data", file).refused("data.jsonl", "2 were bad");
  }

  @Test
  void theOptionIsNamedInTheLibrarysPlace() {
    Path file = Fixture.lines(scratch, "data.jsonl", GOOD, "{");
    Cli.run("label --data", file).refused("--skip-bad-lines");
  }

  @Test
  void rowsThatATaskCannotUse() {
    Path model = Fixture.model(scratch);
    Path prompts = Fixture.lines(scratch, "prompts.jsonl", "{'prompt':'a'}", "{'prompt':'b'}");
    Path out = scratch.resolve("new/out");
    Cli.run("train --reward length --data", prompts, "--model", model, "--out", out)
        .refused("prompts");
    Path told = Fixture.lines(scratch, "told.jsonl", "{'prompt':'a','response':'b'}");
    Cli.run("train --method rwr --data", told, "--model", model, "--out", out)
        .refused("reward model", "demonstrations");
    Cli.run("reward --data", told, "--test", told, "--model", model, "--out", out)
        .refused("demonstrations");
    Cli.run("reward --data", Fixture.lines(scratch, "one.jsonl", GOOD), "--model", model)
        .refused("prompt");
    Cli.run(
            "train --method fa --threshold 99 --reward length --data",
            Fixture.pairs(scratch),
            "--model",
            model,
            "--out",
            out)
        .refused("FA", "48");
    assertFalse(Files.exists(out.getParent()), "an output folder was made");
  }
}

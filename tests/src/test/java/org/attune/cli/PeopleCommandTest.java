package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("attune people")
class PeopleCommandTest {
  @TempDir Path scratch;

  private Path answers(String name) {
    return Fixture.lines(
        scratch,
        name + ".jsonl",
        "{'prompt': 'a', 'response': '" + name + "'}",
        "{'prompt': 'b', 'response': '" + name + "'}");
  }

  @Test
  @DisplayName("writes a page and reads the votes of several people")
  void both() throws IOException {
    Path one = answers("one");
    Path two = answers("two");
    Path out = scratch.resolve("page");
    Cli.run("people --prompts", one, "--answers", one, "--answers", two, "--out", out).done();
    Path key = out.resolve("key.json");
    assertTrue(Files.readString(out.resolve("judge.html")).contains("attune-votes"));
    String run =
        JsonParser.parseString(Files.readString(key)).getAsJsonObject().get("run").getAsString();
    String form = "{'format': 'attune-votes', 'run': '%s', 'rater': '%s', 'votes': {'1': %s}}";
    Path ann = Fixture.lines(scratch, "ann.json", form.formatted(run, "Ann", "[1, 2]"));
    Path bea = Fixture.lines(scratch, "bea.json", form.formatted(run, "Bea", "[1, 1]"));
    String said =
        Cli.run("people --key", key, "--votes", ann, "--votes", bea, "--out", scratch.resolve("v"))
            .done()
            .out();
    assertTrue(said.contains("Ann, Bea") && said.contains("0.0 % equal, 100.0 % not"), said);
    Cli.run("people", "--key", key.toString()).refused("--votes");
    // Before any prompt is read, so before any policy answers.
    Cli.run("people", "--model", "start", "--prompts", "nowhere.jsonl")
        .refused("2 to 9 systems", "got 1");
    Cli.run("people --key", key, "--votes", ann, "--votes", ann).refused("Ann");
  }
}

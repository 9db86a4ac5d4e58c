package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("attune report")
final class ReportCommandTest {
  @TempDir private Path scratch;

  private Path run(String name, double reward, String answer, String loss) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve(name));
    Files.writeString(
        folder.resolve("evaluation.csv"),
        "policy,decoding,metric,value,low,high\nDPO,greedy,reward,"
            + reward
            + ",0,2\nstart,greedy,reward,0.5,0.4,0.6\n");
    Files.writeString(
        folder.resolve("answers-greedy.csv"),
        "prompt,policy,answer,reward\nHow?,DPO,\"" + answer + "\",1\n");
    Files.writeString(folder.resolve("history.csv"), "step,loss\n1,2.0\n2," + loss + "\n");
    Files.writeString(
        folder.resolve("provenance.txt"), "command: attune compare\nseed: " + name + "\n");
    return folder;
  }

  @Test
  @DisplayName("joins tables, marks changed answers, and says which facts differ")
  void compares() throws IOException {
    Path out = scratch.resolve("out");
    Cli.run(
            "report --compare",
            run("monday", 1.0, "Mix the flour.", "1.5"),
            run("friday", 1.25, "Mix the dough.", "1.25"),
            "--out",
            out)
        .done();
    Table joined = Table.read().csv(out.resolve("evaluation.csv").toFile());
    assertEquals(0.25, joined.doubleColumn("value, change").get(0), 1e-12);
    assertEquals("reward", joined.stringColumn("metric").get(1), "what is equal stands once");
    assertEquals(6, joined.columnNames().indexOf("low, monday"), joined.columnNames()::toString);
    Table facts = Table.read().csv(out.resolve("facts.csv").toFile());
    assertEquals("seed", facts.getString(0, 0));
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(
        page.contains("<span class=\"attune-mark\"") && page.contains("dough."),
        "the changed word is marked");
    assertTrue(page.contains("<svg") && page.contains("attune report --compare"), "chart, command");
    assertTrue(Files.size(out.resolve("history.svg")) > 0);
  }

  @Test
  @DisplayName("refuses folders without results, and one folder alone")
  void refuses() throws IOException {
    Path one = run("one", 1, "a", "1");
    Cli.run("report --compare", one).refused("2 folders");
    Cli.run("report --compare", one, scratch.resolve("none"))
        .refused("the results folder does not exist");
    Cli.run("report --compare", one, one.resolve("../one")).refused("twice");
    Path empty = Files.createDirectories(scratch.resolve("empty"));
    Cli.run("report --compare", one, empty).refused("no tables");
    Path other = Files.createDirectories(scratch.resolve("other"));
    Files.writeString(other.resolve("labels.csv"), "a,b\n1,2\n");
    Cli.run("report --compare", one, other).refused("share no table");
  }
}

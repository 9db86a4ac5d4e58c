package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("attune compare")
class CompareCommandTest {
  @TempDir Path scratch;

  @Test
  @DisplayName("puts the named methods, SFT and best-of-n into one table")
  void named() throws IOException {
    Path out = scratch.resolve("out");
    String said =
        Cli.run(
                "compare --methods dpo,pro-sp,raft --best-of 2 --limit 24 --steps 4 --prompts 4"
                    + " --sampled-prompts 4 --max-tokens 8 --seeds 2 --out",
                out)
            .done()
            .out();
    Table table = Table.read().csv(out.resolve("compare.csv").toFile());
    assertEquals(
        Set.of("start", "SFT", "DPO", "PRO SP", "RAFT", "best of 2"),
        Set.copyOf(table.stringColumn("policy").asList()));
    assertTrue(said.contains("PRO SP"), said);
    for (String file :
        List.of(
            "compare.md",
            "reward.png",
            "report.html",
            "training-SFT.png",
            "training-PRO-SP.png",
            "training-PRO-SP.svg",
            "training-RAFT.png")) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    Table costs = Table.read().csv(out.resolve("costs.csv").toFile());
    assertEquals(
        List.of("SFT", "DPO", "PRO SP", "RAFT"), costs.stringColumn("method").asList(), said);
    int raft = costs.stringColumn("method").asList().indexOf("RAFT");
    assertTrue(costs.doubleColumn("sampling s").get(raft) > 0, costs.print());
    assertTrue(said.contains("share of the longest"), said);
    Table history = Table.read().csv(out.resolve("history-PRO-SP.csv").toFile());
    assertTrue(history.columnNames().contains("accuracy"), history.columnNames().toString());
    assertTrue(Files.notExists(out.resolve("checkpoints")));
  }

  @Test
  @DisplayName("trains adapters")
  void adapters() throws IOException {
    Path out = scratch.resolve("out");
    Cli.run(
            "compare --methods dpo --best-of 2 --limit 24 --steps 2 --prompts 4 --max-tokens 8"
                + " --lora-r 2 --lora-alpha 4 --out",
            out)
        .done();
    assertTrue(Files.readString(out.resolve("report.html")).contains("lora=Lora[rank=2, alpha=4"));
  }

  @Test
  @DisplayName("refuses a method that it does not know")
  void unknown() {
    Cli.run("compare --methods dpoo --out", scratch).refused("dpoo", "rrhf-sp");
  }
}

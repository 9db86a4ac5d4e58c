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

@DisplayName("attune bench")
class BenchCommandTest {
  @TempDir private Path scratch;

  @Test
  @DisplayName("prints a table and writes figures that say where they come from")
  void bench() throws IOException {
    Path out = scratch.resolve("out");
    String line = "bench --what train,peak --sizes 0.9M --rounds 1 --threads 1 --device cpu --out";
    String said = Cli.run(line, out).done().out();
    assertTrue(said.contains("train SFT") && said.contains("tokens/s"), said);
    Table table = Table.read().csv(out.resolve("bench.csv").toFile());
    assertEquals(4, table.rowCount(), "two products, SFT and DPO");
    assertTrue(
        table
            .columnNames()
            .containsAll(java.util.List.of("threads", "device", "Java", "PyTorch engine", "date")),
        table.columnNames().toString());
    assertEquals("1", table.column("threads").getString(0));
    assertTrue(Files.size(out.resolve("of-peak.png")) > 0);
    assertTrue(Files.readString(out.resolve("provenance.txt")).contains("products in training"));
  }

  @Test
  @DisplayName("refuses what it does not know, in one sentence")
  void refused() {
    Cli.run("bench", "--what", "speed").refused("'speed'", "train");
    Cli.run("bench", "--sizes", "5M").refused("'5M'", "0.9M");
    Cli.run("bench", "--rounds", "0").refused("--rounds");
    Cli.run("bench", "--threads", "-1").refused("--threads");
    Cli.run("bench", "--batches", "1,x").refused("'x'");
    Cli.run("bench", "--device", "gpu77").refused("gpu77");
    Cli.run("bench", "--device", "fast").refused("'fast'");
  }
}

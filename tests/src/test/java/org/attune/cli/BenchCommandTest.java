package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.WithProperty;
import org.attune.engine.Precision;
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
    boolean units = Precision.hasFastBfloat16(Device.cpu());
    assertEquals(units ? 4 : 3, table.rowCount(), "a product in each precision, SFT and DPO");
    assertEquals(units ? "yes" : "no", table.column("fast bfloat16 units").getString(0));
    assertTrue(
        table
            .columnNames()
            .containsAll(List.of("threads", "device", "Java", "PyTorch engine", "date")),
        table.columnNames().toString());
    assertEquals("1", table.column("threads").getString(0));
    assertTrue(Files.size(out.resolve("of-peak.png")) > 0);
    assertTrue(Files.readString(out.resolve("provenance.txt")).contains("products in training"));
  }

  @Test
  @DisplayName("says which products it leaves out on a processor without units for them")
  void leftOut() throws IOException {
    Path out = scratch.resolve("left-out");
    String line = "bench --what peak --sizes 0.9M --rounds 1 --threads 1 --device cpu --out";
    Cli.Said said = WithProperty.of("attune.bfloat16", "off", () -> Cli.run(line, out)).done();
    assertTrue(said.err().contains("bfloat16 are left out: this processor"), said.err());
    Table table = Table.read().csv(out.resolve("bench.csv").toFile());
    assertEquals(List.of("float32"), table.stringColumn("precision").asList());
    Path later = scratch.resolve("later");
    String again = line.replace("--out", "--against " + out.resolve("bench.csv") + " --out");
    said = WithProperty.of("attune.bfloat16", "off", () -> Cli.run(again, later)).done();
    assertTrue(said.out().contains("above 1 where this bench is faster"), said.out());
    Table ratios = Table.read().csv(later.resolve("against.csv").toFile());
    assertEquals(List.of("matrix product"), ratios.stringColumn("what").asList());
    assertEquals("1", ratios.column("beside product").getString(0).replace(".0", ""));
    Cli.run(again.replace("--threads 1", "--threads 2"), scratch.resolve("other"))
        .refused("threads", "'1'", "'2'");
  }

  @Test
  @DisplayName("refuses what it does not know, in one sentence")
  void refused() {
    Cli.run("bench", "--what", "speed").refused("'speed'", "train");
    Cli.run("bench", "--against", scratch.toString()).refused("bench.csv");
    Cli.run("bench", "--sizes", "5M").refused("'5M'", "0.9M");
    Cli.run("bench", "--rounds", "0").refused("--rounds");
    Cli.run("bench", "--threads", "-1").refused("--threads");
    Cli.run("bench", "--batches", "1,x").refused("'x'");
    Cli.run("bench", "--device", "gpu77").refused("gpu77");
    Cli.run("bench", "--device", "fast").refused("'fast'");
  }
}

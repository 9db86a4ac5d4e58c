package org.attune.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("A bench against an earlier one")
final class BenchComparisonTest {
  private static final Map<String, String> MACHINE =
      Map.of("processor", "a processor", "device", "cpu", "threads", "2");

  @TempDir private Path folder;

  private static TaskMeasurements task(String what, String shape, double... millis) {
    return new TaskMeasurements(
        shape,
        new BenchTask.Event(what, "float32", 16, 64),
        Arrays.stream(millis).mapToObj(ms -> new Measurement(1, 1000, 1e6, ms / 1000)).toList(),
        OptionalLong.empty());
  }

  private Path file(TaskMeasurements... rows) {
    Path file = folder.resolve("bench.csv");
    BenchResults results = new BenchResults(List.of(rows), true);
    MachineInfo.behind(results.table(), MACHINE).write().csv(file.toString());
    return file;
  }

  @Test
  @DisplayName("finds ratios of medians, their spread, and ratios beside the bare product")
  void ratios() {
    Path file = file(task(MatrixPeak.WHAT, "", 8, 8, 8), task("train SFT", "4M", 90, 100, 120));
    BenchResults now =
        new BenchResults(
            List.of(
                task(MatrixPeak.WHAT, "", 10, 10, 10),
                task("train SFT", "4M", 40, 50, 60),
                task("train SFT", "19M", 500, 500, 500)),
            true);
    Table ratios = BenchComparison.read(file, MACHINE).ratios(now);
    assertEquals(2, ratios.rowCount(), "what only one of them has is left out");
    assertEquals(0.8, ratios.doubleColumn("ratio").get(0), 1e-9);
    assertEquals(100.0 / 50, ratios.doubleColumn("ratio").get(1), 1e-9);
    assertEquals(90.0 / 60, ratios.doubleColumn("least").get(1), 1e-9);
    assertEquals(120.0 / 40, ratios.doubleColumn("most").get(1), 1e-9);
    assertEquals(2 / 0.8, ratios.doubleColumn("beside product").get(1), 1e-9);
  }

  @Test
  @DisplayName("refuses another machine's, and what is no bench")
  void refused() throws Exception {
    Path file = file(task("train SFT", "4M", 90));
    Map<String, String> other = Map.of("processor", "another", "device", "cpu", "threads", "2");
    String said =
        assertThrows(InvalidInputException.class, () -> BenchComparison.read(file, other))
            .getMessage();
    assertTrue(said.contains("'a processor'") && said.contains("'another'"), said);
    Files.writeString(file, "what,shape\ntrain SFT,4M\n");
    said =
        assertThrows(InvalidInputException.class, () -> BenchComparison.read(file, MACHINE))
            .getMessage();
    assertTrue(said.contains("no column 'precision'"), said);
  }
}

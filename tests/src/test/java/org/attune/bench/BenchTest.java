package org.attune.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.WeightShapes;
import org.attune.util.InvalidInputException;
import org.attune.util.ResidentMemory;
import org.attune.view.TextTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Says nothing about how fast anything is: that is what the bench itself is for. */
@DisplayName("A bench")
class BenchTest {
  private static final BenchShape TINY = BenchShape.small(64, 16, 32, 2);
  private static final Bench ALL =
      new Bench(
          EnumSet.complementOf(EnumSet.of(BenchTarget.MEMORY)),
          List.of(1, 3),
          true,
          2,
          Device.cpu());

  @Test
  @DisplayName("measures everything, and each figure is a positive number")
  void everything() {
    BenchResults results = Workers.withThreads(1, () -> ALL.run(List.of(TINY)));
    assertTrue(results.complete());
    Table table = results.table();
    assertTrue(
        table
            .stringColumn("what")
            .asList()
            .containsAll(
                List.of(
                    "matrix product",
                    "PyTorch onweight, feed",
                    "train SFT",
                    "train DPO",
                    "passes, reference",
                    "passes, fast",
                    "score log-probs",
                    "score rewards",
                    "generate")),
        table.printAll());
    for (String column : List.of("ms median", "ms least", "GFLOP/s median", "GFLOP/s most")) {
      assertTrue(table.doubleColumn(column).min() > 0, column);
    }
    Table models =
        table.where(
            table
                .stringColumn("shape")
                .isEqualTo("small")
                .andNot(table.stringColumn("what").matchesRegex("(PyTorch|oneDNN) .*")));
    assertEquals(0, models.doubleColumn("tokens/s median").countMissing());
    assertTrue(models.doubleColumn("tokens/s least").min() > 0);
    IntStream.range(0, table.rowCount())
        .forEach(
            row ->
                assertTrue(
                    table.doubleColumn("ms least").get(row)
                            <= table.doubleColumn("ms median").get(row)
                        && table.doubleColumn("ms median").get(row)
                            <= table.doubleColumn("ms most").get(row)));
    assertEquals(List.of(2), table.intColumn("rounds").unique().asList());
    TextTable.text(results.summary())
        .lines()
        .forEach(line -> assertTrue(line.length() <= 100, line));
    assertFalse(TextTable.text(results.summary()).contains("more column"), "all columns fit");
  }

  @Test
  @DisplayName("sets the fast decoder beside the reference by the ratio of their times")
  void ratios() {
    Measurement slow = new Measurement(1, 64, 1e9, 0.3);
    Measurement fast = new Measurement(1, 64, 1e9, 0.1);
    Measurement slower = new Measurement(1, 64, 1e9, 0.5);
    Measurement slowest = new Measurement(1, 64, 1e9, 0.9);
    var peak = java.util.OptionalLong.empty();
    BenchTask.Event reference = new BenchTask.Event(DecoderBenchmarks.REFERENCE, "float32", 2, 32);
    BenchTask.Event other = new BenchTask.Event(DecoderBenchmarks.FAST, "float32", 2, 32);
    BenchTask.Event bare = new BenchTask.Event(MatrixPeak.WHAT, "float32", 1, 32);
    BenchResults results =
        new BenchResults(
            List.of(
                new TaskMeasurements(
                    "",
                    bare,
                    List.of(new Measurement(1, 0, 1e11, 1), new Measurement(1, 0, 4e10, 1)),
                    peak),
                new TaskMeasurements("a", reference, List.of(slower, slow, slowest), peak),
                new TaskMeasurements("a", other, List.of(fast, fast, slow), peak)),
            true);
    // Medians of 0.5 and 0.1 s; in rounds 0.5 / 0.1, 0.3 / 0.1 and 0.9 / 0.3.
    assertEquals(5, results.ratios().doubleColumn("ratio").get(0), 1e-12);
    assertEquals(3, results.ratios().doubleColumn("least").get(0), 1e-12);
    assertEquals(5, results.ratios().doubleColumn("most").get(0), 1e-12);
    // 1e9 operations in 0.1 s are 10 GFLOP/s; the best product of all rounds reached 100.
    assertEquals(0.1, results.ofPeak(results.rows().get(2)).orElseThrow(), 1e-12);
    assertTrue(results.table().doubleColumn("peak MB").isMissing(0), "unknown, not zero");
  }

  @Test
  @DisplayName("that is stopped keeps the rounds that all racers have finished")
  void stop() {
    int[] runs = new int[2];
    BenchTask.Event event = new BenchTask.Event("count", "float32", 1, 1);
    BenchTask first = new BenchTask(event, times -> new Measurement(1, 1, 1, ++runs[0]));
    BenchTask second =
        new BenchTask(
            event,
            times -> {
              if (++runs[1] == 3) {
                Thread.currentThread().interrupt();
              }
              return new Measurement(1, 1, 1, 1);
            });
    AlternatingRuns.Finish finish = new AlternatingRuns(List.of(first, second), part -> {}).run(5);
    assertFalse(finish.complete());
    assertEquals(List.of(2, 2), finish.laps().stream().map(List::size).toList());
    assertFalse(Thread.currentThread().isInterrupted(), "the interruption was heard");
    // The first time of each is for warming up and not among the laps.
    assertEquals(
        List.of(2.0, 3.0), finish.laps().get(0).stream().map(Measurement::seconds).toList());
  }

  @Test
  @DisplayName("that is stopped while a model trains keeps the shapes before it")
  void stoppedTraining() {
    Thread.currentThread().interrupt();
    BenchResults results = ALL.run(List.of(TINY));
    assertFalse(results.complete());
    assertEquals(0, results.table().rowCount());
    LanguageModel model = TINY.model(1, Device.cpu());
    Thread.currentThread().interrupt();
    assertThrows(
        BenchTask.Stopped.class, () -> new StepBenchmarks(TINY, model).sft().laps().run(3));
  }

  @Test
  @DisplayName("goes back to as many threads as before")
  void threads() {
    int before = PyTorch.threads();
    assertEquals(before + 1, Workers.withThreads(before + 1, PyTorch::threads));
    assertEquals(before, PyTorch.threads());
    assertThrows(InvalidInputException.class, () -> Workers.withThreads(0, PyTorch::threads));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4M", "19M", "135M"})
  @DisplayName("has shapes of about as many weights as their names say")
  void shapes(String name) {
    BenchShape shape = BenchShape.of(name);
    double millions = Double.parseDouble(name.replace("M", ""));
    assertEquals(millions, shape.config().parameters() / 1e6, 0.07 * millions);
    long counted = WeightShapes.of(shape.config()).values().stream().mapToLong(s -> s.size()).sum();
    assertEquals(shape.config().parameters(), counted);
  }

  @Test
  @DisplayName("has twice the bundled models' weights for its smallest")
  void bundled() {
    LlamaConfig bundled = Policy.bundled().model().config();
    LlamaConfig smallest = BenchShape.of("0.9M").config();
    assertEquals(2.1, smallest.parameters() / (double) bundled.parameters(), 0.1);
  }

  @Test
  @DisplayName("finds at least what a training step must hold in its process")
  void memory() {
    assumeTrue(
        ResidentMemory.now().isPresent(), "SKIPPED: the system does not tell resident memory");
    Table table = MemoryBenchmark.table(BenchShape.list("0.9M"), 1);
    assertEquals(1, table.rowCount());
    double certain =
        table.doubleColumn("weights").get(0)
            + table.doubleColumn("gradients").get(0)
            + table.doubleColumn("moments").get(0);
    assertTrue(table.doubleColumn("measured").get(0) > certain, table.printAll());
    Thread.currentThread().interrupt();
    assertEquals(0, MemoryBenchmark.table(BenchShape.list("0.9M"), 1).rowCount());
    assertTrue(Thread.interrupted(), "the caller still hears of it");
  }

  /** Measures a clock that takes the square of the length, in place of a training. */
  private static GrowthCurve squares() {
    GrowthCurve.Axis squares =
        new GrowthCurve.Axis(
            "squares", List.of(16, 32, 64), n -> BenchShape.small(64, 16, n, 2), BenchShape::time);
    return GrowthCurve.run(
        List.of(squares),
        1,
        shape ->
            new BenchTask(
                new BenchTask.Event("square", "float32", 2, shape.time()),
                times -> new Measurement(1, 1, 1, (double) shape.time() * shape.time())));
  }

  @Test
  @DisplayName("shows a dash where the processor time was not measured")
  void unmeasured() {
    GrowthCurve growth = squares();
    assertEquals(3, growth.table().doubleColumn("CPU ms median").countMissing());
    Table exponents = growth.exponents();
    assertEquals(1, exponents.doubleColumn("CPU straight R²").countMissing());
    List<String> shown = TextTable.text(exponents).lines().toList();
    assertTrue(shown.get(shown.size() - 1).matches(".*\\d +[–-] +[–-]"), shown::toString);
  }

  @Test
  @DisplayName("finds the exponents of growth, of one round too, and of nothing when stopped")
  void growth() {
    GrowthCurve growth = squares();
    assertEquals(2, growth.exponents().doubleColumn("exponent").get(0), 1e-9);
    assertEquals(1, growth.exponents().doubleColumn("R²").get(0), 1e-9);
    assertEquals(0, growth.exponents().doubleColumn("off line %").countMissing());
    assertTrue(growth.exponents().doubleColumn("straight R²").get(0) < 1);
    assertEquals(3, growth.table().rowCount());
    assertEquals(1, growth.chart().getSeriesMap().size());
    Thread.currentThread().interrupt();
    GrowthCurve stopped = GrowthCurve.run(1, Device.cpu());
    assertFalse(stopped.complete());
    assertEquals(0, stopped.exponents().rowCount());
  }

  @Test
  @DisplayName("names the processor wherever the system does")
  void processor() {
    List<String> x86 =
        List.of("vendor_id\t: Some", "model\t\t: 17", "model name\t: Some CPU @ 2: 4");
    assertEquals("Some CPU @ 2: 4", MachineInfo.processor(x86, Map.of()));
    List<String> arm = List.of("processor\t: 0", "CPU part\t: 0xd0c", "", "Model\t\t: Some Board");
    assertEquals("Some Board", MachineInfo.processor(arm, Map.of()));
    assertEquals("0xd0c", MachineInfo.processor(arm.subList(0, 2), Map.of()));
    Map<String, String> windows = Map.of("PROCESSOR_IDENTIFIER", "Some Family");
    assertEquals("Some Family", MachineInfo.processor(List.of(), windows));
    assertEquals("unknown", MachineInfo.processor(List.of(), Map.of()));
  }

  @Test
  @DisplayName("knows texts of exactly the length it says")
  void words() {
    SyntheticText words = new SyntheticText(64, 7);
    LanguageModel model = TINY.model(1, Device.cpu());
    assertEquals(5, model.tokenizer().encode(words.text(5)).length);
    assertEquals(5, model.tokenizer().encodeResponse(words.text(5)).length);
  }
}

package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.attune.evaluate.Interval;
import org.attune.method.Reduction;
import org.attune.method.Rwr;
import org.attune.sweep.Setting;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("A sweep")
final class SweepTest {
  @TempDir private Path scratch;

  /** The frame without what the clock decides. */
  private static String numbers(SweepResult<?> swept) {
    Table table = swept.table();
    table.removeColumns("seconds");
    return table.printAll();
  }

  private static SweepResult<Rwr> run(Sweep<Rwr> sweep, Runnable aside) {
    return sweep.run(
        KilledSweep.labels(),
        KilledSweep.start(),
        KilledSweep.prompts(),
        KilledSweep.metric(aside));
  }

  @Test
  @DisplayName("names its columns after the withers and tries every combination with every seed")
  void grid() {
    SweepResult<Rwr> swept = run(KilledSweep.sweep(), () -> {});
    Table table = swept.table();
    assertEquals(12, table.rowCount());
    assertEquals(
        List.of(
            "setting",
            "beta",
            "learningRate",
            "seed",
            "k",
            "last loss",
            "steps",
            "seconds",
            "note"),
        table.columnNames());
    assertEquals(List.of(0.5, 0.5, 0.5, 0.5, 1.0), table.doubleColumn("beta").first(5).asList());
    Rwr best = swept.best("k");
    double highest = swept.of(numberOf(swept, best), "k").value();
    for (int setting = 1; setting <= 6; setting++) {
      assertTrue(swept.of(setting, "k").value() <= highest);
    }
    assertEquals(2, swept.of(1, "k").seeds());
    assertTrue(swept.finished());
  }

  private static int numberOf(SweepResult<Rwr> swept, Rwr method) {
    return KilledSweep.sweep().settings().stream()
        .filter(setting -> setting.method().equals(method))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @Test
  @DisplayName("gives the same numbers one by one and side by side")
  void lanes() {
    assertEquals(
        numbers(run(KilledSweep.sweep().sideBySide(1), () -> {})),
        numbers(run(KilledSweep.sweep().sideBySide(3), () -> {})));
  }

  @Test
  @DisplayName("that is interrupted returns what is done, and goes on from there")
  void interrupted() {
    Sweep<Rwr> kept = KilledSweep.sweep(scratch).sideBySide(1);
    Thread caller = Thread.currentThread();
    AtomicInteger before = new AtomicInteger();
    SweepResult<Rwr> part =
        run(
            kept,
            () -> {
              if (before.incrementAndGet() == 5) {
                caller.interrupt();
              }
            });
    assertFalse(part.finished());
    assertTrue(part.table().rowCount() < 12, () -> part.table().print());
    int done = part.table().rowCount();
    AtomicInteger after = new AtomicInteger();
    SweepResult<Rwr> whole = run(kept, after::incrementAndGet);
    assertTrue(whole.finished());
    assertEquals(1 + 12 - done, after.get(), "the start and what was not done yet are measured");
    assertEquals(numbers(run(KilledSweep.sweep(), () -> {})), numbers(whole));
  }

  @Test
  @DisplayName("that is killed goes on with what it had, and ends with the same numbers")
  void killed() throws IOException, InterruptedException {
    Path output = scratch.resolve("output.txt");
    Path folder = scratch.resolve("trials");
    Process child = Child.start(KilledSweep.class, output, List.of(), folder.toString());
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (files(folder) < 3) {
      assertTrue(child.isAlive() && System.nanoTime() < latest, "the child must get that far");
      Thread.sleep(5);
    }
    child.destroyForcibly().waitFor();
    long kept = files(folder);
    AtomicInteger measured = new AtomicInteger();
    SweepResult<Rwr> whole = run(KilledSweep.sweep(folder), measured::incrementAndGet);
    assertEquals(1 + 12 - kept, measured.get());
    assertEquals(numbers(run(KilledSweep.sweep(), () -> {})), numbers(whole));
  }

  private static long files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  @Test
  @DisplayName("draws settings from ranges, the same ones for a seed, and more when asked for more")
  void random() {
    Sweep<Rwr> sweep =
        Sweep.of(KilledSweep.rwr())
            .vary(Rwr::beta, Sweep.logUniform(0.1, 10))
            .vary(Rwr::steps, Sweep.whole(5, 9))
            .vary(Rwr::reduction, List.of(Reduction.values()));
    List<Rwr> few = sweep.random(5, 3).settings().stream().map(Setting::method).toList();
    List<Rwr> many = sweep.random(200, 3).settings().stream().map(Setting::method).toList();
    assertEquals(few, many.subList(0, 5));
    assertTrue(many.stream().allMatch(rwr -> rwr.beta() >= 0.1 && rwr.beta() <= 10));
    long low = many.stream().filter(rwr -> rwr.beta() < 1).count();
    assertTrue(low > 70 && low < 130, "half lie below the geometric middle: " + low);
    assertEquals(5, many.stream().map(rwr -> rwr.config().steps()).distinct().count());
    assertThrows(InvalidInputException.class, sweep::settings, "a range has no grid");
  }

  @Test
  @DisplayName("notes a run whose loss is not a number and goes on")
  void diverged() {
    SweepResult<Rwr> swept = run(Sweep.of(KilledSweep.rwr()).vary(Rwr::beta, 1e-3, 1), () -> {});
    assertTrue(swept.finished());
    assertTrue(swept.table().stringColumn("note").get(0).contains("became"), swept.table().print());
    assertEquals("", swept.table().stringColumn("note").get(1));
    assertEquals(1.0, swept.best("k").beta());
  }

  @Test
  @DisplayName("refuses what cannot be meant in one sentence")
  void refused() {
    assertThrows(
        InvalidInputException.class, () -> Sweep.of(KilledSweep.rwr()).vary(Rwr::beta, 1, 1));
    assertThrows(InvalidInputException.class, () -> KilledSweep.sweep().vary(Rwr::beta, 3, 4));
    assertThrows(InvalidInputException.class, () -> Sweep.logUniform(0, 1));
    assertThrows(InvalidInputException.class, () -> Sweep.uniform(2, 1));
    assertThrows(
        InvalidInputException.class,
        () -> Sweep.of(KilledSweep.rwr()).vary(Rwr::beta, -1, 1).settings());
  }

  @Test
  @DisplayName("compiles in a notebook's shell, where a slip does not")
  void shell() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      eval(shell, "import org.attune.*;");
      eval(shell, "import org.attune.method.*;");
      String sweep =
          "var s = Sweep.of(Align.rwr()).vary(Rwr::beta, 0.5, 1, 5).vary(Rwr::steps, 10, 20)"
              + ".vary(Rwr::learningRate, 1e-4, 3e-4);";
      assertEquals(Snippet.Status.VALID, eval(shell, sweep).status());
      assertEquals(
          "\"Sweep(RWR over [beta, steps, learningRate], 12 settings, 1 seed)\"",
          eval(shell, "s.toString()").value());
      String slip = "Sweep.of(Align.rwr()).vary(Rwr::betta, 0.5, 1)";
      assertEquals(Snippet.Status.REJECTED, eval(shell, slip).status());
      String other = "Sweep.of(Align.rwr()).vary(Fa::threshold, 0.5, 1)";
      assertEquals(Snippet.Status.REJECTED, eval(shell, other).status());
    }
  }

  private static SnippetEvent eval(JShell shell, String code) {
    return shell.eval(code).get(0);
  }

  @Test
  @DisplayName("draws no line before training where the start has no value")
  void undefinedStart() {
    List<Setting<Rwr>> settings = KilledSweep.sweep().settings();
    Interval measured = new Interval(2, 1, 3, 10, 1);
    for (double start : new double[] {0, Double.NaN}) {
      SweepCharts<Rwr> charts =
          new SweepCharts<>(List.of("beta"), settings, "k", setting -> measured, start);
      double lowest = charts.lines("beta").getStyler().getYAxisMin();
      assertEquals(Double.isNaN(start), lowest > 0, "room for a line at " + start);
    }
  }
}

package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.method.Rwr;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("Successive halving")
final class HalvingSweepTest {
  @TempDir private Path scratch;

  private static Sweep<Rwr> sweep() {
    return Sweep.of(KilledSweep.rwr().steps(8))
        .vary(Rwr::beta, 0.5, 1, 5)
        .vary(Rwr::learningRate, 1e-3, 1e-2)
        .seeds(1, 2);
  }

  private static SweepResult<Rwr> run(Sweep<Rwr> search, Runnable aside) {
    return search.run(
        KilledSweep.labels(),
        KilledSweep.start(),
        KilledSweep.prompts(),
        KilledSweep.metric(aside));
  }

  private static void look(String name, BufferedImage image) {
    String folder = System.getProperty("attune.look");
    if (folder != null) {
      AtomicFile.replace(Path.of(folder, name + ".png"), ChartImages.png(image));
    }
  }

  private static String numbers(SweepResult<?> found) {
    List<String> tables = new ArrayList<>();
    for (SweepResult<?> rung : found.rungs()) {
      Table table = rung.table();
      table.removeColumns("seconds");
      tables.add(table.printAll());
    }
    return String.join("\n", tables);
  }

  @Test
  @DisplayName("promotes the best of each rung, and the last rung trains in full")
  void rungs() {
    Sweep<Rwr> search = sweep().successiveHalving(2, 2);
    assertTrue(
        search.toString().contains("6 × 2 steps, 3 × 4 steps, 2 × 8 steps, 40 steps per seed"),
        search::toString);
    SweepResult<Rwr> found = run(search, () -> {});
    assertTrue(found.finished());
    assertEquals(List.of(6, 3, 2), found.rungs().stream().map(r -> r.numbers().size()).toList());
    for (int rung = 1; rung < 3; rung++) {
      SweepResult<Rwr> before = found.rungs().get(rung - 1);
      List<Integer> promoted = found.rungs().get(rung).numbers();
      double worst =
          promoted.stream()
              .mapToDouble(setting -> before.of(setting, "k").value())
              .min()
              .orElseThrow();
      long better =
          before.numbers().stream()
              .filter(setting -> before.of(setting, "k").value() > worst)
              .count();
      assertTrue(better < promoted.size(), "rung " + rung);
    }
    assertEquals(8, found.best("k").config().steps());
    look("halving", ChartImages.image(found.rungChart("k")));
  }

  @Test
  @DisplayName("gives the last rung the numbers of a plain training of those settings")
  void plain() {
    SweepResult<Rwr> found = run(sweep().successiveHalving(2, 2), () -> {});
    SweepResult<Rwr> whole =
        sweep()
            .run(
                KilledSweep.labels(),
                KilledSweep.start(),
                KilledSweep.prompts(),
                KilledSweep.metric(() -> {}));
    assertEquals(2, found.numbers().size());
    for (int setting : found.numbers()) {
      assertEquals(whole.of(setting, "k"), found.of(setting, "k"));
    }
  }

  @Test
  @DisplayName("that is interrupted keeps what is done, and goes on from there")
  void interrupted() {
    Sweep<Rwr> search = sweep().keep(scratch).sideBySide(1).successiveHalving(2, 2);
    Thread caller = Thread.currentThread();
    AtomicInteger before = new AtomicInteger();
    SweepResult<Rwr> part =
        run(
            search,
            () -> {
              if (before.incrementAndGet() == 16) {
                caller.interrupt();
              }
            });
    assertFalse(part.finished());
    int done = part.rungs().stream().mapToInt(rung -> rung.table().rowCount()).sum();
    assertTrue(done < 22, "runs: " + done);
    AtomicInteger after = new AtomicInteger();
    SweepResult<Rwr> whole = run(search, after::incrementAndGet);
    assertEquals(1 + 22 - done, after.get());
    assertEquals(numbers(run(sweep().successiveHalving(2, 2), () -> {})), numbers(whole));
  }

  @Test
  @DisplayName("rejects what cannot be divided before anything is trained")
  void refused() {
    String message =
        assertThrows(
                InvalidInputException.class, () -> run(sweep().successiveHalving(8, 3), () -> {}))
            .getMessage();
    assertTrue(message.contains("8 steps"), message);
    assertThrows(InvalidInputException.class, () -> sweep().successiveHalving(0, 3));
    assertThrows(InvalidInputException.class, () -> sweep().successiveHalving(2, 1));
    Sweep<Rwr> varied =
        Sweep.of(KilledSweep.rwr())
            .vary("steps", (method, value) -> method.steps((int) value), 4, 8);
    assertThrows(InvalidInputException.class, () -> run(varied.successiveHalving(2, 2), () -> {}));
  }
}

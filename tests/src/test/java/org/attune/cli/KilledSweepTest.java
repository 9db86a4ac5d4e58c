package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@Timeout(600)
@DisplayName("A sweep that is killed without warning")
final class KilledSweepTest {
  private static final String LINE =
      "sweep --method rwr --vary beta=0.5,1,2,5 --steps 20 --seeds 2 --prompts 4 --max-tokens 6"
          + " --reward length --keep";

  @TempDir private Path scratch;

  private List<String> words(Path out) {
    List<String> words = new ArrayList<>(List.of(LINE.split(" ", -1)));
    for (Object word :
        List.of(
            scratch.resolve("trials"),
            "--data",
            Fixture.pairs(scratch),
            "--model",
            Fixture.model(scratch),
            "--out",
            out)) {
      words.add(word.toString());
    }
    return words;
  }

  private static String rows(Table table) {
    table.removeColumns("seconds");
    return table.printAll();
  }

  @Test
  @DisplayName("leaves the rows that were done, whole, and goes on to the table of one left alone")
  void killed() throws IOException, InterruptedException {
    Path out = scratch.resolve("killed");
    Path rows = out.resolve("sweep.csv");
    Path output = scratch.resolve("output.txt");
    Process child = Child.start(Attune.class, output, List.of(), words(out).toArray(String[]::new));
    while (child.isAlive() && !Files.exists(rows)) {
      child.waitFor(5, TimeUnit.MILLISECONDS);
    }
    child.destroyForcibly().waitFor();
    assertTrue(Files.exists(rows), () -> output.toString());
    Table part = Table.read().csv(rows.toFile());
    assertTrue(part.rowCount() >= 1 && part.rowCount() < 8, part::printAll);
    assertFalse(Files.exists(out.resolve("report.html")));
    Path again = scratch.resolve("again");
    Cli.run(words(again).toArray(String[]::new)).done();
    Table all = Table.read().csv(again.resolve("sweep.csv").toFile());
    assertEquals(8, all.rowCount());
    String whole = rows(all);
    Files.move(scratch.resolve("trials"), scratch.resolve("other"));
    Path alone = scratch.resolve("alone");
    Cli.run(words(alone).toArray(String[]::new)).done();
    assertEquals(rows(Table.read().csv(alone.resolve("sweep.csv").toFile())), whole);
  }
}

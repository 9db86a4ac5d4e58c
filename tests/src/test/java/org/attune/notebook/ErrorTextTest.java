package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.List;
import org.attune.engine.PyTorchException;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.NonFiniteLossException;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayName("The text of an error")
final class ErrorTextTest {
  @Test
  @DisplayName("has no black or red ink, which dark pages show on dark red; marks stay")
  void ink() {
    List<String> lines =
        List.of("\u001B[1;31mcannot find\u001B[0m", "\u001B[1m\u001B[30mint \u001B[41mx\u001B[0m");
    assertEquals(
        List.of("\u001B[1mcannot find\u001B[0m", "\u001B[1mint \u001B[41mx\u001B[0m"),
        ErrorText.readable(lines));
  }

  private static List<String> shown(Class<?> type, String message) {
    List<StackTraceElement> trace =
        List.of(
            new StackTraceElement("org.attune.train.loop.TrainingLoop", "run", "A.java", 1),
            new StackTraceElement("REPL.$JShell$12", "do_it$", "", 3),
            new StackTraceElement("REPL.$JShell$11", "mine", "", 1),
            new StackTraceElement("jdk.internal.reflect.A", "invoke", "A.java", 1));
    return ErrorText.lines(type.getName(), message, trace);
  }

  @Test
  @DisplayName(
      "is the sentence without the kit's calls, where the user can mend it or asked for it")
  void mendable() {
    for (Class<?> type :
        List.of(
            InvalidInputException.class,
            NonFiniteLossException.class,
            SamplingInterruptedException.class,
            UncheckedIOException.class)) {
      List<String> lines = shown(type, "What happened; what to do.");
      assertEquals(2, lines.size(), lines.toString());
      assertTrue(lines.get(0).endsWith(": What happened; what to do."), lines.get(0));
      assertEquals("    at the cell", lines.get(1));
    }
    String full = "There is not enough memory for this PyTorch operation (8 MiB more); do less.";
    assertEquals(2, shown(PyTorchException.class, full).size(), full);
  }

  @Test
  @DisplayName("has the kit's calls, where it may be an error of the kit")
  void unknown() {
    for (Class<?> type : List.of(PyTorchException.class, IllegalStateException.class)) {
      List<String> lines = shown(type, "shapes (2, 3) and (4) do not match");
      assertEquals(3, lines.size(), lines.toString());
      assertTrue(lines.get(1).contains("TrainingLoop.run"), lines.get(1));
    }
  }

  @Test
  @DisplayName("says where the names of a table's columns are, if one is wrong")
  void column() {
    Table table = Table.create("labels", StringColumn.create("normalised", "a"));
    List<Executable> sought =
        List.of(() -> table.stringColumn("normalized"), () -> table.column("normalized"));
    for (Executable each : sought) {
      String message = assertThrows(RuntimeException.class, each).getMessage();
      String advice = "; columnNames() lists those that the table has.";
      assertEquals(message + advice, ErrorText.advised(message));
    }
    assertEquals("no such thing", ErrorText.advised("no such thing"));
  }
}

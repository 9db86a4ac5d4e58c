package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Written rows")
class JsonLinesWriterTest {
  private static final String ODD = " a \"b\" \\ \n\r\t\u2028 \u0001 é \uD83D\uDE00 {x} <b> ";

  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  private void survives(Example... rows) {
    for (String name : List.of("out.jsonl", "out.jsonl.gz")) {
      Path file = folder.resolve(name);
      JsonLinesWriter.overwrite(file, List.of(rows).iterator());
      assertEquals(List.of(rows), Scratch.read(file, ReadOptions.strict()));
    }
  }

  @Test
  @DisplayName("of every kind come back as they were")
  void roundTrip() {
    survives(new Prompt(ODD), new Prompt("b"));
    survives(new Demonstration(ODD, ODD), new Demonstration("a", ""));
    survives(new Pair(ODD, ODD, "c"), new Pair("a", "", ""));
    survives(new Ranking(ODD, List.of(ODD, "b", ""), List.of(1e-300, -0.1, -0.1)));
  }

  @Test
  @DisplayName("lie one on a line, in the plain columns")
  void layout() throws IOException {
    Path file = folder.resolve("new/folder/out.jsonl");
    JsonLinesWriter.write(
        file,
        List.of(new Ranking("é", List.of("x", "y"), List.of(2.0, 0.5)), new Pair("a", "b", "c"))
            .iterator());
    assertEquals(
        """
        {"prompt":"é","responses":["x","y"],"scores":[2.0,0.5]}
        {"prompt":"a","chosen":"b","rejected":"c"}
        """,
        Files.readString(file));
  }

  @Test
  @DisplayName("as .gz are compressed")
  void gzip() throws IOException {
    Path file = folder.resolve("out.gz");
    JsonLinesWriter.write(file, List.<Example>of(new Prompt("a".repeat(5_000))).iterator());
    assertEquals((byte) 0x1F, Files.readAllBytes(file)[0]);
  }

  @Test
  @DisplayName("never replace a file unasked")
  void keeps() throws IOException {
    Path file = scratch.file("out.jsonl", "mine");
    List<Prompt> rows = List.of(new Prompt("a"));
    assertEquals(
        "out.jsonl already exists and was not overwritten; choose another name or overwrite it"
            + " explicitly.",
        scratch.refusal(() -> JsonLinesWriter.write(file, rows.iterator())));
    assertEquals("mine\n", Files.readString(file));
    JsonLinesWriter.overwrite(file, rows.iterator());
    assertEquals("{\"prompt\":\"a\"}\n", Files.readString(file));
    assertEquals(
        folder + " is a directory; name a file inside it.",
        scratch.refusal(() -> JsonLinesWriter.overwrite(folder, rows.iterator())));
  }

  @Test
  @DisplayName("leave the old file, and no other, when the rows break off")
  void atomic() throws IOException {
    Path file = scratch.file("out.jsonl", "mine");
    Iterator<Example> failing =
        Stream.of(1, 2, 0, 3).map(i -> (Example) new Prompt("a" + 6 / i)).iterator();
    assertThrows(ArithmeticException.class, () -> JsonLinesWriter.overwrite(file, failing));
    assertEquals("mine\n", Files.readString(file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }
}

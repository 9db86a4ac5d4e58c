package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files of rows")
class FilesTest {
  private static final List<Example> AB = List.of(new Prompt("a"), new Prompt("b"));

  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  private Path text(String text) {
    return scratch.bytes("a.jsonl", text.getBytes(StandardCharsets.UTF_8));
  }

  private String refusal(Path file) {
    return scratch.refusal(() -> Scratch.read(file, ReadOptions.strict()));
  }

  @Nested
  @DisplayName("are read")
  class Read {
    @Test
    @DisplayName("with Windows line ends, blank lines, a byte order mark and no last line break")
    void tolerant() {
      Path file = text("\uFEFF{\"prompt\":\"a\"}\r\n\r\n  \n{\"prompt\":\"b\"}");
      assertEquals(AB, Scratch.read(file, ReadOptions.strict()));
    }

    @Test
    @DisplayName("as gzip whatever their name is")
    void gzip() {
      Path file =
          scratch.bytes("a.jsonl", Scratch.zipped("{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}"));
      assertEquals(AB, Scratch.read(file, ReadOptions.strict()));
    }

    @Test
    @DisplayName("one after the other, in the order given")
    void several() {
      Path b = scratch.file("b.jsonl", "{'prompt': 'b'}");
      Path a = scratch.file("a.jsonl", "{'prompt': 'a'}");
      try (RowReader rows = RowReader.open(List.of(a, b), ReadOptions.strict())) {
        assertEquals(AB, rows.stream().toList());
        assertEquals(List.of(a.toString(), b.toString()), rows.origin().files());
      }
    }

    @Test
    @DisplayName("lazily: the rows before a bad line come out before its sentence")
    void lazy() {
      Path file = scratch.file("a.jsonl", "{'prompt': 'a'}", "{'prompt': 'b'}", "bad");
      try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
        assertEquals(new Prompt("a"), rows.next());
        assertEquals(new Prompt("b"), rows.next());
        assertTrue(scratch.refusal(rows::hasNext).startsWith("a.jsonl, line 3: not JSON"));
      }
    }

    @Test
    @DisplayName(
        "without holding more than a line: 20 MB pass through a process with 16 MB of heap")
    void constantMemory() throws IOException, InterruptedException {
      String row = "{\"prompt\":\"" + "x".repeat(80_000) + "\"}\n";
      Path file = scratch.bytes("big.jsonl", Scratch.zipped(row.repeat(250)));
      Path output = folder.resolve("output.txt");
      List<String> heap = List.of("-Xmx16m", "-XX:+UseSerialGC");
      Process child = Child.start(LargeFile.class, output, heap, file.toString());
      boolean ended = child.waitFor(240, TimeUnit.SECONDS);
      child.destroyForcibly();
      String text = Files.readString(output);
      assertTrue(ended && child.exitValue() == 0, text);
      String line = LargeFile.CHARACTERS + 250L * 80_000;
      assertTrue(text.lines().anyMatch(line::equals), text);
    }

    @Test
    @DisplayName("to their end and no further")
    void end() {
      Path file = scratch.file("a.jsonl", "{'prompt': 'a'}");
      try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
        rows.next();
        assertFalse(rows.hasNext());
        assertThrows(NoSuchElementException.class, rows::next);
      }
    }
  }

  @Nested
  @DisplayName("are refused")
  class Refused {
    @Test
    @DisplayName("when absent, naming the folder that was looked in")
    void absent() {
      Path file = folder.resolve("no.jsonl");
      assertEquals(
          "There is no file no.jsonl (looked in " + folder + "); check the path.", refusal(file));
    }

    @Test
    @DisplayName("when a later one is absent, before the first is read")
    void laterAbsent() {
      Path file = scratch.file("a.jsonl", "{'prompt': 'a'}");
      List<Path> both = List.of(file, folder.resolve("no.jsonl"));
      String sentence = scratch.refusal(() -> RowReader.open(both, ReadOptions.strict()));
      assertTrue(sentence.startsWith("There is no file no.jsonl"), sentence);
    }

    @Test
    @DisplayName("when there are none at all")
    void none() {
      assertEquals(
          "There is no file to read; name at least one.",
          scratch.refusal(() -> RowReader.open(List.of(), ReadOptions.strict())));
    }

    @Test
    @DisplayName("when a directory")
    void directory() {
      assertEquals(folder + " is a directory; name the file inside it to read.", refusal(folder));
    }

    @Test
    @DisplayName("when empty, or blank throughout")
    void empty() {
      assertEquals("a.jsonl is empty; it needs at least one row.", refusal(text("")));
      assertEquals("a.jsonl is empty; it needs at least one row.", refusal(text("\n \n")));
    }

    @Test
    @DisplayName("when no line is good, even if bad lines may be skipped")
    void allBad() {
      Path file = text("bad\nworse\n");
      assertEquals(
          "a.jsonl has no good line: 2 were bad, first: a.jsonl, line 1: not JSON at"
              + " column 1, in $, near \"bad\".",
          scratch.refusal(() -> Scratch.read(file, ReadOptions.skippingBadLines())));
    }

    @Test
    @DisplayName("when of another kind than the first file")
    void mixed() {
      Path a = scratch.file("a.jsonl", "{'prompt': 'a', 'response': 'b'}");
      Path b = scratch.file("b.jsonl", "{'prompt': 'a'}");
      String sentence =
          scratch.refusal(
              () -> {
                try (RowReader rows = RowReader.open(List.of(a, b), ReadOptions.strict())) {
                  rows.stream().forEach(row -> assertEquals(RowType.DEMONSTRATIONS, row.kind()));
                }
              });
      assertEquals(
          "b.jsonl, line 1: the columns make a row of prompts (`prompt`), but reading"
              + " demonstrations began at a.jsonl, line 1 (`prompt` and `response`); all rows must"
              + " be of one kind (ReadOptions.skippingBadLines() passes over such lines).",
          sentence);
    }

    @Test
    @DisplayName("when not UTF-8, naming the byte")
    void latin1() {
      byte[] bytes =
          "{\"prompt\":\"a\"}\n{\"prompt\":\"é\"}\n".getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(
          "a.jsonl, line 2: byte 12 of the line (0xE9) is not UTF-8; save the file as UTF-8"
              + " (ReadOptions.skippingBadLines() passes over such lines).",
          refusal(scratch.bytes("a.jsonl", bytes)));
    }

    @Test
    @DisplayName("when UTF-16, saying so")
    void utf16() {
      byte[] bytes = "{\"prompt\":\"a\"}\n".getBytes(StandardCharsets.UTF_16);
      assertEquals(
          "a.jsonl is UTF-16; save it as UTF-8.", refusal(scratch.bytes("a.jsonl", bytes)));
    }

    @Test
    @DisplayName("when the reading is stopped")
    void stopped() {
      Path file = scratch.bytes("a.jsonl", "{\"prompt\":\"a\"}\n".getBytes(StandardCharsets.UTF_8));
      Thread.currentThread().interrupt();
      try {
        assertEquals("Reading a.jsonl was stopped; run it again.", refusal(file));
      } finally {
        assertTrue(Thread.interrupted(), "the stop is kept for who asked for it");
      }
    }

    @Test
    @DisplayName("when gzip that was cut off, even if bad lines may be skipped")
    void truncatedGzip() {
      StringBuilder text = new StringBuilder();
      new java.util.Random(1)
          .ints(2_000)
          .forEach(i -> text.append("{\"prompt\":\"").append(i).append("\"}\n"));
      byte[] whole = Scratch.zipped(text.toString());
      Path file = scratch.bytes("a.gz", Arrays.copyOf(whole, whole.length / 2));
      String sentence = scratch.refusal(() -> Scratch.read(file, ReadOptions.skippingBadLines()));
      assertTrue(
          sentence.matches(
              "a\\.gz, line \\d+: the gzip data is cut off or damaged here;"
                  + " fetch the file again\\."),
          sentence);
      assertEquals(
          "a.gz starts like a gzip file but its header is cut off; fetch it again.",
          refusal(scratch.bytes("a.gz", Arrays.copyOf(whole, 4))));
    }

    @Test
    @DisplayName("when a small file unpacks to a row that no memory should hold")
    void unpacked() {
      byte[] packed = Scratch.zipped("{\"prompt\":\"a\"}\n{\"prompt\":\"" + "b".repeat(64 << 20));
      assertTrue(packed.length < 100_000);
      assertEquals(
          "a.jsonl.gz, line 2: the row is longer than 64 MiB; write one row on each line.",
          refusal(scratch.bytes("a.jsonl.gz", packed)));
    }
  }
}

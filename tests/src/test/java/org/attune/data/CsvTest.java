package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A CSV file")
final class CsvTest {
  @TempDir private Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  private Path csv(String name, String text) {
    return scratch.bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<? extends Example> read(Path file) {
    return Scratch.read(file, ReadOptions.strict());
  }

  private String refusal(String text) {
    return scratch.refusal(() -> read(csv("bad.csv", text)));
  }

  @Test
  @DisplayName("with a header but no rows is told from an empty file")
  void noRows() {
    String none = "; it needs at least one row.";
    assertEquals("bad.csv has a header but no rows" + none, refusal("prompt,chosen,rejected\n"));
    assertEquals("bad.csv is empty" + none, refusal(""));
  }

  @Test
  @DisplayName("says what is no number, and how it would be one")
  void noNumbers() {
    String start = "bad.csv, line 2: $.score: expected a number";
    String words = refusal("prompt,response,score\nHi,Hello,good\n");
    assertTrue(words.startsWith(start + ", found the text \"good\""), words);
    String comma = refusal("prompt;response;score\nHi;Hello;0,5\n");
    assertTrue(comma.startsWith(start + " with a decimal point, found the text \"0,5\""), comma);
  }

  @Test
  @DisplayName("keeps blanks, commas, quotation marks, line breaks and words such as NA")
  void texts() {
    String text =
        """
        prompt,chosen,rejected\r
        "Say ""hi"", please
        now", Hi ,NA\r
        ☕?,"a,b",null\
        """;
    List<Pair> expected =
        List.of(new Pair("Say \"hi\", please\nnow", " Hi ", "NA"), new Pair("☕?", "a,b", "null"));
    assertEquals(expected, read(csv("a.csv", text)));
    assertEquals(expected, read(scratch.bytes("a.csv.gz", Scratch.zipped(text))));
  }

  @Test
  @DisplayName(
      "may have semicolons or tabs, as spreadsheets write them, if its first line has no comma")
  void separators() {
    List<Pair> expected = List.of(new Pair("How, now?", "So; so", "No."));
    assertEquals(
        expected, read(csv("a.csv", "\"prompt\";chosen;rejected\nHow, now?;\"So; so\";No.\n")));
    assertEquals(
        expected, read(csv("b.csv", "prompt\tchosen\trejected\nHow, now?\tSo; so\tNo.\n")));
    assertEquals(
        expected,
        read(csv("c.csv", "prompt,chosen,rejected,\"a;b\"\n\"How, now?\",So; so,No.,\n")));
    assertEquals(List.of(new Prompt("How; now?")), read(csv("d.csv", "prompt\nHow; now?\n")));
  }

  @Test
  @DisplayName("names the file and the line of a byte that is not UTF-8, also in the header")
  void bytes() {
    Path header = scratch.bytes("h.csv", new byte[] {'a', (byte) 0xE3, '\n', 'b', '\n'});
    Path row =
        scratch.bytes("r.csv", "prompt,response\nx,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusal(header).contains("h.csv, line 1: byte 2 of the line (0xE3) is not UTF-8"));
    assertTrue(refusal(row).contains("r.csv, line 2: byte 1 of the line (0xE9) is not UTF-8"));
  }

  private String refusal(Path file) {
    return scratch.refusal(() -> read(file));
  }

  @Test
  @DisplayName("gives numbers in columns of scores and texts elsewhere")
  void numbers() {
    assertEquals(
        List.of(new Ranking("1", List.of("42"), List.of(-1.5))),
        read(csv("a.csv", "prompt,response,score\n1,42,-1.5\n")));
    assertEquals(
        List.of(new Demonstration("1", "42")), read(csv("b.tsv", "prompt\tcompletion\n1\t42\n")));
  }

  @Test
  @DisplayName("holds lists as JSON")
  void lists() {
    String text = "prompt,responses,scores\na,\"[\"\"x\"\",\"\"y\"\"]\",\"[2,1]\"\n";
    assertEquals(
        List.of(new Ranking("a", List.of("x", "y"), List.of(2.0, 1.0))), read(csv("a.csv", text)));
  }

  @Test
  @DisplayName("is refused with its line where records, quotes or columns do not fit")
  void refused() {
    String cells = refusal("prompt,response\na,b\nc,d,e\n");
    assertTrue(cells.contains("bad.csv, line 3: the record has 3 cells"), cells);
    String open = refusal("prompt\n\"a\n");
    assertTrue(open.contains("line 2 is never closed"), open);
    String after = refusal("prompt\n\"a\"b\n");
    assertTrue(after.contains("line 2: more text follows a quoted cell"), after);
    String twice = refusal("prompt,prompt\na,b\n");
    assertTrue(twice.contains("prompt") && twice.contains("appears twice"), twice);
    String missing = refusal("prompt,response\na,\n");
    assertTrue(missing.contains("line 2: $.response is an empty cell"), missing);
  }

  @Test
  @DisplayName("names an empty cell that is needed")
  void emptyCell() {
    String said = refusal("prompt,chosen,rejected\nHi,Ho,\n");
    assertTrue(said.startsWith("bad.csv, line 2: $.rejected is an empty cell; expected a"), said);
  }
}

package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Columns that are not found")
final class MissingColumnsTest {
  private static final String PAIR = "{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\"}\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String refusal(Path file, ReadOptions reading) {
    return assertThrows(InvalidInputException.class, () -> Dataset.load(List.of(file), reading))
        .getMessage();
  }

  @Test
  @DisplayName("though a role was given to them, are named with those that there are")
  void chosen() throws IOException {
    Path csv = file("a.csv", "Frage;Gut;Schlecht\na;b;c\n");
    String said = refusal(csv, ReadOptions.strict().column("prompt", "Fragen"));
    assertEquals(
        csv
            + ", line 2: the row has no \"Fragen\", only Frage, Gut, Schlecht, but"
            + " ReadOptions.column(\"prompt\", \"Fragen\") names it.",
        said);
    Path rated = file("b.csv", "prompt,response,points\na,b,3\n");
    String score = refusal(rated, ReadOptions.strict().column("score", "point"));
    assertTrue(score.contains("no \"point\", only prompt, response, points"), score);
  }

  @Test
  @DisplayName("may be found in later rows, where rows need not have them")
  void optional() throws IOException {
    Path file =
        file("a.jsonl", PAIR + PAIR.replace("\"prompt\"", "\"who\":\"Be kind.\",\"prompt\""));
    ReadOptions reading = ReadOptions.strict().column("system", "who");
    assertEquals(2, Dataset.load(List.of(file), reading).size());
  }

  @Test
  @DisplayName("are named where only their case differs, and no skipping of lines is advised")
  void raised() throws IOException {
    String asked = refusal(file("q.csv", "Question,Reply\na,b\n"), ReadOptions.strict());
    assertTrue(asked.contains("in lower case, so that \"Question\" is not read"), asked);
    String said = refusal(file("a.csv", "Prompt,Chosen,Rejected\na,b,c\n"), ReadOptions.strict());
    assertTrue(said.contains("\"Prompt\", \"Chosen\", \"Rejected\" are not read"), said);
    assertFalse(said.contains("skippingBadLines"), said);
  }

  @Test
  @DisplayName("are found with blanks around their names")
  void blanks() throws IOException {
    Dataset read = Dataset.load(file("a.csv", "prompt , chosen, rejected\n a,b,c\n"));
    assertEquals(RowType.PAIRS, read.kind());
    assertEquals(" a", read.prompts().get(0));
  }

  @Test
  @DisplayName("and have no name, are reported as such")
  void unnamed() throws IOException {
    Dataset read = Dataset.load(file("a.csv", ",prompt,response\n1,a,b\n"));
    assertTrue(
        read.notes().contains("Unused columns: one without a name."), () -> "" + read.notes());
  }
}

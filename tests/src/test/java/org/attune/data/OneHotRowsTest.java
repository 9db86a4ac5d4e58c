package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Two responses with a column for each verdict")
final class OneHotRowsTest extends RowReading {
  private static final String ASKED = "\n\nHuman: Hi\n\nAssistant:";
  private static final Ranking FIRST =
      new Ranking(ASKED, List.of(" Ho", " Ha"), List.of(0.5, -0.5));
  private static final Ranking SECOND =
      new Ranking(ASKED, List.of(" Ha", " Ho"), List.of(0.5, -0.5));
  private static final Ranking TIE = new Ranking(ASKED, List.of(" Ho", " Ha"), List.of(0.0, 0.0));

  private static String row(String texts, int a, int b, int tie) {
    String winners = "'winner_model_a':%d,'winner_model_b':%d,'winner_tie':%d";
    return "{'id':1,'model_a':'m',%s,%s}".formatted(texts, winners.formatted(a, b, tie));
  }

  private static String lists(String prompt, String one, String two) {
    return "'prompt':[%s],'response_a':[%s],'response_b':[%s]".formatted(prompt, one, two);
  }

  @Test
  @DisplayName("are Kaggle's file, whose cells hold the turns as JSON lists")
  void kaggle() {
    String cells = "\"[\"\"Hi\"\"]\",\"[\"\"Ho\"\"]\",\"[\"\"Ha\"\"]\"";
    String text =
        "id,model_a,model_b,prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie\n"
            + "1,m,n,%1$s,1,0,0\n2,m,n,%1$s,0,1,0\n3,m,n,%1$s,0,0,1\n".formatted(cells);
    Path file = scratch.bytes("train.csv", text.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(FIRST, SECOND, TIE), Scratch.read(file, ReadOptions.strict()));
  }

  @Test
  @DisplayName("may be lists as such, and texts that are no lists")
  void otherTexts() {
    reads(SECOND, row(lists("'Hi'", "'Ho'", "'Ha'"), 0, 1, 0));
    reads(
        new Ranking("[\"Hi\" ?", List.of("Ho", "Ha"), List.of(0.0, 0.0)),
        row("'prompt':'[\\'Hi\\' ?','response_a':'Ho','response_b':'Ha'", 0, 0, 1));
  }

  @Test
  @DisplayName("are compared at their last turn where the earlier ones are the same")
  void turns() {
    reads(
        new Ranking(
            ASKED + " Ho\n\nHuman: So?\n\nAssistant:", List.of(" Y", " N"), List.of(0.5, -0.5)),
        row(lists("'Hi','So?'", "'Ho','N'", "'Ho','Y'"), 0, 1, 0));
    String said =
        scratch.refusal(
            () -> scratch.row(row(lists("'Hi','So?'", "'Ho','N'", "'Ha','Y'"), 0, 1, 0)));
    assertTrue(said.contains("response_a and response_b do not share their prompt"), said);
    said = scratch.refusal(() -> scratch.row(row(lists("'Hi','So?'", "'Ho'", "'Ha'"), 0, 1, 0)));
    assertTrue(said.contains("$.prompt holds 2 turns, but response_a holds 1"), said);
    said = scratch.refusal(() -> scratch.row(row(lists("'Hi'", "null", "'Ha'"), 0, 1, 0)));
    assertTrue(said.contains("$.response_a[0] is null, so that no response was given"), said);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "1, 1, 0, 2", "1, 0, 1, 2"})
  @DisplayName("are refused unless one verdict holds")
  void verdicts(int a, int b, int tie, int held) {
    String said = scratch.refusal(() -> scratch.row(row(lists("'Hi'", "'Ho'", "'Ha'"), a, b, tie)));
    String sentence = "%d of the columns winner_model_a, winner_model_b, winner_tie hold a 1;";
    assertTrue(said.contains(sentence.formatted(held)), said);
  }
}

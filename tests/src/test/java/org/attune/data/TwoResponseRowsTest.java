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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Two responses and which is preferred")
final class TwoResponseRowsTest extends RowReading {
  private static Ranking better(String prompt, String chosen, String rejected) {
    return new Ranking(prompt, List.of(chosen, rejected), List.of(0.5, -0.5));
  }

  private static String turn(String role, String text) {
    return "{'role':'" + role + "','content':'" + text + "'}";
  }

  @ParameterizedTest
  @CsvSource({
    "response_a, response_b, preference, 'a', 'B'",
    "response_A, response_B, preferred, 'A', 'b'",
    "output_1, output_2, preference, 1, 2",
    "output_1, output_2, winner, 1.0, 2.0",
    "response_0, response_1, better_response_id, 0, 1",
    "answer_a, answer_b, winner, 'model_a', 'model_b'",
    "completion_1, completion_2, preferred, 'completion_1', 'completion_2'",
    "response_a, response_b, winner, 'Response A', 'Option B'",
    "response1, response2, preference, 'response1', 2"
  })
  @DisplayName("become a ranking, whichever way the column says it")
  void forms(String one, String two, String column, String first, String second) {
    String row = "{'prompt': 'Hi', '%s': 'Ho', '%s': 'Ha', '%s': %s}";
    reads(better("Hi", "Ho", "Ha"), row.formatted(one, two, column, quoted(first)));
    reads(better("Hi", "Ha", "Ho"), row.formatted(one, two, column, quoted(second)));
  }

  private static String quoted(String value) {
    return value.matches("[0-9.]+") ? value : "'" + value + "'";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tie", "Tie", "tie (bothbad)", "both_bad", "neither", "tie (inconsistent)"})
  @DisplayName("may tie")
  void ties(String word) {
    reads(
        new Ranking("Hi", List.of("Ho", "Ha"), List.of(0.0, 0.0)),
        "{'prompt':'Hi','response_a':'Ho','response_b':'Ha','winner':'" + word + "'}");
  }

  @Test
  @DisplayName("of Chatbot Arena are two conversations with one beginning")
  void arena() {
    String row =
        "{'model_a':'m','model_b':'n','winner':'model_b','conversation_a':[%1$s,%2$s],"
            + "'conversation_b':[%1$s,%3$s],'language':'English'}";
    reads(
        better("\n\nHuman: Hi\n\nAssistant:", " Ha", " Ho"),
        row.formatted(turn("user", "Hi"), turn("assistant", "Ho"), turn("assistant", "Ha")));
  }

  @Test
  @DisplayName("of PKU-SafeRLHF name the better one; verdicts by safety are left out and named")
  void safety() {
    String row =
        "{'prompt':'Hi','response_0':'Ho','response_1':'Ha','is_response_0_safe':true,"
            + "'is_response_1_safe':false,'better_response_id':1,'safer_response_id':0}";
    Path file = scratch.file("a.jsonl", row);
    try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
      assertEquals(List.of(better("Hi", "Ha", "Ho")), rows.stream().toList());
      assertEquals(
          List.of("is_response_0_safe", "is_response_1_safe", "safer_response_id"),
          rows.origin().ignoredColumns());
    }
    ReadOptions safer = ReadOptions.strict().column("preferred", "safer_response_id");
    assertEquals(List.of(better("Hi", "Ho", "Ha")), Scratch.read(file, safer));
  }

  @Test
  @DisplayName("are refused where the scores say the opposite of the column")
  void contradiction() {
    String row =
        "{'prompt':'Hi','response_a':'Ho','response_b':'Ha','winner':'a','score_a':%s,'score_b':2}";
    reads(better("Hi", "Ho", "Ha"), row.formatted("3"));
    String said = scratch.refusal(() -> scratch.row(row.formatted("1")));
    assertTrue(
        said.contains(
            "$.winner prefers the response that has the lower score (score_a is 1.0, score_b is"),
        said);
  }

  @Test
  @DisplayName("may have scores instead")
  void scores() {
    reads(
        new Ranking("Hi", List.of("Ha", "Ho"), List.of(0.7, 0.2)),
        "{'question':'Hi','answer_0':'Ho','score_0':0.2,'answer_1':'Ha','score_1':0.7}");
  }

  @ParameterizedTest
  @CsvSource({
    "response_a, response_b, 1, a or b",
    "response_a, response_b, 'c', a or b",
    "response_1, response_2, 'llama_2', 1 or 2"
  })
  @DisplayName("are refused where the column says something else")
  void refused(String one, String two, String value, String expected) {
    String row = "{'prompt': 'Hi', '%s': 'Ho', '%s': 'Ha', 'preferred': %s}";
    String said = scratch.refusal(() -> scratch.row(row.formatted(one, two, quoted(value))));
    assertTrue(
        said.contains("$.preferred: expected " + expected + " for the first or the second"), said);
  }

  @ParameterizedTest
  @CsvSource({
    "response_1, response_2, 0, 1 or 2",
    "response_0, response_1, 2, 0 or 1",
    "response_0, response_1, -1, 0 or 1",
  })
  @DisplayName("are refused as a file where a verdict counts from another number")
  void miscounted(String one, String two, String strange, String expected) {
    String row = "{'prompt': 'Hi', '%s': 'Ho', '%s': 'Ha', 'preference': %s}";
    Path file =
        scratch.file("a.jsonl", row.formatted(one, two, 1), row.formatted(one, two, strange));
    for (ReadOptions reading : List.of(ReadOptions.strict(), ReadOptions.skippingBadLines())) {
      assertEquals(
          "a.jsonl, line 2: $.preference is "
              + strange
              + ", but the responses are "
              + one
              + " and "
              + two
              + ", so that nothing says which one a number means; write "
              + expected
              + " for the first or the second response, or tie.",
          scratch.refusal(() -> Scratch.read(file, reading)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "response_a, response_b, response_c",
    "answer_0, answer_1, answer_2",
    "output_1, output_2, output_3",
    "response1, response2, response3"
  })
  @DisplayName("are refused beside a third")
  void third(String one, String two, String three) {
    String row = "{'prompt':'Hi','%s':'Ho','%s':'Ha','%s':%s,'winner':'tie'}";
    String said = scratch.refusal(() -> scratch.row(row.formatted(one, two, three, "'He'")));
    String sentence = "line 1: %s stands beside %s and %s, but only two responses are compared in";
    assertTrue(said.contains(sentence.formatted(three, one, two)), said);
    Ranking tie = new Ranking("Hi", List.of("Ho", "Ha"), List.of(0.0, 0.0));
    reads(tie, row.formatted(one, two, three, "null"));
    Path file = scratch.file("a.jsonl", row.formatted(one, two, three, "'He'"));
    assertEquals(List.of(tie), Scratch.read(file, ReadOptions.strict().ignoring(three)));
  }

  @Test
  @DisplayName("are refused where nothing says which is preferred, unless prompts are wanted")
  void withoutVerdict() {
    String row = "{'prompt':'Hi','response_a':'Ho','response_b':'Ha','choice':'a'}";
    String said = scratch.refusal(() -> scratch.row(row));
    assertTrue(
        said.contains(
            "line 1: nothing says which of response_a and response_b is preferred; name the column"
                + " with ReadOptions.column(\"preferred\", …), or drop both responses"),
        said);
    Path file = scratch.file("a.jsonl", row);
    assertEquals(
        List.of(better("Hi", "Ho", "Ha")),
        Scratch.read(file, ReadOptions.strict().column("preferred", "choice")));
    assertEquals(
        List.of(new Prompt("Hi")), Scratch.read(file, ReadOptions.strict().as(RowType.PROMPTS)));
  }

  @Test
  @DisplayName("are refused by their names where their dialogues differ before the last reply")
  void differentDialogues() {
    String row =
        "{'winner':'model_a','conversation_a':[%1$s,%2$s,%1$s,%2$s],"
            + "'conversation_b':[%1$s,%3$s,%1$s,%2$s]}";
    String said =
        scratch.refusal(
            () ->
                scratch.row(
                    row.formatted(
                        turn("user", "Hi"), turn("assistant", "Ho"), turn("assistant", "Ha"))));
    assertTrue(
        said.contains("line 1: conversation_a and conversation_b do not share their prompt: "),
        said);
    assertTrue(said.contains("leave out the row, or cut both to their first replies"), said);
  }

  @Test
  @DisplayName("are a pair where the options say which is chosen")
  void named() {
    Path file =
        scratch.file("a.jsonl", "{'prompt':'Hi','response_a':'Ho','response_b':'Ha','winner':'b'}");
    ReadOptions first = ReadOptions.strict().column("chosen", "response_a");
    assertEquals(
        List.of(new Pair("Hi", "Ho", "Ha")),
        Scratch.read(file, first.column("rejected", "response_b").ignoring("winner")));
    String said = scratch.refusal(() -> Scratch.read(file, first.column("rejected", "response_b")));
    assertTrue(said.contains("the column \"winner\" is not used"), said);
  }

  @Test
  @DisplayName("are refused where pandas wrote their messages into a CSV file")
  void pandas() {
    String said =
        scratch.refusal(
            () -> Scratch.read(folder.resolve(python("Ho", "Ha")), ReadOptions.strict()));
    assertTrue(said.contains("line 2: $.conversation_a \"[{'role': 'user'"), said);
    assertTrue(said.contains("holds messages as Python prints them; write them as JSON"), said);
  }

  private String python(String one, String two) {
    String asked = ",\"[{'role': 'user', 'content': 'Hi'}, {'role': 'assistant', 'content': '";
    String row = "model_b" + asked + one + "'}]\"" + asked + two + "'}]\"\n";
    String text = "winner,conversation_a,conversation_b\n" + row;
    return scratch.bytes("a.csv", text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Test
  @DisplayName("of StackExchange are response_j, the better one, and response_k")
  void stackExchange() {
    reads(
        new Pair("Hi", "Ho", "Ha"),
        "{'qid':1,'question':'Hi','response_j':'Ho','response_k':'Ha','date':'2020'}");
  }

  @Test
  @DisplayName("may be single messages that answer a dialogue, as LLaMA-Factory has them")
  void messages() {
    reads(
        new Pair("\n\nHuman: Hi\n\nAssistant:", " Ho", " Ha"),
        "{'conversations':[{'from':'human','value':'Hi'}],'chosen':{'from':'gpt','value':'Ho'},"
            + "'rejected':{'from':'gpt','value':'Ha'}}");
    String wrong =
        "{'conversations':[{'from':'human','value':'Hi'}],'chosen':{'from':'human','value':'Ho'},"
            + "'rejected':{'from':'gpt','value':'Ha'}}";
    String said = scratch.refusal(() -> scratch.row(wrong));
    assertTrue(said.contains("$.chosen must be a message of the assistant"), said);
  }
}

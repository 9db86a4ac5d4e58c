package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A column that nothing reads")
final class UnusedColumnsTest {
  private static final String TAIL = " (ReadOptions.skippingBadLines() passes over such lines).";

  @TempDir private Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  private void reads(Example expected, String line) {
    assertEquals(expected, scratch.row(line));
  }

  private String refusal(String line) {
    return scratch.refusal(() -> scratch.row(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight", "user_rating", "qualityScore", "human-label", "thumbs_up"})
  @DisplayName("is refused where it looks like a judgement, unless that is allowed")
  void judgements(String name) {
    String line = "{'prompt':'Hi','chosen':'Ho','rejected':'No','" + name + "':0.5,'id':'row 1'}";
    assertEquals(
        "row.jsonl, line 1: the column \""
            + name
            + "\" is not used, but looks like a label, a score, a weight, a system message or"
            + " earlier turns; name its role with ReadOptions.column(role, \""
            + name
            + "\"), or drop it explicitly with ReadOptions.ignoring(\""
            + name
            + "\")"
            + TAIL,
        refusal(line));
    Path file = scratch.file("a.jsonl", line);
    try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict().ignoring(name))) {
      assertEquals(List.of(new Pair("Hi", "Ho", "No")), rows.stream().toList());
      assertEquals(List.of(name, "id"), rows.origin().ignoredColumns());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'is_best':true",
        "'isCorrect':'False'",
        "'safe':false",
        "'quality':'high'",
        "'upvotes':12",
        "'better_response_id':1"
      })
  @DisplayName("is refused where it says of one response whether it is good")
  void verdicts(String column) {
    String said = refusal("{'prompt':'Hi','response':'Ho'," + column + "}");
    assertTrue(said.contains("the column " + name(column) + " is not used"), said);
    reads(
        new Demonstration("Hi", "Ho"),
        "{'prompt':'Hi','response':'Ho','best_seller':3,'correct_city':'Rome'}");
  }

  @Test
  @DisplayName("is left out on purpose also where it would be read")
  void leftOut() {
    Path file =
        scratch.file(
            "a.jsonl",
            "{'system':'Be brief.','prompt':'Hi','response':'Ho','label':false,'score':1}");
    ReadOptions reading = ReadOptions.strict().ignoring("label", "score", "system", "history");
    try (RowReader rows = RowReader.open(List.of(file), reading)) {
      assertEquals(List.of(new Demonstration("Hi", "Ho")), rows.stream().toList());
      assertEquals(List.of("system", "label", "score"), rows.origin().ignoredColumns());
    }
  }

  private String name(String column) {
    return column.split(":", 2)[0].replace('\'', '"');
  }

  @Test
  @DisplayName("is passed over where it is empty, or where another kind was asked for")
  void harmless() {
    reads(
        new Pair("Hi", "Ho", "No"),
        "{'prompt':'Hi','chosen':'Ho','rejected':'No','margin':null,'history':[]}");
    Path file = scratch.file("a.jsonl", "{'prompt':'Hi','response':'Ho','label':true}");
    assertEquals(
        List.of(new Prompt("Hi")), Scratch.read(file, ReadOptions.strict().as(RowType.PROMPTS)));
  }

  @Test
  @DisplayName("is passed over where it is about the prompt or names the grader")
  void ofThePrompt() {
    reads(
        new Demonstration("Hi", "Ho"),
        "{'instruction':'Hi','response':'Ho','input_quality':'good','quality_explanation':'Clear.',"
            + "'reward_model':'m'}");
    String said = refusal("{'instruction':'Hi','response':'Ho','reward_model':0.5}");
    assertTrue(said.contains("the column \"reward_model\" is not used"), said);
  }
}

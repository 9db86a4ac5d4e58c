package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A bad line")
class BadLinesTest {
  private static final String HINT = " (ReadOptions.skippingBadLines() passes over such lines).";

  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void open() {
    scratch = new Scratch(folder);
  }

  private static Arguments bad(String line, String sentence) {
    return Arguments.of(line, sentence);
  }

  static Stream<Arguments> pairLines() {
    return Stream.of(
        bad("{'prompt': 'a', 'chosen': 'b", "the JSON is cut off after column 28, inside $.chosen"),
        bad("{'prompt': 'a', 'chosen'", "the JSON is cut off after column 24, inside $.chosen"),
        bad("{", "the JSON is cut off after column 1, inside $"),
        bad(
            "{'prompt': 'a' 'chosen': 1}",
            "not JSON at column 17, in $.prompt, near \"'chosen': 1}\""),
        bad("{'prompt': a}", "not JSON at column 12, in $.prompt, near \"a}\""),
        bad("nonsense", "not JSON at column 1, in $, near \"nonsense\""),
        bad(
            "{'prompt': 'a'} {}",
            "more text follows the JSON object; write one object on each line"),
        bad("42", "expected a JSON object {…}, found \"42\""),
        bad("['a']", "expected a JSON object {…}, found '['a']'"),
        bad(
            "{'prompt': 'a', 'prompt': 'b'}",
            "the key 'prompt' appears twice in one object; keep one of them"),
        bad("{'prompt': 'a', 'chosen': 3, 'rejected': 'c'}", "$.chosen: expected a text, found 3"),
        bad(
            "{'prompt': 'a', 'chosen': {'x': 'a long value that goes on and on'}, 'rejected': 'c'}",
            "$.chosen: expected a text, found {'x':'a long value that goes on and on'}"),
        bad(
            "{'prompt': 'a', 'chosen': null, 'rejected': 'c'}",
            "$.chosen is null; expected a value"),
        bad("{'prompt': 'a', 'chosen': 'b'}", "the row has no 'rejected', only prompt, chosen"),
        bad(
            "{'prompt': 'a', 'choosen': 'b', 'rejected': 'c'}",
            "the row has no 'chosen', only prompt, choosen, rejected; rename 'choosen', or read it"
                + " with ReadOptions.column('chosen', 'choosen')"),
        bad(
            "{'chosen': 'b', 'rejected': 'c'}",
            "there is no prompt, and chosen 'b' and rejected 'c' do not begin with the same words;"
                + " add a prompt column"),
        bad(
            "{'chosen': 'b', 'rejected': 'b'}",
            "chosen and rejected are the same text 'b', so their prompt cannot be found; add a"
                + " prompt column"),
        bad(
            "{'chosen': '\\n\\nHuman: a\\n\\nAssistant: b',"
                + " 'rejected': '\\n\\nHuman: x\\n\\nAssistant: b'}",
            "chosen and rejected do not share their prompt: before the last reply they differ from"
                + " character 10 on, 'a\\n\\nAssistant:' against 'x\\n\\nAssistant:'; replies to"
                + " different dialogues cannot be compared, so leave out the row, or cut both to"
                + " their first replies"),
        bad(
            "{'prompt': 'a', 'query': 'b', 'chosen': 'c', 'rejected': 'd'}",
            "the row has prompt and query, which mean the same; say which to take with"
                + " ReadOptions.column('prompt', …)"),
        bad(
            "{'prompt': ' ', 'chosen': 'b', 'rejected': 'c'}",
            "$.prompt is empty; a row needs a prompt"),
        bad(
            "{'prompt': 'a', 'chosen': 'x\\ud83d', 'rejected': 'c'}",
            "$.chosen holds half of a character (a lone surrogate) at position 2, which no"
                + " tokenizer can read; remove it"),
        bad(
            "{'prompt': 'a', 'response': 'b'}",
            "the columns make a row of demonstrations (`prompt` and `response`), but reading pairs"
                + " began at bad.jsonl, line 1 (`prompt`, `chosen` and `rejected`); all rows must"
                + " be of one kind"),
        bad(
            "{'foo': 1}",
            "the columns [foo] do not form a row; expected prompt, with response, with chosen and"
                + " rejected, or with responses and scores, or messages (ReadOptions.column(…)"
                + " takes other names)"));
  }

  static Stream<Arguments> rankingLines() {
    return Stream.of(
        bad(
            "{'prompt':'a','responses':['b','c'],'scores':[1, NaN]}",
            "$.scores[1] is NaN; expected a finite number"),
        bad(
            "{'prompt':'a','responses':['b','c'],'scores':[-Infinity, 1]}",
            "$.scores[0] is -Infinity; expected a finite number"),
        bad(
            "{'prompt':'a','responses':['b','c'],'scores':[1, '2']}",
            "$.scores[1]: expected a number without quotes, found the text '2'"),
        bad(
            "{'prompt':'a','responses':['b','c'],'scores':[1, null]}",
            "$.scores[1]: expected a number, found null"),
        bad(
            "{'prompt':'a','responses':['b','c'],'scores':[1, 1e999]}",
            "$.scores[1] is too large; expected a number that a double can hold"),
        bad(
            "{'prompt':'a','responses':['b','c'],'scores':[1]}",
            "$.responses holds 2 responses but $.scores holds 1 scores; give one score for each"
                + " response"),
        bad(
            "{'prompt':'a','responses':['b','c']}",
            "the row has no 'scores', only prompt, responses"),
        bad(
            "{'prompt':'a','responses':[],'scores':[]}",
            "$.responses is an empty list; give at least one"),
        bad(
            "{'prompt':'a','responses':'b','scores':[1]}",
            "$.responses: expected a list, found the text 'b'"),
        bad(
            "{'prompt':'a','responses':['b', 7],'scores':[1, 2]}",
            "$.responses[1]: expected a text, found 7"),
        bad(
            "{'prompt':'a','responses':[{'response':'b','score':1}, 'c']}",
            "$.responses[1]: expected an object {…}, found the text 'c'"),
        bad(
            "{'prompt':'a','responses':[{'response':'b'}]}",
            "$.responses[0] has neither a score nor a rank, only response"),
        bad(
            "{'prompt':'a','responses':[{'response':'b','score':1},{'response':'c','rank':1}]}",
            "$.responses[1] has no 'score' or 'reward' or 'rating' or 'overall_score' or"
                + " 'helpfulness', only response, rank"),
        bad(
            "{'prompt':'a','responses':[{'score':1}]}",
            "$.responses[0] has no 'response' or 'completion' or 'output', only score"),
        bad(
            "{'prompt':'a','responses':[{'response':'b','score':1,'rank':2},"
                + "{'response':'c','score':0,'rank':1}]}",
            "$.responses[0] has the better score (1.0 against 0.0) but the worse rank (2.0 against"
                + " 1.0); rank 1 is the best, and scores grow with quality"));
  }

  static Stream<Arguments> messageLines() {
    return Stream.of(
        bad(
            "{'messages':[{'role':'user','content':'b'}]}",
            "$.messages must end with an assistant message, which is the response"),
        bad(
            "{'messages':[{'role':'assistant','content':'b'}]}",
            "$.messages holds a reply but nothing before it that asks for one"),
        bad(
            "{'messages':[{'role':'bob','content':'b'}]}",
            "$.messages[0] has the role 'bob'; the roles are user and assistant, and system for"
                + " the first message"),
        bad(
            "{'messages':[{'content':'b'}]}",
            "$.messages[0] has no 'role'; a message is {'role': …, 'content': …}"),
        bad(
            "{'messages':[{'role':'user','content':['b']}]}",
            "$.messages[0].content[0]: expected an object {…}, found the text 'b'"),
        bad(
            "{'messages':[{'role':'user','content':'b\\n\\nHuman: c'},"
                + "{'role':'assistant','content':'d'}]}",
            "A turn contains the mark '\\n\\nHuman:' of another turn, so the dialogue could not be"
                + " read back; split it there or remove the mark"),
        bad("{'messages':[]}", "$.messages is an empty list; give at least one"));
  }

  private void isRefused(String good, String line, String sentence) {
    Path file = scratch.file("bad.jsonl", good, "", line, good);
    String expected = "bad.jsonl, line 3: " + sentence.replace('\'', '"');
    assertEquals(expected + HINT, scratch.refusal(() -> Scratch.read(file, ReadOptions.strict())));
    try (RowReader rows = RowReader.open(List.of(file), ReadOptions.skippingBadLines())) {
      assertEquals(2, rows.stream().count());
      assertEquals(1, rows.origin().skipped());
      assertEquals(expected + ".", rows.origin().skippedLines().get(0).replace(folder + "/", ""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairLines")
  @DisplayName("among pairs is refused with its place and reason, or skipped and counted")
  void amongPairs(String line, String sentence) {
    isRefused("{'prompt': 'a', 'chosen': 'b', 'rejected': 'c'}", line, sentence);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rankingLines")
  @DisplayName("among rankings is refused with its place and reason, or skipped and counted")
  void amongRankings(String line, String sentence) {
    isRefused("{'prompt': 'a', 'responses': ['b', 'c'], 'scores': [1, 0]}", line, sentence);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messageLines")
  @DisplayName("among messages is refused with its place and reason, or skipped and counted")
  void amongMessages(String line, String sentence) {
    isRefused("{'prompt': 'a', 'response': 'b'}", line, sentence);
  }

  @Test
  @DisplayName("that is long is quoted in short")
  void shortened() {
    Path file =
        scratch.file(
            "bad.jsonl",
            "{'prompt': 'a', 'scores': ['" + "x".repeat(900) + "', 1], 'responses': ['b', 'c']}");
    String sentence = scratch.refusal(() -> Scratch.read(file, ReadOptions.strict()));
    assertTrue(sentence.contains("\"" + "x".repeat(40) + "…\""), sentence);
    assertTrue(sentence.length() < 220, sentence);
  }

  @Test
  @DisplayName("does not hide the others: skipping keeps each sentence, in order, up to a bound")
  void manySkipped() {
    String[] lines = new String[1_502];
    java.util.Arrays.fill(lines, "{}");
    lines[0] = "{'prompt': 'a'}";
    lines[1_501] = "{'prompt': 'z'}";
    Path file = scratch.file("bad.jsonl", lines);
    try (RowReader rows = RowReader.open(List.of(file), ReadOptions.skippingBadLines())) {
      assertEquals(List.of(new Prompt("a"), new Prompt("z")), rows.stream().toList());
      assertEquals(1_500, rows.origin().skipped());
      assertEquals(LoadReport.MOST_SENTENCES, rows.origin().skippedLines().size());
      assertTrue(rows.origin().skippedLines().get(7).contains("bad.jsonl, line 9: "));
    }
  }

  @Test
  @DisplayName("before the first good one does not decide the kind")
  void firstBad() {
    Path file = scratch.file("bad.jsonl", "{'prompt': 1}", "{'prompt':'a','response':'b'}");
    assertEquals(
        List.of(new Demonstration("a", "b")), Scratch.read(file, ReadOptions.skippingBadLines()));
  }
}

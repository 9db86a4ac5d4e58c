package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The columns of a row say what it is")
class SchemasTest extends RowReading {
  private static final String ASK = "\n\nHuman: Hi\n\nAssistant:";

  @Nested
  @DisplayName("a prompt alone")
  class PromptRows {
    @Test
    @DisplayName("stands in prompt, query or instruction")
    void names() {
      reads(new Prompt("Hi"), "{'prompt': 'Hi'}");
      reads(new Prompt("Hi"), "{'query': 'Hi'}");
      reads(new Prompt("Hi"), "{'instruction': 'Hi'}");
    }

    @Test
    @DisplayName("may be a message list that waits for the assistant")
    void messages() {
      reads(new Prompt(ASK), "{'prompt': [{'role': 'user', 'content': 'Hi'}]}");
      reads(
          new Prompt("Be kind." + ASK),
          "{'prompt': [{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi'}]}");
    }

    @Test
    @DisplayName("is the first of several turns in a question file")
    void turns() {
      reads(new Prompt("One?"), "{'question_id': 81, 'turns': ['One?', 'Two?']}");
    }
  }

  @Nested
  @DisplayName("a demonstration")
  class DemonstrationRows {
    @Test
    @DisplayName("has its response in response, completion or output")
    void names() {
      for (String name : List.of("response", "completion", "output")) {
        reads(new Demonstration("Hi", "Ho"), "{'prompt': 'Hi', '" + name + "': 'Ho'}");
      }
    }

    @Test
    @DisplayName("in the Alpaca form puts the input after a blank line, unless it is empty")
    void alpaca() {
      reads(
          new Demonstration("Translate.\n\nHallo", "Hello"),
          "{'instruction': 'Translate.', 'input': 'Hallo', 'output': 'Hello'}");
      reads(
          new Demonstration("Greet.", "Hello"),
          "{'instruction': 'Greet.', 'input': '', 'output': 'Hello'}");
      reads(
          new Demonstration("Greet.", "Hello"),
          "{'instruction': 'Greet.', 'input': null, 'output': 'Hello'}");
    }

    @Test
    @DisplayName("may be a message list that ends with a response; its first one comes first")
    void messages() {
      reads(
          new Demonstration(ASK, " Ho"),
          "{'messages': [{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho'},"
              + "{'role':'user','content':'Why?'},{'role':'assistant','content':'Because.'}]}");
      reads(
          new Demonstration(ASK, " Ho"),
          "{'conversations': [{'from':'human','value':'Hi'},{'from':'gpt','value':'Ho'}]}");
    }

    @Test
    @DisplayName("keeps an empty response and every character of it")
    void verbatim() {
      reads(new Demonstration("Hi", ""), "{'prompt': 'Hi', 'response': ''}");
      reads(
          new Demonstration(" Hi\n", " \uD83D\uDE00\t{x}"),
          "{'prompt': ' Hi\\n', 'response': ' \\ud83d\\ude00\\t{x}'}");
    }

    @Test
    @DisplayName("takes the one of two synonyms that is not null")
    void nullSynonym() {
      reads(new Demonstration("Hi", "Ho"), "{'prompt':'Hi','response':null,'completion':'Ho'}");
    }
  }

  @Nested
  @DisplayName("a pair")
  class PairRows {
    @Test
    @DisplayName("has prompt, chosen and rejected")
    void plain() {
      reads(new Pair("Hi", "Ho", "No"), "{'prompt': 'Hi', 'chosen': 'Ho', 'rejected': 'No'}");
    }

    @Test
    @DisplayName("may have equal responses beside a prompt")
    void equal() {
      reads(new Pair("Hi", "Ho", "Ho"), "{'prompt': 'Hi', 'chosen': 'Ho', 'rejected': 'Ho'}");
    }

    @Test
    @DisplayName("of two transcripts is split at the last Assistant mark")
    void hh() {
      String start = "\\n\\nHuman: Hi\\n\\nAssistant: Ho\\n\\nHuman: Why?\\n\\nAssistant:";
      reads(
          new Pair(ASK + " Ho\n\nHuman: Why?\n\nAssistant:", " So.", " No."),
          "{'chosen': '" + start + " So.', 'rejected': '" + start + " No.'}");
    }

    @Test
    @DisplayName("of two transcripts beside their prompt does not repeat it")
    void promptRepeated() {
      String start = "\\n\\nHuman: Hi\\n\\nAssistant:";
      reads(
          new Pair(ASK, " So.", " No."),
          "{'prompt':'" + start + "','chosen':'" + start + " So.','rejected':'" + start + " No.'}");
    }

    @Test
    @DisplayName("of two other texts is split at the last blank before they differ")
    void implicit() {
      reads(
          new Pair("The sky is", " blue.", " black."),
          "{'chosen': 'The sky is blue.', 'rejected': 'The sky is black.'}");
    }

    @Test
    @DisplayName("of message lists is split before the last message")
    void messages() {
      String user = "{'role':'user','content':'Hi'}";
      String chosen = "[" + user + ",{'role':'assistant','content':'Ho'}]";
      String rejected = "[" + user + ",{'role':'assistant','content':'No'}]";
      String both = "'chosen':" + chosen + ",'rejected':" + rejected;
      reads(new Pair(ASK, " Ho", " No"), "{" + both + "}");
      reads(new Pair(ASK, " Ho", " No"), "{'prompt':'Hi'," + both + "}");
      reads(
          new Pair(ASK, " Ho", " No"),
          "{'prompt':["
              + user
              + "],'chosen':[{'role':'assistant','content':'Ho'}],"
              + "'rejected':[{'role':'assistant','content':'No'}]}");
    }
  }

  @Nested
  @DisplayName("a ranking")
  class RankingRows {
    private final Ranking best = new Ranking("Hi", List.of("b", "a"), List.of(2.0, 1.0));

    @Test
    @DisplayName("has parallel responses and scores, and comes out best first")
    void parallel() {
      reads(best, "{'prompt': 'Hi', 'responses': ['a', 'b'], 'scores': [1, 2]}");
      reads(best, "{'query': 'Hi', 'responses': ['a', 'b'], 'scores': [1, 2]}");
    }

    @Test
    @DisplayName("may hold objects with scores")
    void objects() {
      reads(
          best,
          "{'prompt':'Hi','responses':[{'response':'a','score':1},{'response':'b','score':2}]}");
      reads(
          best,
          "{'prompt':'Hi','responses':[{'response':'a','score':1,'rank':2},"
              + "{'response':'b','score':2,'rank':1}]}");
    }

    @Test
    @DisplayName("with ranks alone scores minus the rank, and keeps ties in order")
    void ranks() {
      Example row =
          scratch.row(
              "{'prompt':'Hi','responses':[{'response':'c','rank':3},{'response':'a','rank':1},"
                  + "{'response':'b','rank':1}]}");
      assertEquals(new Ranking("Hi", List.of("a", "b", "c"), List.of(-1.0, -1.0, -3.0)), row);
      assertEquals(List.of(1, 1, 3), ((Ranking) row).ranks());
    }

    @Test
    @DisplayName("keeps the file's order among equal scores")
    void stable() {
      reads(
          new Ranking("Hi", List.of("d", "a", "b", "c"), List.of(1.0, 0.0, 0.0, 0.0)),
          "{'prompt': 'Hi', 'responses': ['a', 'b', 'c', 'd'], 'scores': [0, 0, 0, 1]}");
    }
  }

  @Nested
  @DisplayName("on request")
  class Requests {
    @Test
    @DisplayName("other names play the roles, in place of the usual ones")
    void renames() {
      Path file = scratch.file("a.jsonl", "{'q': 'Hi', 'response': 'no', 'completion': 'Ho'}");
      ReadOptions reading =
          ReadOptions.strict().column("prompt", "q").column("response", "completion");
      assertEquals(List.of(new Demonstration("Hi", "Ho")), Scratch.read(file, reading));
    }

    @Test
    @DisplayName("a rich row is read as a poorer kind")
    void as() {
      Path file = scratch.file("a.jsonl", "{'prompt': 'Hi', 'chosen': 'Ho', 'rejected': 'No'}");
      assertEquals(
          List.of(new Prompt("Hi")), Scratch.read(file, ReadOptions.strict().as(RowType.PROMPTS)));
    }

    @Test
    @DisplayName("a row that lacks the kind asked for is refused for what it lacks")
    void asLacks() {
      Path file = scratch.file("a.jsonl", "{'prompt': 'Hi', 'chosen': 'Ho', 'rejected': 'No'}");
      assertEquals(
          "a.jsonl, line 1: the row has no \"responses\" or \"completions\", only prompt, chosen,"
              + " rejected (ReadOptions.skippingBadLines() passes over such lines).",
          scratch.refusal(() -> Scratch.read(file, ReadOptions.strict().as(RowType.RANKINGS))));
    }

    @Test
    @DisplayName("reading stops at the row limit and does not look further")
    void limit() {
      Path file = scratch.file("a.jsonl", "{'prompt': 'a'}", "{'prompt': 'b'}", "broken");
      assertEquals(
          List.of(new Prompt("a"), new Prompt("b")),
          Scratch.read(file, ReadOptions.strict().limit(2)));
    }

    @Test
    @DisplayName("an unknown role or a limit of none is refused")
    void badRequests() {
      assertEquals(
          "There is no role \"answer\" for a column; the roles are prompt, response, chosen,"
              + " rejected, responses, scores, score, rank, label, messages, margin, system,"
              + " history, preferred.",
          scratch.refusal(() -> ReadOptions.strict().column("answer", "a")));
      assertEquals(
          "The row limit must be at least 1, got 0.",
          scratch.refusal(() -> ReadOptions.strict().limit(0)));
    }
  }

  @Test
  @DisplayName("columns without a role are ignored but listed")
  void ignored() {
    Path file =
        scratch.file(
            "a.jsonl",
            "{'id': 1, 'prompt': 'Hi', 'response': 'Ho', 'nested': {'a': [1, null, true]}}",
            "{'prompt': 'Hi', 'response': 'Ho', 'late': -1.5e3}");
    try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
      assertEquals(RowType.DEMONSTRATIONS, rows.kind());
      assertEquals(2, rows.stream().count());
      assertEquals(List.of("id", "nested", "late"), rows.origin().ignoredColumns());
      assertTrue(rows.origin().skippedLines().isEmpty());
    }
  }
}

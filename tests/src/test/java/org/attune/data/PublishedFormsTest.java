package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns in which public data sets write labels, scores, system texts and earlier turns. */
@DisplayName("What people write beside prompts and responses")
final class PublishedFormsTest extends RowReading {
  private static final ReadOptions SKIPPING = ReadOptions.skippingBadLines();
  private static final String TAIL = " (ReadOptions.skippingBadLines() passes over such lines).";

  private static Ranking single(double score) {
    return new Ranking("Hi", List.of("Ho"), List.of(score));
  }

  private String refusal(String line) {
    return scratch.refusal(() -> scratch.row(line));
  }

  @Nested
  @DisplayName("a label of one response")
  final class LabelRows {
    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "1.0", "'true'", "'True'", "'1'", "'+1'"})
    @DisplayName("is good")
    void good(String label) {
      reads(single(1), "{'prompt': 'Hi', 'completion': 'Ho', 'label': " + label + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "-1", "'false'", "'False'", "'0'", "'-1'"})
    @DisplayName("is bad")
    void bad(String label) {
      reads(single(0), "{'prompt': 'Hi', 'completion': 'Ho', 'label': " + label + "}");
    }

    @Test
    @DisplayName("is LLaMA-Factory's kto_tag")
    void ktoTag() {
      reads(single(0), "{'instruction':'Hi','input':'','output':'Ho','kto_tag':false}");
    }

    @Test
    @DisplayName("may come in several forms in one file")
    void mixed() {
      Path file =
          scratch.file(
              "a.jsonl",
              "{'prompt': 'Hi', 'response': 'Ho', 'label': true}",
              "{'prompt': 'Hi', 'response': 'Ho', 'label': 0}");
      assertEquals(List.of(single(1), single(0)), Scratch.read(file, ReadOptions.strict()));
    }

    @Test
    @DisplayName("is 0 or -1 in one file, since beside a -1 a 0 may mean neither")
    void twoScales() {
      String row = "{'prompt': 'Hi', 'response': 'Ho', 'label': %s}";
      Path file =
          scratch.file("a.jsonl", row.formatted("1"), row.formatted("'0'"), row.formatted("-1"));
      String said = scratch.refusal(() -> Scratch.read(file, ReadOptions.strict()));
      assertTrue(
          said.contains("a.jsonl, line 3: the label is -1, but that of ")
              && said.contains(
                  "a.jsonl, line 2 is 0, and nothing says whether 0 is bad or neither"),
          said);
      said =
          scratch.refusal(
              () -> {
                try (RowReader rows = RowReader.open(List.of(file), SKIPPING)) {
                  rows.stream().forEach(each -> {});
                }
              });
      assertTrue(said.endsWith("leave out rows that are neither."), said);
      Path falses =
          scratch.file("b.jsonl", row.formatted("false"), row.formatted("-1"), row.formatted("1"));
      assertEquals(
          List.of(single(0), single(0), single(1)), Scratch.read(falses, ReadOptions.strict()));
    }

    @Test
    @DisplayName("stands beside a dialogue too")
    void dialogue() {
      Example row =
          scratch.row(
              "{'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho'}],"
                  + "'label': false}");
      assertEquals(new Ranking("\n\nHuman: Hi\n\nAssistant:", List.of(" Ho"), List.of(0.0)), row);
    }

    @Test
    @DisplayName("that says neither is refused")
    void neither() {
      assertEquals(
          "row.jsonl, line 1: $.label: expected true or false, 1 or 0, or 1 or -1, found the text"
              + " \"so-so\""
              + TAIL,
          refusal("{'prompt': 'Hi', 'response': 'Ho', 'label': 'so-so'}"));
    }
  }

  @Nested
  @DisplayName("a score")
  final class ScoreRows {
    @ParameterizedTest
    @ValueSource(strings = {"score", "reward", "rating", "overall_score", "helpfulness"})
    @DisplayName("of one response is its score")
    void names(String name) {
      reads(single(4.5), "{'prompt': 'Hi', 'response': 'Ho', '" + name + "': 4.5}");
    }

    @Test
    @DisplayName("of a HelpSteer row is its helpfulness, and the other grades are named")
    void helpSteer() {
      Path file =
          scratch.file(
              "a.jsonl",
              "{'prompt':'Hi','response':'Ho','helpfulness':3,'correctness':2,'verbosity':1}");
      try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
        assertEquals(List.of(single(3)), rows.stream().toList());
        assertEquals(List.of("correctness", "verbosity"), rows.origin().ignoredColumns());
      }
    }

    @Test
    @DisplayName("of both responses of a pair makes it a ranking, equal scores a tie")
    void pairs() {
      String user = "{'role':'user','content':'Hi'}";
      String ultra =
          "{'prompt':'Hi','chosen':[%s,{'role':'assistant','content':'Ho'}],'rejected':[%s,"
              + "{'role':'assistant','content':'No'}],'messages':[%s],'score_chosen':%s,"
              + "'score_rejected':6}";
      String asked = "\n\nHuman: Hi\n\nAssistant:";
      reads(
          new Ranking(asked, List.of(" Ho", " No"), List.of(8.5, 6.0)),
          ultra.formatted(user, user, user, "8.5"));
      reads(
          new Ranking(asked, List.of(" Ho", " No"), List.of(6.0, 6.0)),
          ultra.formatted(user, user, user, "6"));
      String wrong = refusal(ultra.formatted(user, user, user, "2"));
      assertTrue(wrong.contains("the chosen response has the lower score"), wrong);
    }

    @Test
    @DisplayName("of several completions is UltraFeedback's")
    void completions() {
      reads(
          new Ranking("Hi", List.of("Ho", "No"), List.of(7.5, 2.0)),
          "{'instruction':'Hi','models':['a','b'],'completions':[{'model':'a','response':'No',"
              + "'overall_score':2.0},{'model':'b','response':'Ho','overall_score':7.5}]}");
    }

    @Test
    @DisplayName("of ranked answers is Nectar's, where the best has rank 1")
    void nectar() {
      reads(
          new Ranking("Hi", List.of("Ha", "Ho"), List.of(-1.0, -2.0)),
          "{'prompt':'Hi','answers':[{'answer':'Ho','model':'m','rank':2.0},{'answer':'Ha',"
              + "'model':'n','rank':1.0}],'good_natured':true}");
    }

    @Test
    @DisplayName("of a preference is its strength, below zero for the first response")
    void strength() {
      reads(
          new Ranking("Hi", List.of("No", "Ho"), List.of(1.0, -1.0)),
          "{'prompt':'Hi','response_1':'Ho','response_2':'No','preference_strength':2,"
              + "'preference_statement':'The second is better.'}");
      reads(
          new Ranking("\n\nHuman: Hi\n\nAssistant:", List.of("Ho", "No"), List.of(1.5, -1.5)),
          "{'context':[{'role':'user','content':'Hi'}],'response1':'Ho','response2':'No',"
              + "'overall_preference':-3,'individual_preference':[{'score':-3}]}");
    }
  }

  @Nested
  @DisplayName("a prompt")
  final class PromptColumns {
    @Test
    @DisplayName("stands in question, and is then never made up of what two answers share")
    void question() {
      reads(
          new Pair("Which one?", "It is a cat.", "It is a dog."),
          "{'question':'Which one?','chosen':'It is a cat.','rejected':'It is a dog.'}");
    }

    @Test
    @DisplayName("stands in question beside one answer")
    void questionAndAnswer() {
      reads(new Demonstration("Hi", "Ho"), "{'question': 'Hi', 'answer': 'Ho'}");
      reads(single(0), "{'question': 'Hi', 'answer': 'Ho', 'label': false}");
      for (String value : List.of("{'value': 'Ho'}", "4", "true")) {
        reads(new Prompt("Hi"), "{'question': 'Hi', 'answer': " + value + "}");
      }
    }

    @Test
    @DisplayName("stands in problem beside its solution, of which an answer is the result")
    void problem() {
      reads(new Demonstration("Hi", "So 4."), "{'problem':'Hi','solution':'So 4.','answer':'4'}");
      reads(new Demonstration("Hi", "4"), "{'problem':'Hi','answer':'4'}");
    }

    @Test
    @DisplayName(
        "is an instruction with the text that it is about, in Alpaca's and Dolly's columns")
    void instruction() {
      for (String column : List.of("input", "context")) {
        reads(
            new Demonstration("Sum up.\n\nA tale.", "Ho"),
            "{'instruction': 'Sum up.', '" + column + "': 'A tale.', 'response': 'Ho'}");
        reads(
            new Demonstration("Sing.", "Ho"),
            "{'instruction': 'Sing.', '" + column + "': '', 'response': 'Ho'}");
      }
      reads(
          new Demonstration("Sum up.\n\nA tale.\n\nOld.", "Ho"),
          "{'instruction':'Sum up.','input':'A tale.','context':'Old.','response':'Ho'}");
    }

    @Test
    @DisplayName("is a question with the text that it is about, but without lists of passages")
    void context() {
      reads(
          new Demonstration("Who?\n\nA tale.", "Ho"),
          "{'question':'Who?','context':'A tale.','answer':'Ho'}");
      reads(new Demonstration("Who?", "Ho"), "{'question':'Who?','context':['A'],'answer':'Ho'}");
    }

    @Test
    @DisplayName("is not made up where a column of another name may hold it")
    void madeUp() {
      String line = "{'ask':'Which one?','chosen':'It is a cat.','rejected':'It is a dog.'}";
      assertEquals(
          "row.jsonl, line 1: there is no prompt, but the column \"ask\" may hold it; say so with"
              + " ReadOptions.column(\"prompt\", \"ask\"), or drop the column explicitly with"
              + " ReadOptions.ignoring(\"ask\")"
              + TAIL,
          refusal(line));
      Path file = scratch.file("a.jsonl", line);
      assertEquals(
          List.of(new Pair("Which one?", "It is a cat.", "It is a dog.")),
          Scratch.read(file, ReadOptions.strict().column("prompt", "ask")));
      assertEquals(
          List.of(new Pair("It is a", " cat.", " dog.")),
          Scratch.read(file, ReadOptions.strict().ignoring("ask")));
    }

    @Test
    @DisplayName("has its system text before it")
    void system() {
      reads(
          new Pair("Be brief.\n\nHuman: Hi\n\nAssistant:", "Ho", "No"),
          "{'system':'Be brief.','prompt':'Hi','chosen':'Ho','rejected':'No'}");
      reads(
          new Pair("Hi", "Ho", "No"),
          "{'system':'','question':'Hi','chosen':'Ho','rejected':'No'}");
      reads(
          new Demonstration("Be brief.\n\nHuman: Hi\n\nAssistant:", " Ho"),
          "{'system':'Be brief.','conversations':[{'from':'human','value':'Hi'},"
              + "{'from':'gpt','value':'Ho'}]}");
    }

    @Test
    @DisplayName("has earlier turns before it, as pairs of texts or as messages")
    void history() {
      String before = "\n\nHuman: Cat?\n\nAssistant: Katze.\n\nHuman: And dog?\n\nAssistant:";
      reads(
          new Demonstration(before, "Hund."),
          "{'instruction':'And dog?','input':'','history':[['Cat?','Katze.']],'output':'Hund.'}");
      reads(
          new Demonstration(before, "Hund."),
          "{'prompt':'And dog?','response':'Hund.','history':[{'role':'user','content':'Cat?'},"
              + "{'role':'assistant','content':'Katze.'}]}");
      String wrong = refusal("{'prompt':'And dog?','response':'Hund.','history':['Cat?']}");
      assertTrue(wrong.contains("$.history[0] must be a question and its answer"), wrong);
    }

    @Test
    @DisplayName("of Stanford's human preferences is the post, and labels says who won")
    void shp() {
      String line =
          "{'history':'How?','human_ref_A':'So.','human_ref_B':'Thus.','labels':%d,'score_A':%d,"
              + "'score_B':9,'score_ratio':3.0,'domain':'cooking'}";
      reads(new Pair("How?", "So.", "Thus."), line.formatted(1, 27));
      reads(new Pair("How?", "Thus.", "So."), line.formatted(0, 3));
      String said = refusal(line.formatted(1, 3));
      assertTrue(
          said.contains("$.labels prefers the comment with fewer votes (score_A is 3.0, score_B"),
          said);
    }
  }
}

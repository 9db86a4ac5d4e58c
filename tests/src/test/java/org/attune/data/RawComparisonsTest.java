package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons as those who collected them published them, before anybody made pairs of them. */
@DisplayName("Comparisons as they were collected")
final class RawComparisonsTest extends RowReading {
  private String refusal(String line) {
    return scratch.refusal(() -> scratch.row(line));
  }

  @Test
  @DisplayName("of summaries have a post, two summaries and the index of the better one")
  void summaries() {
    String row =
        "{'info':{'id':'t3','post':'My cat ran off.','title':'Cat','subreddit':'pets','site':null,"
            + "'article':null},'summaries':[{'text':' Cat gone.','policy':'a','note':''},"
            + "{'text':' A cat.','policy':'b','note':''}],'choice':%s,'worker':'w'}";
    String asked = "SUBREDDIT: r/pets\n\nTITLE: Cat\n\nPOST: My cat ran off.\n\nTL;DR:";
    reads(new Pair(asked, " Cat gone.", " A cat."), row.formatted(0));
    reads(new Pair(asked, " A cat.", " Cat gone."), row.formatted(1));
    String said = refusal(row.formatted("null"));
    assertTrue(said.contains("$.choice is null; expected a number"), said);
    String article =
        row.formatted(1)
            .replace("'My cat ran off.'", "null")
            .replace("'article':null", "'article':'News.'");
    assertTrue(((Pair) scratch.row(article)).prompt().endsWith("\n\nNews.\n\nTL;DR:"), article);
    said = refusal(row.formatted(1).replace("'My cat ran off.'", "null"));
    assertTrue(said.contains("$.info has neither a post nor an article"), said);
    said = refusal(row.formatted(1).replace("{'text':' A cat.','policy':'b','note':''}", "{}"));
    assertTrue(said.contains("$.summaries[1].text is null; expected a text"), said);
  }

  @Test
  @DisplayName("of summaries are refused as a file where a choice counts from 1")
  void choices() {
    String row = "{'info':{'post':'P'},'summaries':[{'text':'a'},{'text':'b'}],'choice':%d}";
    Path file = scratch.file("a.jsonl", row.formatted(1), row.formatted(2));
    String said = scratch.refusal(() -> Scratch.read(file, ReadOptions.skippingBadLines()));
    assertEquals(
        "a.jsonl, line 2: $.choice is 2.0; expected 0 if the first summary is better and 1 if the"
            + " second is.",
        said);
    String three = row.formatted(1).replace("{'text':'b'}", "{'text':'b'},{'text':'c'}");
    assertTrue(refusal(three).contains("$.summaries holds 3 summaries; a choice is between two"));
  }

  @Test
  @DisplayName("of WebGPT have a question with its data set, and a score of each answer")
  void webGpt() {
    String row =
        "{'question':{'dataset':'eli5','id':'1','full_text':'Why?'},'quotes_0':{'title':[]},"
            + "'answer_0':'So.','tokens_0':{'prefix':[1]},'score_0':%s,'quotes_1':{'title':[]},"
            + "'answer_1':'Thus.','tokens_1':{'prefix':[1]},'score_1':%s}";
    reads(
        new Ranking("Why?", List.of("Thus.", "So."), List.of(0.5, -0.5)), row.formatted(-0.5, 0.5));
    reads(new Ranking("Why?", List.of("So.", "Thus."), List.of(0.0, 0.0)), row.formatted(0, 0));
    String said = refusal(row.formatted("null", 1));
    assertTrue(said.contains("$.score_0 is null; expected a number"), said);
    said = refusal(row.formatted(0, 0).replace("'Why?'", "7"));
    assertTrue(said.contains("$.question.full_text: expected a text, found 7"), said);
  }

  @Test
  @DisplayName("of OpenAssistant are trees, with a ranking for each question of several replies")
  void trees() {
    String reply = "{'text':'%s','role':'assistant','rank':%s,'replies':[%s]}";
    String more = "{'text':'And?','role':'prompter','rank':null,'replies':[%s,%s]}";
    String tree =
        "{'message_tree_id':'1','prompt':{'text':'Hi','role':'prompter','replies':[%s,%s,%s]}}";
    String deeper = more.formatted(reply.formatted("Yes", 1, ""), reply.formatted("No", 0, ""));
    Path file =
        scratch.file(
            "a.jsonl",
            tree.formatted(
                reply.formatted("Ho", 1, deeper),
                reply.formatted("Ha", 0, ""),
                reply.formatted("He", "null", "")));
    String asked = "\n\nHuman: Hi\n\nAssistant:";
    assertEquals(
        List.of(
            new Ranking(asked, List.of(" Ha", " Ho"), List.of(0.0, -1.0)),
            new Ranking(
                asked + " Ho\n\nHuman: And?\n\nAssistant:",
                List.of(" No", " Yes"),
                List.of(0.0, -1.0))),
        Scratch.read(file, ReadOptions.strict()));
    String one = reply.formatted("Ho", "null", "");
    assertTrue(
        refusal(tree.formatted(one, one, one))
            .contains("$.prompt is a tree in which no question has two ranked replies"));
    assertTrue(
        refusal(tree.formatted(reply.formatted("Ho", "'x'", ""), reply.formatted("Ha", 1, ""), one))
            .contains("$.prompt.replies[0].rank: expected a number, found the text \"x\""));
  }

  @Test
  @DisplayName("of StackExchange are answers with a score of votes and acceptance")
  void stackExchange() {
    String row =
        "{'qid':1,'question':'Hi','answers':[{'answer_id':1,'pm_score':%s,'selected':false,'text':"
            + "'Ho'},{'answer_id':2,'pm_score':3,'selected':true,'text':'Ha'}],'date':'2020'}";
    reads(new Ranking("Hi", List.of("Ha", "Ho"), List.of(3.0, 1.0)), row.formatted(1));
    assertTrue(
        refusal(row.formatted("null")).contains("$.answers[0].pm_score is null; expected a value"));
  }

  @ParameterizedTest
  @CsvSource({
    "chosen, rejected, rating_chosen, rating_rejected",
    "chosen_response, rejected_response, chosen_rating, rejected_rating",
    "chosen_response, rejected_response, chosen_avg_rating, rejected_avg_rating"
  })
  @DisplayName("of Argilla have a rating of each response")
  void argilla(String chosen, String rejected, String better, String worse) {
    String row = "{'instruction':'Hi','%s':'Ho','%s':'Ha','%s':%s,'%s':3.5,'chosen_model':'m'}";
    reads(
        new Ranking("Hi", List.of("Ho", "Ha"), List.of(5.0, 3.5)),
        row.formatted(chosen, rejected, better, 5, worse));
    String said = refusal(row.formatted(chosen, rejected, better, 1, worse));
    assertTrue(said.contains(better + " is 1.0, but " + worse + " is 3.5: the chosen"), said);
    said = refusal(row.formatted(chosen, rejected, better, "null", worse));
    assertTrue(said.contains("$." + better + " is null; expected a number"), said);
  }

  @ParameterizedTest
  @CsvSource({"ratings", "rating"})
  @DisplayName("of distilabel are generations with their ratings")
  void distilabel(String ratings) {
    String row =
        "{'instruction':'Hi','generations':['Ho','Ha'],'%s':%s,'rationales':['r','s'],"
            + "'generation_models':['m','n']}";
    reads(
        new Ranking("Hi", List.of("Ha", "Ho"), List.of(5.0, 4.0)), row.formatted(ratings, "[4,5]"));
    String said = refusal(row.formatted(ratings, "[4,null]"));
    assertTrue(said.contains("$." + ratings + "[1]: expected a number, found null"), said);
    said = refusal(row.formatted(ratings, "[4]"));
    assertTrue(said.contains("holds 2 responses but $." + ratings + " holds 1 scores"), said);
  }

  @Test
  @DisplayName("of summaries may be ratings of one, by several criteria")
  void axes() {
    String row =
        "{'info':{'post':'P'},'summary':{'text':' A cat.','policy':'a','axes':{'overall':%s,"
            + "'accuracy':7}},'worker':'w'}";
    reads(new Ranking("POST: P\n\nTL;DR:", List.of(" A cat."), List.of(6.0)), row.formatted(6));
    String said = refusal(row.formatted("null"));
    assertTrue(said.contains("$.summary.axes.overall is null; expected a number"), said);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1"})
  @DisplayName("of MT-bench are of the replies of one turn, though both turns stand there")
  void judgedTurn(int turn, int prompt) {
    String user = "{'role':'user','content':'Hi'}";
    String reply = "{'role':'assistant','content':'%s'}";
    String row =
        "{'winner':'model_b','judge':'expert_1','turn':%d,'conversation_a':[%2$s,%3$s,%2$s,%4$s],"
            + "'conversation_b':[%2$s,%5$s,%2$s,%6$s]}";
    String same = prompt == 0 ? "B1" : "A1";
    String line =
        row.formatted(
            turn,
            user,
            reply.formatted("A1"),
            reply.formatted("A2"),
            reply.formatted(same),
            reply.formatted("B2"));
    String asked = "\n\nHuman: Hi\n\nAssistant:";
    reads(
        new Ranking(
            prompt == 0 ? asked : asked + " A1" + asked,
            prompt == 0 ? List.of(" B1", " A1") : List.of(" B2", " A2"),
            List.of(0.5, -0.5)),
        line);
    String shorter =
        line.replaceFirst(
            ",.'role':'user','content':'Hi'.,.'role':'assistant','content':'B2'.", "");
    assertTrue(
        refusal(shorter.replace("'turn':1", "'turn':2")).contains("conversation_b"), shorter);
  }

  @Test
  @DisplayName("by strength are refused beyond the scale")
  void strength() {
    String row = "{'prompt':'Hi','response_1':'Ho','response_2':'No','preference_strength':%d}";
    String said = refusal(row.formatted(-100));
    assertTrue(said.contains("$.preference_strength is -100.0; expected a strength from -3"), said);
  }

  @Test
  @DisplayName("of HelpSteer 2 mark earlier turns in the prompt")
  void markedTurns() {
    String asked = "Hi\\n<extra_id_1>Assistant\\nYes?\\n<extra_id_1>User\\nSo?";
    reads(
        new Ranking(
            "\n\nHuman: Hi\n\nAssistant: Yes?\n\nHuman: So?\n\nAssistant:",
            List.of("Ho"),
            List.of(3.0)),
        "{'prompt':'" + asked + "','response':'Ho','helpfulness':3}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'prompt':'Hi','completions':['So','Thus'],'labels':[true,false] | labels of completions",
        "'question':{'problem':'Hi'},'label':{'steps':[]} | label.steps",
        "'input':'Hi Step 1: So ки','label':'Hi Step 1: So +','task':'GSM8K' | the marks in label"
      })
  @DisplayName("of the steps of one answer are refused")
  void steps(String columns, String where) {
    String said = refusal("{" + columns + "}");
    assertTrue(said.contains("the row judges the steps of one answer (" + where + ")"), said);
  }
}

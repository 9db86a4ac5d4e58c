package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import org.attune.SharedData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Real data")
class RealDataTest {
  private static Dataset load(String relative) {
    return Dataset.load(SharedData.require(relative));
  }

  @ParameterizedTest(name = "{0}: {2} {1}, {3} responses")
  @CsvSource({
    "preferences/hh/helpful_train.jsonl, PAIRS, 1834, 3668",
    "preferences/hh/helpful_test.jsonl, PAIRS, 500, 1000",
    "ranked/oasst_human/ranked.jsonl, RANKINGS, 210, 635",
    "ranked/qa_feedback_human/ranked.jsonl, RANKINGS, 500, 2000",
    "ranked/vicuna80_gpt4/ranked.jsonl, RANKINGS, 80, 2783",
    "demonstrations/hh_helpful/train.jsonl, DEMONSTRATIONS, 1835, 1835",
    "demonstrations/hh_helpful/test.jsonl, DEMONSTRATIONS, 500, 500",
    "demonstrations/oasst_en/train.jsonl, DEMONSTRATIONS, 248, 248",
    "demonstrations/self_instruct_seed/train.jsonl, DEMONSTRATIONS, 175, 175",
    "eval_prompts/vicuna_bench/questions.jsonl, PROMPTS, 80, 0",
    "eval_prompts/mt_bench/questions.jsonl, PROMPTS, 80, 0"
  })
  @DisplayName("loads whole, with its kind found")
  void loads(String file, RowType kind, int rows, int responses) {
    Dataset data = load(file);
    assertEquals(kind, data.kind());
    assertEquals(rows, data.size());
    assertEquals(responses, data.rows().stream().mapToInt(r -> r.responses().size()).sum());
    assertEquals(0, data.skipped());
    assertEquals(kind == RowType.RANKINGS ? responses : rows, data.table().rowCount());
  }

  @Test
  @DisplayName(
      "HH pairs keep the Human/Assistant form, the blank before a reply and its length bias")
  void hh() {
    Dataset data = load("preferences/hh/helpful_train.jsonl");
    for (Pair pair : data.pairs()) {
      assertTrue(
          pair.prompt().startsWith("\n\nHuman:") && pair.prompt().endsWith("\n\nAssistant:"));
      assertEquals(pair.prompt(), HhTranscript.parse(pair.prompt()).text());
    }
    assertEquals(
        " To be honest, I don’t know anything about that.",
        data.pairs().get(0).chosen().substring(0, 48));
    long longer =
        data.pairs().stream().filter(p -> p.chosen().length() > p.rejected().length()).count();
    assertEquals(1090, longer);
    assertEquals(
        List.of("59.4 %"),
        data.describe()
            .where(t -> t.stringColumn("measure").isEqualTo("chosen longer"))
            .stringColumn("value")
            .asList());
  }

  @Test
  @DisplayName("QA-feedback keeps its ties: 93 at the top, 12 throughout")
  void ties() {
    List<Ranking> rankings = load("ranked/qa_feedback_human/ranked.jsonl").rankings();
    assertEquals(93, rankings.stream().filter(r -> r.ranks().get(1) == 1).count());
    assertEquals(12, rankings.stream().filter(r -> r.pairs().isEmpty()).count());
  }

  @Test
  @DisplayName("Open-Assistant ranks become scores, best first")
  void ranks() {
    for (Ranking ranking : load("ranked/oasst_human/ranked.jsonl").rankings()) {
      assertEquals(-1.0, ranking.scores().get(0));
      assertEquals(
          (double) -ranking.scores().size(), ranking.scores().get(ranking.scores().size() - 1));
    }
  }

  @Test
  @DisplayName("HH in its official form, two whole transcripts a line, gives the same pairs")
  void officialForm(@TempDir Path folder) {
    Dataset data = load("preferences/hh/helpful_test.jsonl");
    String[] lines =
        data.pairs().stream()
            .map(
                p -> {
                  com.google.gson.JsonObject row = new com.google.gson.JsonObject();
                  row.addProperty("chosen", p.prompt() + p.chosen());
                  row.addProperty("rejected", p.prompt() + p.rejected());
                  return row.toString();
                })
            .toArray(String[]::new);
    Path file = new Scratch(folder).bytes("official.gz", Scratch.zipped(String.join("\n", lines)));
    Dataset official = Dataset.load(file);
    assertEquals(data.pairs(), official.pairs());
    assertEquals(data.hash(), official.hash());
  }

  @Test
  @DisplayName("is split, saved and loaded without a change")
  void roundTrip(@TempDir Path folder) {
    Dataset train = load("ranked/oasst_human/ranked.jsonl").split(0.8, 7).train();
    train.save(folder.resolve("train.jsonl"));
    assertEquals(train.hash(), Dataset.load(folder.resolve("train.jsonl")).hash());
  }
}

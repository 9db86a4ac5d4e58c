package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import org.attune.OwnData;
import org.attune.SharedData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Real data")
class RealDataTest {
  private static Dataset load(String relative) {
    boolean own = !relative.contains("/");
    return Dataset.load(own ? OwnData.file(relative) : SharedData.require(relative));
  }

  @ParameterizedTest(name = "{0}: {2} {1}, {3} responses")
  @CsvSource({
    "pairs.jsonl, PAIRS, 8, 16",
    "ranks.jsonl, RANKINGS, 8, 20",
    "scores.jsonl, RANKINGS, 6, 24",
    "demonstrations.jsonl, DEMONSTRATIONS, 8, 8",
    "prompts.jsonl, PROMPTS, 8, 0",
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pairs.jsonl | ' Give it a bright window and water it' | 7 | 87.5 %",
        "preferences/hh/helpful_train.jsonl | ' To be honest, I don’t know anything about that.'"
            + " | 1090 | 59.4 %"
      })
  @DisplayName(
      "HH pairs keep the Human/Assistant form, the blank before a reply and its length bias")
  void hh(String file, String begins, long count, String share) {
    Dataset data = load(file);
    for (Pair pair : data.pairs()) {
      assertTrue(
          pair.prompt().startsWith("\n\nHuman:") && pair.prompt().endsWith("\n\nAssistant:"));
      assertEquals(pair.prompt(), HhTranscript.parse(pair.prompt()).text());
    }
    assertEquals(begins, data.pairs().get(0).chosen().substring(0, begins.length()));
    long longer =
        data.pairs().stream().filter(p -> p.chosen().length() > p.rejected().length()).count();
    assertEquals(count, longer);
    assertEquals(
        List.of(share),
        data.describe()
            .where(t -> t.stringColumn("measure").isEqualTo("chosen longer"))
            .stringColumn("value")
            .asList());
  }

  @ParameterizedTest(name = "{0}: {1} at the top, {2} throughout")
  @CsvSource({"scores.jsonl, 4, 1", "ranked/qa_feedback_human/ranked.jsonl, 93, 12"})
  @DisplayName("Ratings keep their ties")
  void ties(String file, long top, long throughout) {
    List<Ranking> rankings = load(file).rankings();
    assertEquals(top, rankings.stream().filter(r -> r.ranks().get(1) == 1).count());
    assertEquals(throughout, rankings.stream().filter(r -> r.pairs().isEmpty()).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ranks.jsonl", "ranked/oasst_human/ranked.jsonl"})
  @DisplayName("Open-Assistant ranks become scores, best first")
  void ranks(String file) {
    for (Ranking ranking : load(file).rankings()) {
      assertEquals(-1.0, ranking.scores().get(0));
      assertEquals(
          (double) -ranking.scores().size(), ranking.scores().get(ranking.scores().size() - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pairs.jsonl", "preferences/hh/helpful_test.jsonl"})
  @DisplayName("HH in its official form, two whole transcripts a line, gives the same pairs")
  void officialForm(String name, @TempDir Path folder) {
    Dataset data = load(name);
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

  @ParameterizedTest
  @ValueSource(strings = {"ranks.jsonl", "ranked/oasst_human/ranked.jsonl"})
  @DisplayName("is split, saved and loaded without a change")
  void roundTrip(String file, @TempDir Path folder) {
    Dataset train = load(file).split(0.8, 7).train();
    train.save(folder.resolve("train.jsonl"));
    assertEquals(train.hash(), Dataset.load(folder.resolve("train.jsonl")).hash());
  }
}

package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Metrics")
final class MetricsTest {
  private static final LanguageModel MODEL = Tiny.model(95);
  private static final Map<String, Double> WORTH =
      Map.of("a", 5.0, "b", 3.0, "c", 2.0, "d", 1.0, "e", 0.0, "f", -0.0, "v", Double.NaN);
  private static final Reward REWARD = (prompt, response) -> WORTH.get(response);

  /** Lets each policy answer the prompts one word each. */
  private static EvaluationContext contest(Map<String, String> words) {
    Map<String, Completions> answers = new LinkedHashMap<>();
    words.forEach(
        (name, text) -> {
          List<String> texts = List.of(text.split(" ", -1));
          List<String> prompts = List.of("p", "q", "r", "s").subList(0, texts.size());
          answers.put(name, Completions.of(MODEL, PromptTemplate.PLAIN, prompts, texts));
        });
    return new EvaluationContext(answers);
  }

  private static double value(Metric metric, EvaluationContext contest, String who, String which) {
    Completions answers = contest.of(who);
    return RandomEffects.of(answers.prompts(), metric.measure(answers, contest).get(which)).value();
  }

  @Test
  @DisplayName("are not taken of a policy in memory whose weights are not finite")
  void notFinite() {
    LanguageModel model = MODEL.copy();
    var weights = model.decoder().weights().tensors();
    weights.get("model.norm.weight").values()[0] = Float.NaN;
    model.decoder().weights().set(weights);
    Evaluator evaluator = new Evaluator(List.of("a"), List.of(new MeanLength()));
    String said =
        assertThrows(
                InvalidInputException.class,
                () ->
                    evaluator.run(
                        List.of(List.of(new NamedPolicy("nan", model, PromptTemplate.PLAIN))),
                        List.of(GenerationConfig.greedy()),
                        (done, all) -> {}))
            .getMessage();
    assertTrue(said.contains("NaN or infinite"), said);
  }

  @Nested
  @DisplayName("WinRate")
  final class Wins {
    private final Metric metric =
        new WinRate(REWARD, new NamedPolicy("base", MODEL, PromptTemplate.PLAIN));

    @Test
    @DisplayName("counts wins, losses and half of the ties")
    void counts() {
      EvaluationContext contest = contest(Map.of("mine", "a b c c", "base", "b b d a"));
      assertEquals(0.625, value(metric, contest, "mine", "win rate"));
      assertEquals(0.5, value(metric, contest, "mine", "win"));
      assertEquals(0.25, value(metric, contest, "mine", "tie"));
      assertEquals(0.25, value(metric, contest, "mine", "lose"));
      assertEquals(0.5, value(metric, contest, "base", "win rate"));
    }

    @Test
    @DisplayName("takes zero and minus zero for equal")
    void zeros() {
      EvaluationContext contest = contest(Map.of("mine", "e", "base", "f"));
      assertEquals(1.0, value(metric, contest, "mine", "tie"));
    }

    @Test
    @DisplayName("refuses rewards that are no numbers, and baselines that are not there")
    void refused() {
      EvaluationContext broken = contest(Map.of("mine", "v", "base", "a"));
      assertThrows(InvalidInputException.class, () -> value(metric, broken, "mine", "win rate"));
      EvaluationContext alone = contest(Map.of("mine", "a"));
      assertThrows(InvalidInputException.class, () -> value(metric, alone, "mine", "win rate"));
    }

    @Test
    @DisplayName("is one half for the same policy twice")
    void same() {
      NamedPolicy twin = new NamedPolicy("twin", MODEL, PromptTemplate.PLAIN);
      Reward length = (prompt, response) -> response.length();
      Evaluator.Result result =
          new Evaluator(
                  List.of("a", "b", "c"),
                  List.of(
                      new WinRate(length, new NamedPolicy("base", MODEL, PromptTemplate.PLAIN))))
              .run(
                  List.of(List.of(twin)),
                  List.of(GenerationConfig.temperature(1).maxTokens(6)),
                  (done, total) -> {});
      for (Evaluator.Row row : result.rows()) {
        if (row.metric().equals("win rate")) {
          assertEquals(0.5, row.interval().value());
          assertTrue(row.main());
        }
      }
      assertEquals(2 * 4, result.rows().size(), "the baseline has its rows too");
    }
  }

  @Nested
  @DisplayName("RankScore")
  final class Ranks {
    @Test
    @DisplayName("is k + 1 − rank, averaged over prompts; ties share")
    void ranks() {
      EvaluationContext contest = contest(Map.of("x", "a d", "y", "a e", "z", "c b"));
      Metric metric = new RankScore(REWARD);
      assertEquals(2.25, value(metric, contest, "x", "rank score"));
      assertEquals(1.75, value(metric, contest, "y", "rank score"));
      assertEquals(2.0, value(metric, contest, "z", "rank score"));
    }
  }

  @Nested
  @DisplayName("MeanReward and Length")
  final class Means {
    @Test
    @DisplayName("are plain means; end-of-text counts as a token")
    void means() {
      EvaluationContext contest = contest(Map.of("x", "a b c d"));
      assertEquals(11.0 / 4, value(new MeanReward("r", REWARD), contest, "x", "r"));
      assertEquals(2.0, value(new MeanLength(), contest, "x", "tokens"));
    }

    @Test
    @DisplayName("ask a reward once for the same answers")
    void once() {
      int[] calls = {0};
      Reward counting =
          (prompt, response) -> {
            calls[0]++;
            return 1;
          };
      EvaluationContext contest = contest(Map.of("x", "a b c d"));
      value(new MeanReward("r", counting), contest, "x", "r");
      value(new RankScore(counting), contest, "x", "rank score");
      assertEquals(4, calls[0]);
    }
  }

  @Test
  @DisplayName("An evaluation has one row for each policy, decoding and number, over all seeds")
  void rows() {
    Evaluator evaluator = new Evaluator(List.of("a", "b", "b"), List.of(new MeanLength()));
    List<NamedPolicy> first = List.of(new NamedPolicy("x", MODEL, PromptTemplate.PLAIN));
    List<NamedPolicy> second = List.of(new NamedPolicy("x", Tiny.model(96), PromptTemplate.PLAIN));
    Evaluator.Result result =
        evaluator.run(
            List.of(first, second),
            List.of(
                GenerationConfig.greedy().maxTokens(4),
                GenerationConfig.temperature(1).maxTokens(4)),
            (done, total) -> assertTrue(done <= total));
    assertEquals(2, result.rows().size());
    assertEquals(2, result.rows().get(0).interval().n(), "distinct prompts");
    assertEquals(2, result.rows().get(0).interval().seeds());
    assertEquals(2, result.contests().size());
  }

  @Test
  @DisplayName("An evaluation asks each prompt several times, and pairs policies answer by answer")
  void answers() {
    List<NamedPolicy> both =
        List.of(
            new NamedPolicy("x", MODEL, PromptTemplate.PLAIN),
            new NamedPolicy("y", Tiny.model(96), PromptTemplate.PLAIN),
            new NamedPolicy("z", MODEL, PromptTemplate.PLAIN));
    Evaluator.Result result =
        new Evaluator(List.of("a", "b"), List.of(new MeanLength()), 5)
            .run(
                List.of(both),
                List.of(
                    GenerationConfig.temperature(1).maxTokens(9),
                    GenerationConfig.greedy().maxTokens(4)),
                (done, total) -> {});
    assertEquals(10, result.contests().get("T=1.0").of("x").texts().size());
    assertEquals(2, result.contests().get("greedy").of("x").texts().size(), "asked once");
    assertEquals(List.of("a", "b"), result.prompts());
    assertEquals(2, result.rows().get(0).interval().n());
    Measurements measured = result.measured().get("T=1.0");
    Measurements.Key x = new Measurements.Key("x", "tokens");
    Measurements.Key y = new Measurements.Key("y", "tokens");
    assertEquals(
        measured.interval(x).value() - measured.interval(y).value(),
        measured.difference(x, y).orElseThrow().value(),
        1e-12);
    Interval none = measured.difference(x, new Measurements.Key("z", "tokens")).orElseThrow();
    assertEquals(new Interval(0, 0, 0, 2, 1), none, "the same policy, the same random numbers");
    assertTrue(measured.components(x).answer() >= 0);
  }

  @Test
  @DisplayName("An evaluation refuses to ask for no answer")
  void noAnswers() {
    assertThrows(
        InvalidInputException.class,
        () -> new Evaluator(List.of("a"), List.of(new MeanLength()), 0));
  }
}

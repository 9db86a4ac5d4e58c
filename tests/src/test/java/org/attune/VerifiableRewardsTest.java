package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.Demonstration;
import org.attune.evaluate.Interval;
import org.attune.reward.AccuracyReward;
import org.attune.reward.Reward;
import org.attune.reward.RewardSum;
import org.attune.reward.SoftOverlongPunishment;
import org.attune.reward.ThinkFormatReward;
import org.attune.runs.JavaSource;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

@DisplayName("Verifiable rewards")
class VerifiableRewardsTest {
  private static List<Demonstration> solved(String... texts) {
    return IntStream.range(0, texts.length / 2)
        .mapToObj(i -> new Demonstration(texts[2 * i], texts[2 * i + 1]))
        .toList();
  }

  @Test
  @DisplayName("give 1 for the answer of the solution, and 0 for another or none")
  void accuracy() {
    AccuracyReward reward =
        AccuracyReward.of(solved("2 + 2?", "It is\n#### 4", "Capital?", "Paris"));
    assertEquals(1, reward.score("2 + 2?", "I think \\boxed{4.0}"));
    assertEquals(0, reward.score("2 + 2?", "4 or 5"));
    assertEquals(0, reward.score("2 + 2?", "<think>4"));
    assertEquals(1, reward.score("Capital?", " paris."));
    assertEquals("accuracy", reward.toString());
  }

  @Test
  @DisplayName("are a share, travel to other processes, and are named in a run's Java text")
  void everywhere() throws IOException {
    Dataset problems = Dataset.ofDemonstrations(solved("2 + 2?", "4", "2 + 3?", "5"));
    AccuracyReward reward = AccuracyReward.of(problems.demonstrations());
    try (var out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(RewardSum.of(reward)); // throws where a part does not travel
    }
    Interval none =
        Evaluate.policies(
                List.of(Policy.bundled()),
                problems,
                List.of(GenerationConfig.greedy()),
                Evaluate.meanReward(reward))
            .of("start", "greedy", "accuracy");
    assertEquals(0, none.value());
    assertTrue(none.low() >= 0 && none.high() > 0, none.toString());
    JavaSource source = new JavaSource();
    assertEquals("reward", source.of(reward, "reward"));
  }

  @Test
  @DisplayName("refuse prompts without a solution, two answers to one, and other kinds of data")
  void refused() {
    AccuracyReward reward = AccuracyReward.of(solved("2 + 2?", "4", "2 + 2?", "4.0"));
    assertTrue(message(() -> reward.score("3 + 3?", "6")).contains("'3 + 3?'"));
    assertTrue(
        message(() -> AccuracyReward.of(solved("a?", "4", "a?", "5"))).contains("'4' and '5'"));
    assertTrue(message(() -> AccuracyReward.of(solved("a?", " "))).contains("no answer"));
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(InvalidInputException.class, call).getMessage();
  }

  @Test
  @DisplayName("add up with weights, one by one and in batches")
  void sums() {
    Reward form = new ThinkFormatReward();
    Reward own = (prompt, response) -> response.length();
    RewardSum sum = RewardSum.of(form).plus(0.5, own).plus(2, own);
    assertEquals(1 + 2.5 * 20, sum.score("", "<think>a</think> yes"));
    List<String> texts = List.of("<think>a</think> yes", "no");
    assertEquals(List.of(51.0, 5.0), sum.scores(List.of("", ""), texts));
    assertEquals("think format + 0.5 × own reward + 2.0 × own reward", sum.toString());
    assertEquals(3, sum.parts().size());
    assertTrue(message(() -> sum.plus(Double.NaN, own)).contains("NaN"));
  }

  @Test
  @DisplayName("know the form of one thought and then an answer")
  void form() {
    ThinkFormatReward form = new ThinkFormatReward();
    assertEquals(1, form.score("", "<think>\nso\n</think>\n7"));
    assertEquals(0, form.score("", "<think>so</think>"));
    assertEquals(0, form.score("", "7"));
    assertEquals(0, form.score("", "well <think>so</think> 7"));
    assertEquals(0, form.score("", "<think>so</think> 7 <think>or</think> 8"));
    assertEquals(0, form.score("", "<think>so <think>again</think> 7"));
  }

  @Test
  @DisplayName("punish answers that come close to the limit, by their tokens")
  void overlong() {
    Policy policy = Policy.bundled();
    String text = "a good book about the sea and the old town by the river";
    int tokens = policy.model().tokenizer().encodeResponse(text).length;
    assertEquals(0, new SoftOverlongPunishment(policy.model(), tokens + 4, 4).score("", text));
    assertEquals(-0.5, new SoftOverlongPunishment(policy.model(), tokens + 2, 4).score("", text));
    assertEquals(-1, new SoftOverlongPunishment(policy.model(), tokens, 4).score("", text));
    assertEquals(-1, new SoftOverlongPunishment(policy.model(), tokens - 1, 4).score("", text));
    assertTrue(message(() -> new SoftOverlongPunishment(policy.model(), 4, 4)).contains("got 4"));
  }

  @Test
  @DisplayName("are what an online training says of itself: the mean at its start and at its end")
  void line() {
    Dataset problems = Dataset.ofPrompts(List.of("a?", "b?"));
    Reward fixed = (prompt, response) -> prompt.equals("a?") ? 1 : 0;
    var grpo = Align.grpo().steps(3);
    var rollouts = grpo.rollouts().prompts(2).samples(2).maxTokens(4);
    String line = problems.align(grpo.rollouts(rollouts), Policy.bundled(), fixed).toString();
    assertTrue(line.startsWith("Alignment(GRPO, 3 steps, reward 0.500 → 0.500"), line);
  }

  @Test
  @DisplayName("measure pass@k without bias, where enough answers are sampled")
  void passAtK() {
    Policy policy = Policy.bundled();
    Dataset prompts = Dataset.bundled("prompts").take(6);
    Reward verifier = (prompt, response) -> response.length() % 2;
    Evaluation measured =
        Evaluate.policies(
            List.of(policy),
            prompts,
            List.of(GenerationConfig.temperature(1), GenerationConfig.greedy()),
            4,
            Evaluate.meanReward("right", verifier),
            Evaluate.passAt(1, verifier),
            Evaluate.passAt(3, verifier));
    Table answers = measured.answers("T=1.0");
    assertEquals(24, answers.rowCount());
    double one = 0;
    double three = 0;
    for (String prompt : prompts.prompts()) {
      int right =
          (int)
              answers.stream()
                  .filter(row -> row.getString("prompt").equals(prompt))
                  .mapToDouble(row -> verifier.score(prompt, row.getString("answer")))
                  .sum();
      one += right / 4.0 / 6;
      three += chosenRight(right) / 6;
    }
    assertEquals(one, measured.of(policy.name(), "T=1.0", "pass@1").value(), 1e-12);
    assertEquals(three, measured.of(policy.name(), "T=1.0", "pass@3").value(), 1e-12);
    assertTrue(three > one, "no answer is right");
    assertThrows(InvalidInputException.class, () -> measured.of(policy.name(), "greedy", "pass@3"));
    List<GenerationConfig> once = List.of(GenerationConfig.temperature(1));
    assertTrue(
        message(
                () ->
                    Evaluate.policies(
                        List.of(policy), prompts, once, 2, Evaluate.passAt(3, verifier)))
            .contains("at least 3 answers"));
    Reward words = (prompt, response) -> 0.5;
    assertTrue(
        message(
                () ->
                    Evaluate.policies(List.of(policy), prompts, once, 1, Evaluate.passAt(1, words)))
            .contains("0 or 1"));
  }

  /** The share of the four ways to leave one of four answers out that keep a right one. */
  private static double chosenRight(int right) {
    double kept = 0;
    for (int out = 0; out < 4; out++) {
      boolean[] answers = new boolean[4];
      Arrays.fill(answers, 0, right, true);
      answers[out] = false;
      kept += answers[0] || answers[1] || answers[2] || answers[3] ? 0.25 : 0;
    }
    return kept;
  }
}

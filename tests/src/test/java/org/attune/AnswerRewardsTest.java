package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.attune.inspect.RewardDisagreement;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rewards of an evaluation's answers")
final class AnswerRewardsTest {
  private static final GenerationConfig SAMPLED = GenerationConfig.temperature(1).maxTokens(6);

  /** Counts how many answers it judges. */
  private static final class Counting implements Reward {
    private static final long serialVersionUID = 1;

    private final int sign;
    private int judged;

    Counting(int sign) {
      this.sign = sign;
    }

    @Override
    public double score(String prompt, String response) {
      judged++;
      return sign * (prompt + response).hashCode() % 97;
    }
  }

  @Test
  @DisplayName("are computed once, whatever is shown of them")
  void once() {
    Policy start = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
    Counting model = new Counting(1);
    Counting truth = new Counting(-1);
    Evaluation evaluation =
        Evaluate.policies(
            List.of(start.named("one"), Policy.of("two", Tiny.model(42), PromptTemplate.PLAIN)),
            Dataset.ofPrompts(List.of("a", "d e", "p")),
            List.of(SAMPLED),
            Evaluate.meanReward("model", model),
            Evaluate.meanReward("truth", truth));
    String decoding = evaluation.decodings().get(0);
    double second = evaluation.answers(decoding, 1).get(0).score();
    assertEquals(second, evaluation.answers(decoding).doubleColumn("reward").get(1));
    RewardDisagreement disagreement = evaluation.disagreement(decoding, model, truth);
    assertEquals(-1, disagreement.correlation(), 1e-9);
    assertEquals(6, disagreement.answers().size());
    assertEquals(6, model.judged);
    assertEquals(6, truth.judged);
  }
}

package org.attune.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The learning rate of a plan that names none")
final class LearningRateRuleTest {
  @Test
  @DisplayName("falls with the square root of the number of weights, to two digits")
  void size() {
    for (LearningRateRule rule : LearningRateRule.values()) {
      double small = rule.rate(1_000_000);
      assertEquals(small / 10, rule.rate(100_000_000), 1e-12);
      assertTrue(rule.rate(200_000) > small && small > rule.rate(8_000_000_000L));
    }
    double large = LearningRateRule.IMITATION.rate(135_000_000);
    assertTrue(1e-5 <= large && large <= 5e-5, "what is usual at 135M weights: " + large);
    assertEquals(1.7e-5, LearningRateRule.rounded(1.7213e-5));
  }

  @Test
  @DisplayName("follows the kind of method: comparisons learn more slowly than imitation")
  void kind() {
    assertSame(LearningRateRule.IMITATION, new Sft().learningRateRule());
    assertSame(LearningRateRule.IMITATION, new Rwr().learningRateRule());
    assertSame(LearningRateRule.IMITATION, new BestOf2().learningRateRule());
    assertSame(LearningRateRule.IMITATION, new PreferredFt().learningRateRule());
    assertSame(LearningRateRule.CONTRASTIVE, new Dpo().learningRateRule());
    assertSame(LearningRateRule.CONTRASTIVE, new Kto().learningRateRule());
    assertSame(LearningRateRule.REFERENCE_FREE, new Slic().learningRateRule());
    assertSame(LearningRateRule.ODDS_RATIO, new Orpo().learningRateRule());
    assertSame(LearningRateRule.REFERENCE_FREE, new Simpo().learningRateRule());
    assertSame(LearningRateRule.CONDITIONAL, new Ca().learningRateRule());
    assertSame(LearningRateRule.IMITATION, new Ca().paperNotation().learningRateRule());
  }

  @Test
  @DisplayName("is filled in once the model is known, and a rate that was named stays")
  void filled() {
    assertEquals(TrainingConfig.AUTO, new Dpo().config().learningRate());
    LanguageModel tiny = Tiny.model(1);
    OfflineMethod dpo = new Dpo().withLearningRate(tiny);
    double rate = LearningRateRule.CONTRASTIVE.rate(tiny.config().parameters());
    assertEquals(rate, dpo.config().learningRate());
    assertEquals(dpo, dpo.withLearningRate(Tiny.fresh(1)));
    OfflineMethod lora = new Dpo().lora(4, 8).withLearningRate(tiny);
    assertEquals(10 * rate, lora.config().learningRate(), 0.06 * rate);
    assertThrows(IllegalStateException.class, () -> new Dpo().config().rate(1, 2));
  }

  @Test
  @DisplayName("of a range test rises by equal factors to the highest")
  void rising() {
    TrainingConfig plan =
        TrainingConfig.small().learningRate(0.5).warmup(0).schedule(LearningRateSchedule.RISING);
    assertEquals(0.5e-3, plan.rate(1, 65), 1e-12);
    double factor = plan.rate(2, 65) / plan.rate(1, 65);
    assertEquals(factor, plan.rate(33, 65) / plan.rate(32, 65), 1e-9);
    assertTrue(plan.rate(65, 65) < 0.5 && plan.rate(65, 65) > 0.4);
  }
}

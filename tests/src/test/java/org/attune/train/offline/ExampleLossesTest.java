package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.Tiny;
import org.attune.method.Dpo;
import org.attune.method.Fa;
import org.attune.method.Kto;
import org.attune.method.OfflineMethod;
import org.attune.method.PairRule;
import org.attune.method.PreferredFt;
import org.attune.method.Rrhf;
import org.attune.method.Sft;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.ResponseLikelihood;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The losses of single examples")
final class ExampleLossesTest {
  private static final LanguageModel POLICY = Tiny.model(5);
  private static final LanguageModel REFERENCE = Tiny.model(6);
  private static final List<LabelledResponse> ROWS =
      List.of(
          new LabelledResponse("a", "bc", -1),
          new LabelledResponse("a", "d", 1),
          new LabelledResponse("e", "f", 0.5),
          new LabelledResponse("e", "gab", 0.2),
          new LabelledResponse("e", "cc", -0.7));

  private static List<Double> of(OfflineMethod method) {
    return new ExampleLosses(POLICY, REFERENCE, PromptTemplate.PLAIN, method).of(ROWS);
  }

  private static double sum(LanguageModel model, int row) {
    LabelledResponse at = ROWS.get(row);
    return ResponseLikelihood.of(model, PromptTemplate.PLAIN, at.prompt(), at.response()).stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static double dpo(int better, int worse) {
    double chosen = sum(POLICY, better) - sum(REFERENCE, better);
    double rejected = sum(POLICY, worse) - sum(REFERENCE, worse);
    return Math.log1p(Math.exp(-0.1 * (chosen - rejected)));
  }

  @Test
  @DisplayName("are one a response, zero where the method does not use it")
  void single() {
    List<Double> sft = of(new Sft());
    List<Double> fa = of(new Fa());
    for (int row = 0; row < ROWS.size(); row++) {
      assertEquals(-sum(POLICY, row), sft.get(row), 1e-4);
      assertEquals(ROWS.get(row).reward() > 0 ? -sum(POLICY, row) : 0, fa.get(row), 1e-4);
    }
  }

  @Test
  @DisplayName("are one a pair, with log-ratios to the reference")
  void pairs() {
    List<Double> all = of(new Dpo().pairs(PairRule.ALL));
    assertEquals(4, all.size());
    assertEquals(dpo(1, 0), all.get(0), 1e-4);
    assertEquals(dpo(2, 3), all.get(1), 1e-4);
    assertEquals(dpo(2, 4), all.get(2), 1e-4);
    assertEquals(dpo(3, 4), all.get(3), 1e-4);
    List<Double> same =
        new ExampleLosses(POLICY, POLICY, PromptTemplate.PLAIN, new Dpo()).of(ROWS.subList(0, 2));
    assertEquals(Math.log(2), same.get(0), 1e-6);
  }

  @Test
  @DisplayName("are one a group")
  void groups() {
    assertEquals(2, of(new Rrhf()).size());
    List<Double> best = of(new PreferredFt());
    assertEquals(-sum(POLICY, 1), best.get(0), 1e-4);
    assertEquals(-sum(POLICY, 2), best.get(1), 1e-4);
  }

  @Test
  @DisplayName("know the mismatch that KTO measures")
  void mismatch() {
    List<Double> kto = of(new Kto());
    assertEquals(ROWS.size(), kto.size());
    assertTrue(kto.stream().allMatch(loss -> loss > 0 && loss < 2), kto.toString());
  }

  @Test
  @DisplayName("refuse data in which nothing can be compared")
  void nothing() {
    ExampleLosses losses = new ExampleLosses(POLICY, REFERENCE, PromptTemplate.PLAIN, new Dpo());
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> losses.of(ROWS.subList(0, 1)));
    assertTrue(refused.getMessage().contains("nothing to compare"), refused.getMessage());
  }
}

package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Numbers of scikit-learn, statsmodels, krippendorff 0.9.0 and SciPy. */
@DisplayName("Agreement of people and judges")
final class AgreementTest {
  private static final double NO = Double.NaN;
  private static final double[][] WHOLE = {
    {1, 1, 0}, {1, 0, 1}, {-1, -1, -1}, {0, 0, 1}, {1, -1, 1}, {0, 0, 0}, {-1, -1, 0}, {1, 1, 1}
  };
  private static final double[][] PARTLY = {
    {1, 1, 0},
    {1, 0, 1},
    {-1, -1, -1},
    {0, 0, 1},
    {1, -1, 1},
    {0, 0, 0},
    {-1, -1, 0},
    {1, 1, 1},
    {1, NO, 0},
    {NO, -1, -1}
  };

  @Test
  @DisplayName("equals the peers' κ and α, also where ratings are missing")
  void peers() {
    Agreement agreement = new Agreement(PARTLY);
    assertEquals(0.3617021276595744, new Agreement(WHOLE).fleissKappa(), 1e-12);
    assertEquals(agreement.fleissKappa(), new Agreement(WHOLE).fleissKappa(), 1e-12);
    assertEquals(0.6363636363636364, new Agreement(WHOLE).cohensKappa(0, 1), 1e-12);
    assertEquals(0.37451737451737444, agreement.krippendorffNominal(), 1e-12);
    assertEquals(0.5136775762936754, agreement.krippendorffOrdinal(), 1e-12);
    assertEquals(0.5353728489483748, agreement.krippendorffInterval(), 1e-12);
  }

  @Test
  @DisplayName("counts ties as no contradiction")
  void contradictions() {
    Agreement agreement = new Agreement(new double[][] {{1, 1}, {1, 0}, {1, -1}, {0, 0}});
    assertEquals(0.5, agreement.exact());
    assertEquals(0.75, agreement.notContradicting());
  }

  @Test
  @DisplayName("is no better than chance for raters who always say the same")
  void constant() {
    Agreement agreement = new Agreement(new double[][] {{1, 1}, {1, 1}});
    assertEquals(1, agreement.exact());
    assertTrue(Double.isNaN(agreement.cohensKappa(0, 1)) && Double.isNaN(agreement.fleissKappa()));
    assertThrows(InvalidInputException.class, () -> new Agreement(new double[][] {{1}}));
  }

  @Test
  @DisplayName("of orders is SciPy's τ-b and ρ")
  void orders() {
    double[] a = {1, 2, 2, 3, 5, 4};
    double[] b = {1, 3, 2, 2, 4, 5};
    assertEquals(0.6428571428571429, RankCorrelation.kendall(a, b), 1e-12);
    assertEquals(0.8088235294117647, RankCorrelation.spearman(a, b), 1e-12);
  }

  @Test
  @DisplayName("of orders refuses NaN, which has no rank")
  void ordersOfNumbersOnly() {
    double[] numbers = {1, 2, 3, 4};
    double[] holed = {1, Double.NaN, 2, 3};
    for (double[][] pair : new double[][][] {{holed, numbers}, {numbers, holed}}) {
      assertThrows(InvalidInputException.class, () -> RankCorrelation.kendall(pair[0], pair[1]));
      assertThrows(InvalidInputException.class, () -> RankCorrelation.spearman(pair[0], pair[1]));
    }
  }

  @Test
  @DisplayName("Holm's p-values are statsmodels'")
  void holm() {
    List<Double> adjusted = Holm.adjusted(List.of(0.01, 0.04, 0.03, 0.005, 0.2));
    List<Double> theirs = List.of(0.04, 0.09, 0.09, 0.025, 0.2);
    for (int i = 0; i < theirs.size(); i++) {
      assertEquals(theirs.get(i), adjusted.get(i), 1e-12);
    }
  }
}

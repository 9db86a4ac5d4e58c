package org.attune.reward;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.Gradients;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The reward model's loss on pairs")
final class RankingLossTest {
  private static final double[] CHOSEN = {0.9, -1.3, 2.4, 0.2};
  private static final double[] REJECTED = {-0.6, 0.8, 1.9, -0.5};
  private static final RankingLoss POINTWISE = new RankingLoss().form(RankingLoss.Form.POINTWISE);

  private static Function<List<NDArray>, NDArray> mean(RankingLoss loss) {
    return leaves -> loss.loss(leaves.get(0), leaves.get(1)).mean();
  }

  private static Function<List<NDArray>, NDArray> mean(RankingLoss loss, double... margins) {
    return leaves -> loss.loss(leaves.get(0), leaves.get(1), margins).mean();
  }

  private static double logSigmoid(double x) {
    return -Math.log(1 + Math.exp(-x));
  }

  private static double value(RankingLoss loss) {
    return Gradients.of(mean(loss), CHOSEN, REJECTED).value();
  }

  @Nested
  @DisplayName("has the values of its equations")
  final class Values {
    @Test
    @DisplayName("−log σ(r_w − r_l − m) on average")
    void ranking() {
      double plain = 0;
      double apart = 0;
      for (int i = 0; i < 4; i++) {
        plain -= logSigmoid(CHOSEN[i] - REJECTED[i]) / 4;
        apart -= logSigmoid(CHOSEN[i] - REJECTED[i] - 0.75) / 4;
      }
      close(plain, value(new RankingLoss()), "without margin");
      close(apart, value(new RankingLoss().margin(0.75)), "with margin");
    }

    @Test
    @DisplayName("−½ log σ(r_w) − ½ log σ(−r_l) in the pointwise form")
    void pointwise() {
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        sum -= (logSigmoid(CHOSEN[i]) + logSigmoid(-REJECTED[i])) / 2;
      }
      close(sum / 4, value(POINTWISE), "pointwise");
    }

    @Test
    @DisplayName("c · (r_w + r_l)² comes on top when it is asked for")
    void centring() {
      double squares = 0;
      for (int i = 0; i < 4; i++) {
        squares += Math.pow(CHOSEN[i] + REJECTED[i], 2) / 4;
      }
      close(
          value(new RankingLoss()) + 0.03 * squares,
          value(new RankingLoss().centring(0.03)),
          "ranking");
      close(value(POINTWISE) + 0.03 * squares, value(POINTWISE.centring(0.03)), "pointwise");
    }

    @Test
    @DisplayName("a pair that is wrong by 600 costs 600, a right one nothing")
    void extremes() {
      Gradients wrong =
          Gradients.of(mean(new RankingLoss()), new double[] {-300}, new double[] {300});
      assertEquals(600, wrong.value(), 1e-3);
      assertEquals(-1, wrong.at().get(0)[0], 1e-6);
      Gradients right =
          Gradients.of(mean(new RankingLoss()), new double[] {300}, new double[] {-300});
      assertEquals(0, right.value());
      assertEquals(0, Math.abs(right.at().get(0)[0]));
    }

    @Test
    @DisplayName("equal scores cost ln 2 and pull apart with half the strength")
    void tie() {
      Gradients tie = Gradients.of(mean(new RankingLoss()), new double[] {0}, new double[] {0});
      close(Math.log(2), tie.value(), "loss");
      close(-0.5, tie.at().get(0)[0], "chosen");
      close(0.5, tie.at().get(1)[0], "rejected");
    }
  }

  @Nested
  @DisplayName("has the right gradients")
  final class Slopes {
    @TestFactory
    @DisplayName("equal to finite differences")
    Stream<DynamicTest> differences() {
      return Stream.of(
              new RankingLoss(),
              new RankingLoss().margin(0.75),
              new RankingLoss().centring(0.05),
              POINTWISE,
              POINTWISE.centring(0.05))
          .map(
              loss ->
                  DynamicTest.dynamicTest(
                      loss.toString(),
                      () -> Gradients.agreeWithDifferences(mean(loss), CHOSEN, REJECTED)));
    }

    @Test
    @DisplayName("with margins of the pairs' own, too, which come on top of the common one")
    void margins() {
      double[] own = {0.5, 0, 1.25, -0.5};
      RankingLoss loss = new RankingLoss().margin(0.25);
      Gradients.agreeWithDifferences(mean(loss, own), CHOSEN, REJECTED);
      double[] sums = {0.75, 0.25, 1.5, -0.25};
      close(
          Gradients.of(mean(new RankingLoss(), sums), CHOSEN, REJECTED).value(),
          Gradients.of(mean(loss, own), CHOSEN, REJECTED).value(),
          "margins");
    }

    @Test
    @DisplayName("and they stay right when the garbage collector runs before the backward pass")
    void garbage() {
      for (RankingLoss loss :
          List.of(new RankingLoss().margin(0.75).centring(0.05), POINTWISE.centring(0.05))) {
        Gradients calm = Gradients.of(mean(loss), CHOSEN, REJECTED);
        Gradients shaken =
            Gradients.of(
                leaves -> {
                  NDArray value = mean(loss).apply(leaves);
                  Shaking.directMemory();
                  return value;
                },
                CHOSEN,
                REJECTED);
        close(calm.at().get(0), shaken.at().get(0), loss + " chosen");
        close(calm.at().get(1), shaken.at().get(1), loss + " rejected");
      }
    }
  }

  @TestFactory
  @DisplayName("agrees with the shared suite rm_ranking, gradients too")
  Stream<DynamicTest> shared() {
    return GoldenSuite.tests("rm_ranking", RankingLossTest::check);
  }

  /** Each pair of the suite has a margin of its own. */
  private static void check(GoldenSuite.Case golden) {
    double[] chosen = golden.list("r_w");
    double[] rejected = golden.list("r_l");
    double[] margins = golden.list("margin");
    int n = chosen.length;
    double[] perPair = new double[n];
    double[] pointwise = new double[n];
    for (int i = 0; i < n; i++) {
      double[] w = {chosen[i]};
      double[] l = {rejected[i]};
      perPair[i] = Gradients.of(mean(new RankingLoss(), margins[i]), w, l).value();
      pointwise[i] = Gradients.of(mean(POINTWISE), w, l).value();
    }
    golden.check("per_pair", perPair);
    golden.check("pointwise", Arrays.stream(pointwise).average().orElseThrow());
    RankingLoss whole = new RankingLoss().centring(golden.number("centering"));
    Gradients all = Gradients.of(mean(whole, margins), chosen, rejected);
    golden.check("loss", all.value());
    golden.check("grad_r_w", all.at().get(0));
    golden.check("grad_r_l", all.at().get(1));
  }

  @Test
  @DisplayName("refuses a negative margin or centring")
  void refused() {
    assertThrows(InvalidInputException.class, () -> new RankingLoss().margin(-1));
    assertThrows(InvalidInputException.class, () -> new RankingLoss().centring(Double.NaN));
    assertThrows(InvalidInputException.class, POINTWISE::requireMargins);
  }
}

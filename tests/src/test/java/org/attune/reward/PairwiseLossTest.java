package org.attune.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.Gradients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The loss of a pairwise preference model")
final class PairwiseLossTest {
  private static NDArray mean(List<NDArray> logits) {
    return PairwiseLoss.of(logits.get(0), logits.get(1)).mean();
  }

  @TestFactory
  @DisplayName("agrees with the shared suite pairwise_pm, gradients and decisions too")
  Stream<DynamicTest> shared() {
    return GoldenSuite.tests(
        "pairwise_pm",
        golden -> {
          double[] first = golden.list("z_wl");
          double[] second = golden.list("z_lw");
          Gradients loss = Gradients.of(PairwiseLossTest::mean, first, second);
          golden.check("loss", loss.value());
          golden.check("grad_z_wl", loss.at().get(0));
          golden.check("grad_z_lw", loss.at().get(1));
          double[] decisions =
              IntStream.range(0, first.length)
                  .mapToDouble(i -> PairwiseLoss.decision(first[i], second[i]))
                  .toArray();
          golden.check("decision_score", decisions);
          golden.check(
              "accuracy_debiased",
              Arrays.stream(decisions).filter(d -> d > 0).count() / (double) decisions.length);
        });
  }

  @Test
  @DisplayName("has the gradients that differences show")
  void differences() {
    Gradients.agreeWithDifferences(
        PairwiseLossTest::mean, new double[] {0.4, -1.3, 2}, new double[] {-0.8, 0.1, 1});
  }

  @Test
  @DisplayName("and a judge that always says \"the first\" decides nothing")
  void bias() {
    assertEquals(0, PairwiseLoss.decision(7, 7));
    assertEquals(-PairwiseLoss.decision(1, 3), PairwiseLoss.decision(3, 1));
  }
}

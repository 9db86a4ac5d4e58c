package org.attune.method;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.Gradients;
import org.attune.model.TokenLogProbs;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The losses of SFT, FA, RWR and CA")
final class LossesTest {
  private static final int[] LENGTHS = {2, 4, 1};
  private static final double[] LOG_PROBS = {-1.7, -0.4, -2.2, -0.9, -3.1, -0.6, -1.3};
  private static final double[] SUMS = {-2.1, -6.8, -1.3};
  private static final double[] REWARDS = {0.8, -1.4, 0.3};
  private static final List<OfflineMethod> METHODS =
      List.of(new Sft(), new Fa().threshold(-2), new Fa(), new Rwr().beta(0.7), new Ca());

  /** Returns the loss a training step minimises, as a function of all tokens' log-probabilities. */
  static Function<List<NDArray>, NDArray> reduced(
      OfflineMethod method, Reduction reduction, int[] lengths, double[] rewards) {
    return leaves -> {
      int columns = Arrays.stream(lengths).max().orElseThrow();
      NDArray flat = leaves.get(0);
      float[] mask = new float[lengths.length * columns];
      long[] places = new long[mask.length];
      int next = 0;
      for (int row = 0; row < lengths.length; row++) {
        for (int i = 0; i < lengths[row]; i++) {
          mask[row * columns + i] = 1;
          places[row * columns + i] = next++;
        }
      }
      var manager = flat.getManager();
      NDArray raw = flat.gather(manager.create(places), 0).reshape(lengths.length, columns);
      TokenLogProbs policy =
          TokenLogProbs.masked(raw, manager.create(mask, new Shape(lengths.length, columns)));
      NDArray labels = manager.create(org.attune.Close.narrow(rewards));
      NDArray losses = method.loss(new LossBatch(policy, labels));
      double denominator = reduction.denominator(lengths.length, Arrays.stream(lengths).sum());
      return reduction
          .sum(losses, policy.tokens())
          .div(org.attune.engine.PyTorch.constant(manager, denominator));
    };
  }

  private static double value(OfflineMethod method, Reduction reduction) {
    return Gradients.of(reduced(method, reduction, LENGTHS, REWARDS), LOG_PROBS).value();
  }

  private static double[] gradient(OfflineMethod method, double... rewards) {
    return Gradients.of(reduced(method, Reduction.SEQUENCE_MEAN, LENGTHS, rewards), LOG_PROBS)
        .at()
        .get(0);
  }

  @Nested
  @DisplayName("have the values of their equations")
  final class Values {
    @Test
    @DisplayName("SFT is −log π(y|x)")
    void sft() {
      double total = 2.1 + 6.8 + 1.3;
      close(total / 3, value(new Sft(), Reduction.SEQUENCE_MEAN), "mean over examples");
      close(total / 7, value(new Sft(), Reduction.TOKEN_MEAN), "mean over tokens");
      close(
          (2.1 / 2 + 6.8 / 4 + 1.3) / 3,
          value(new Sft(), Reduction.SEQUENCE_MEAN_OF_TOKEN_MEANS),
          "mean of means");
    }

    @Test
    @DisplayName("FA is that of the responses above the threshold and zero for the others")
    void fa() {
      close((2.1 + 1.3) / 3, value(new Fa(), Reduction.SEQUENCE_MEAN), "t = 0");
      close(2.1 / 3, value(new Fa().threshold(0.5), Reduction.SEQUENCE_MEAN), "t = 0.5");
    }

    @Test
    @DisplayName("RWR weighs each response exp(R/β), cut at the largest weight")
    void rwr() {
      double sum = 0;
      double cut = 0;
      for (int i = 0; i < 3; i++) {
        sum -= Math.exp(REWARDS[i] / 0.7) * SUMS[i];
        cut -= Math.min(1.25, Math.exp(REWARDS[i] / 0.7)) * SUMS[i];
      }
      Rwr rwr = new Rwr().beta(0.7);
      close(sum / 3, value(rwr, Reduction.SEQUENCE_MEAN), "weighted");
      close(cut / 3, value(rwr.largestWeight(1.25), Reduction.SEQUENCE_MEAN), "cut");
    }

    @Test
    @DisplayName("CA's loss is SFT's: the reward stands in the prompt, not in the loss")
    void ca() {
      for (Reduction reduction : Reduction.values()) {
        assertEquals(value(new Sft(), reduction), value(new Ca(), reduction));
      }
    }
  }

  @Nested
  @DisplayName("have the right gradients")
  final class Slopes {
    @TestFactory
    @DisplayName("equal to finite differences")
    Stream<DynamicTest> differences() {
      return METHODS.stream()
          .flatMap(
              method ->
                  Stream.of(Reduction.values())
                      .map(
                          reduction ->
                              DynamicTest.dynamicTest(
                                  method.name() + " " + reduction,
                                  () ->
                                      Gradients.agreeWithDifferences(
                                          reduced(method, reduction, LENGTHS, REWARDS),
                                          LOG_PROBS))));
    }

    @Test
    @DisplayName("each token of a response gets −w/n; the weight carries none of its own")
    void weights() {
      double[] gradient = gradient(new Rwr().beta(0.7), REWARDS);
      int[] row = {0, 0, 1, 1, 1, 1, 2};
      for (int i = 0; i < row.length; i++) {
        close(-Math.exp(REWARDS[row[i]] / 0.7) / 3, gradient[i], "token " + i);
      }
    }

    @Test
    @DisplayName("rewards of zero make RWR plain fine-tuning, bit for bit")
    void zeroRewards() {
      assertArrayEquals(gradient(new Sft(), 0, 0, 0), gradient(new Rwr(), 0, 0, 0));
    }

    @Test
    @DisplayName("FA's dropped responses get exactly zero")
    void dropped() {
      double[] gradient = gradient(new Fa(), REWARDS);
      assertArrayEquals(new double[4], Arrays.copyOfRange(gradient, 2, 6));
      close(-1.0 / 3, gradient[0], "a kept token");
    }
  }

  @Nested
  @DisplayName("draw the line at the threshold")
  final class Threshold {
    @Test
    @DisplayName("a reward equal to FA's threshold is dropped, in the filter and in the loss")
    void equal() {
      Fa fa = new Fa().threshold(0.5);
      assertFalse(fa.uses(0.5));
      assertTrue(fa.uses(Math.nextUp(0.5)));
      assertEquals(0.0, gradient(fa, 0.5, 0.6, 0.4)[0]);
      assertTrue(gradient(fa, 0.5, 0.6, 0.4)[2] < 0);
    }

    @Test
    @DisplayName("impossible settings are refused in one sentence")
    void refused() {
      assertThrows(InvalidInputException.class, () -> new Fa().threshold(Double.NaN));
      assertThrows(InvalidInputException.class, () -> new Rwr().beta(0));
      assertThrows(InvalidInputException.class, () -> new Rwr().largestWeight(0));
      assertThrows(InvalidInputException.class, () -> new Ca().pattern("no hole"));
    }
  }
}

package org.attune.model;

import static org.attune.Close.close;
import static org.attune.Close.wide;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.engine.PyTorch;
import org.attune.method.LossBatch;
import org.attune.method.Reduction;
import org.attune.method.Sft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Log-probabilities of responses")
final class TokenLogProbsTest {
  private static final double[][] LOGITS = {
    {0.4, -1.1, 2.0, 0.0}, {1.3, 0.2, -0.7, 0.9}, {-2.0, 0.6, 0.1, 1.7}, {0.0, 3.1, -1.0, 0.5}
  };

  /** Returns log softmax(row)[i] in 64 bits, by its definition. */
  static double logProb(double[] row, int i) {
    return Math.log(Math.exp(row[i]) / Arrays.stream(row).map(Math::exp).sum());
  }

  static double[] values(List<double[][]> logits, TokenizedExample... rows) {
    return PyTorch.scoped(
        () ->
            wide(
                TokenLogProbs.of(new StubDecoder(logits), TokenBatch.padded(List.of(rows)))
                    .values()
                    .toFloatArray()));
  }

  @Nested
  @DisplayName("are read at the position before each token")
  final class Positions {
    @Test
    @DisplayName("position p − 1 predicts the response's first token, wherever the prompt ends")
    void boundary() {
      int[] ids = {2, 0, 3, 1, 1};
      for (int p = 1; p < ids.length; p++) {
        TokenizedExample row =
            new TokenizedExample(Arrays.copyOf(ids, p), Arrays.copyOfRange(ids, p, ids.length));
        double[] values = values(List.<double[][]>of(LOGITS), row);
        for (int i = 0; i < ids.length - p; i++) {
          close(logProb(LOGITS[p - 1 + i], ids[p + i]), values[i], "prompt " + p + " token " + i);
        }
      }
    }

    @Test
    @DisplayName("behind a response's end stands zero, whatever the decoder says there")
    void padding() {
      TokenizedExample shorter = new TokenizedExample(new int[] {1}, new int[] {3});
      TokenizedExample longer = new TokenizedExample(new int[] {1, 2}, new int[] {0, 2, 3});
      double[] values = values(List.of(LOGITS, LOGITS), shorter, longer);
      int columns = values.length / 2;
      close(logProb(LOGITS[0], 3), values[0], "the one token of the shorter row");
      for (int i = 1; i < columns; i++) {
        assertEquals(0.0, Math.abs(values[i]), "column " + i);
      }
      assertEquals(0.0, Math.abs(values[columns + 3]));
    }

    @Test
    @DisplayName("every reduction divides by what its name says")
    void reductions() {
      TokenizedExample one = new TokenizedExample(new int[] {1}, new int[] {3});
      TokenizedExample three = new TokenizedExample(new int[] {1, 2}, new int[] {0, 2, 3});
      double a = -logProb(LOGITS[0], 3);
      double b = -logProb(LOGITS[1], 0) - logProb(LOGITS[2], 2) - logProb(LOGITS[3], 3);
      List<double[][]> logits = List.of(LOGITS, LOGITS);
      close((a + b) / 4, sft(Reduction.TOKEN_MEAN, logits, one, three), "token mean");
      close((a + b) / 2, sft(Reduction.SEQUENCE_MEAN, logits, one, three), "sequence mean");
      close(
          (a + b / 3) / 2,
          sft(Reduction.SEQUENCE_MEAN_OF_TOKEN_MEANS, logits, one, three),
          "sequence mean of token means");
    }

    @Test
    @DisplayName("logits of hundreds overflow nothing")
    void overflow() {
      double[][] extreme = {{900, -900, 0, 0}, {-900, -901, -1800, -1800}};
      double[] values =
          values(
              List.<double[][]>of(extreme), new TokenizedExample(new int[] {0}, new int[] {1, 1}));
      assertEquals(-1800, values[0], 1e-3);
      assertEquals(-1 - Math.log1p(Math.exp(-1)), values[1], 1e-3);
    }
  }

  static double sft(Reduction reduction, List<double[][]> logits, TokenizedExample... rows) {
    TokenBatch batch = TokenBatch.padded(List.of(rows));
    return PyTorch.scoped(
        () -> {
          StubDecoder decoder = new StubDecoder(logits);
          TokenLogProbs scores = TokenLogProbs.of(decoder, batch);
          NDArray rewards = decoder.weights().manager().zeros(new Shape(rows.length));
          NDArray losses = new Sft().reduction(reduction).loss(new LossBatch(scores, rewards));
          return reduction.sum(losses, scores.tokens()).getFloat()
              / reduction.denominator(rows.length, batch.responseTokens());
        });
  }

  @Nested
  @DisplayName("give the exact divergence of two distributions")
  final class Divergence {
    private double[] perRow(double[][] p, double[][] q) {
      try (NDManager manager = PyTorch.manager(Device.cpu())) {
        return PyTorch.scoped(
            () ->
                wide(
                    TokenDistributions.divergence(
                            rows(manager, p).logSoftmax(-1), rows(manager, q).logSoftmax(-1))
                        .toFloatArray()));
      }
    }

    private NDArray rows(NDManager manager, double[][] values) {
      float[] flat =
          org.attune.Close.narrow(Stream.of(values).flatMapToDouble(Arrays::stream).toArray());
      return manager.create(flat, new Shape(values.length, values[0].length));
    }

    @Test
    @DisplayName("Σ p (log p − log q), computed from the logits in 64 bits")
    void definition() {
      double[][] q = {LOGITS[3], LOGITS[2], LOGITS[1], LOGITS[0]};
      double[] actual = perRow(LOGITS, q);
      for (int row = 0; row < q.length; row++) {
        double sum = 0;
        for (int v = 0; v < 4; v++) {
          double logP = logProb(LOGITS[row], v);
          sum += Math.exp(logP) * (logP - logProb(q[row], v));
        }
        close(sum, actual[row], "row " + row);
      }
    }

    @TestFactory
    @DisplayName("agrees with the shared suite categorical_kl")
    Stream<DynamicTest> shared() {
      return GoldenSuite.tests(
          "categorical_kl",
          golden -> {
            double[][] p = matrix(golden.inputs().get("logits_p"));
            double[][] q = matrix(golden.inputs().get("logits_q"));
            golden.check("per_token", perRow(p, q));
            golden.check("kl_p_q", Arrays.stream(perRow(p, q)).sum());
            golden.check("kl_q_p", Arrays.stream(perRow(q, p)).sum());
          });
    }
  }

  static double[] at(JsonElement list, int index) {
    return GoldenSuite.numbers(list.getAsJsonArray().get(index));
  }

  static double[][] matrix(JsonElement rows) {
    double[][] matrix = new double[rows.getAsJsonArray().size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = at(rows, i);
    }
    return matrix;
  }
}

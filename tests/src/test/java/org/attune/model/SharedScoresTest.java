package org.attune.model;

import static org.attune.model.TokenLogProbsTest.at;
import static org.attune.model.TokenLogProbsTest.matrix;
import static org.attune.model.TokenLogProbsTest.sft;
import static org.attune.model.TokenLogProbsTest.values;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.engine.PyTorch;
import org.attune.method.Reduction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Log-probabilities of responses")
final class SharedScoresTest {
  @TestFactory
  @DisplayName("agree with the shared suite sft_nll")
  Stream<DynamicTest> sftNll() {
    return GoldenSuite.tests("sft_nll", SharedScoresTest::checkSft);
  }

  private static void checkSft(GoldenSuite.Case golden) {
    List<double[][]> logits = new ArrayList<>();
    List<TokenizedExample> rows = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    for (int b = 0; b < golden.inputs().getAsJsonArray("logits").size(); b++) {
      double[] mask = at(golden.inputs().get("mask"), b);
      double[] targets = at(golden.inputs().get("targets"), b);
      int from = 0;
      while (from < mask.length && mask[from] == 0) {
        from++;
      }
      int to = from;
      while (to < mask.length && mask[to] == 1) {
        to++;
      }
      int[] ids = new int[to + 1];
      for (int i = 0; i < to; i++) {
        ids[i + 1] = (int) targets[i];
      }
      rows.add(
          new TokenizedExample(
              Arrays.copyOf(ids, from + 1), Arrays.copyOfRange(ids, from + 1, to + 1)));
      logits.add(matrix(golden.inputs().getAsJsonArray("logits").get(b)));
      expected.add(Arrays.copyOfRange(at(golden.expected().get("token_logprobs"), b), from, to));
    }
    TokenizedExample[] all = rows.toArray(TokenizedExample[]::new);
    double[] values = values(logits, all);
    int columns = values.length / all.length;
    double[] sums = new double[all.length];
    for (int b = 0; b < all.length; b++) {
      for (int i = 0; i < columns; i++) {
        boolean real = i < expected.get(b).length;
        golden.compare(
            real ? expected.get(b)[i] : 0, values[b * columns + i], "row " + b + " token " + i);
        sums[b] -= values[b * columns + i];
      }
    }
    golden.check("seq_sum_nll", sums);
    golden.check("token_mean", sft(Reduction.TOKEN_MEAN, logits, all));
    golden.check("sequence_mean_of_sums", sft(Reduction.SEQUENCE_MEAN, logits, all));
    golden.check(
        "sequence_mean_of_means", sft(Reduction.SEQUENCE_MEAN_OF_TOKEN_MEANS, logits, all));
  }

  @TestFactory
  @DisplayName("agree with the shared suite sequence_logprob")
  Stream<DynamicTest> sequences() {
    return GoldenSuite.tests(
        "sequence_logprob",
        golden -> {
          int[] ids = Arrays.stream(golden.list("ids")).mapToInt(id -> (int) id).toArray();
          int p = (int) golden.number("prompt_len");
          TokenizedExample row =
              new TokenizedExample(Arrays.copyOf(ids, p), Arrays.copyOfRange(ids, p, ids.length));
          List<double[][]> logits = List.<double[][]>of(matrix(golden.inputs().get("logits")));
          double[] values = Arrays.copyOf(values(logits, row), ids.length - p);
          golden.check("response_token_logprobs", values);
          golden.check("sum", reduced(logits, row, TokenLogProbs::sum));
          golden.check("mean", reduced(logits, row, TokenLogProbs::mean));
        });
  }

  private static double reduced(
      List<double[][]> logits,
      TokenizedExample row,
      java.util.function.Function<TokenLogProbs, NDArray> reduction) {
    return PyTorch.scoped(
        () ->
            reduction.apply(
                    TokenLogProbs.of(new StubDecoder(logits), TokenBatch.padded(List.of(row))))
                .toFloatArray()[0]);
  }
}

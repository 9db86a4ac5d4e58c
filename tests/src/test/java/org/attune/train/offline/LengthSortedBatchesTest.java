package org.attune.train.offline;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.method.Grouping;
import org.attune.method.Reduction;
import org.attune.method.Sft;
import org.attune.model.LanguageModel;
import org.attune.model.TokenizedExample;
import org.attune.train.Differentiated;
import org.attune.train.loop.DataParallel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Divided by its own number of tokens, a batch of short responses would count as much as one of
 * long ones, and the policy would learn to answer briefly.
 */
@DisplayName("Batches of similar length")
final class LengthSortedBatchesTest {
  private static final LanguageModel START = Tiny.model(35);
  private static final List<List<Integer>> SORTED =
      List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5));
  private static final List<Integer> ALL = IntStream.range(0, 6).boxed().toList();

  /** Six responses of 1, 2, 6, 7, 12 and 13 tokens. */
  private static PolicyObjective task(Reduction reduction) {
    List<TokenizedExample> tokens =
        IntStream.of(1, 2, 6, 7, 12, 13)
            .mapToObj(
                length ->
                    new TokenizedExample(
                        new int[] {Tiny.BOS, 10 + length},
                        IntStream.range(9, 9 + length).toArray()))
            .toList();
    List<Double> rewards = ALL.stream().map(i -> 0.0).toList();
    return new PolicyObjective(
        new Sft().reduction(reduction),
        START,
        START,
        new PolicyObjective.Rows(tokens, rewards, Grouping.SINGLES.examples(rewards)),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  @DisplayName("have together the gradient of all their examples at once")
  void sameGradient(Reduction reduction) {
    PolicyObjective task = task(reduction);
    Differentiated sorted =
        Differentiated.of(
            START, false, model -> SORTED.stream().mapToDouble(b -> loss(task, model, b)).sum());
    Differentiated whole =
        Differentiated.of(
            START,
            false,
            model -> IntStream.range(0, 3).mapToDouble(i -> loss(task, model, ALL)).sum());
    whole
        .gradients()
        .forEach((name, values) -> close(values, sorted.gradients().get(name), 2e-5, name));
  }

  @Test
  @DisplayName("are not formed for imitation, which would swing between short and long responses")
  void notForImitation() {
    assertEquals(0, task(Reduction.TOKEN_MEAN).batchLength(5));
    assertEquals(15, task(Reduction.SEQUENCE_MEAN).batchLength(5));
  }

  @Test
  @DisplayName("report the mean over their own tokens")
  void ownLoss() {
    PolicyObjective task = task(Reduction.TOKEN_MEAN);
    PolicyObjective sums = task(Reduction.SEQUENCE_MEAN);
    for (List<Integer> batch : SORTED) {
      double[] losses = new double[2];
      Differentiated.of(START, false, model -> losses[0] = loss(task, model, batch));
      Differentiated.of(START, false, model -> losses[1] = loss(sums, model, batch));
      int tokens = batch.stream().mapToInt(i -> task.length(i) - 2).sum();
      close(losses[1] * batch.size() / tokens, losses[0], "loss of " + batch);
    }
  }

  private static double loss(PolicyObjective task, DataParallel model, List<Integer> batch) {
    return task.gradients(model, batch, batch.size()).loss();
  }
}

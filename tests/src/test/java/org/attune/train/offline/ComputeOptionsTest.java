package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.WithProperty;
import org.attune.method.Dpo;
import org.attune.method.TrainingConfig;
import org.attune.model.Activations;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tolerance: the rounding of 32 bits, carried through a few steps. */
@DisplayName("How gradients are computed changes no training")
final class ComputeOptionsTest {
  private static final double EXACT = 1e-4;

  private static final TrainingConfig PLAN =
      TrainingConfig.small().steps(4).batchSize(4).microBatch(4).learningRate(1e-3).heldOut(0);

  private static List<Double> losses(TrainingConfig plan) {
    List<LabelledResponse> rows =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    new LabelledResponse(
                        "a b c d e f g h i j k l m n o " + (char) ('a' + i / 2),
                        i % 2 == 0 ? "r s t" : "u v",
                        1 - i % 2))
            .toList();
    return WithProperty.of("attune.bfloat16", "off", () -> losses(plan, rows));
  }

  private static List<Double> losses(TrainingConfig plan, List<LabelledResponse> rows) {
    return new PolicyTraining(Tiny.model(3), PromptTemplate.PLAIN, new Dpo().config(plan))
        .run(rows, RunOptions.defaults()).history().steps().stream()
            .map(StepMetrics::loss)
            .toList();
  }

  private static void same(List<Double> expected, List<Double> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), EXACT * Math.abs(expected.get(i)), "step " + i);
    }
  }

  @Test
  @DisplayName("whether prompts are read once or with each response")
  void packing() {
    same(losses(PLAN.packing(false)), losses(PLAN));
  }

  @Test
  @DisplayName("whether layers are kept or computed again, and again bit for bit")
  void checkpointing() {
    same(losses(PLAN), losses(PLAN.checkpointing()));
    assertEquals(losses(PLAN.checkpointing()), losses(PLAN.checkpointing()));
  }

  @ParameterizedTest(name = "with a dropout of {0}")
  @ValueSource(doubles = {0, 0.5})
  @DisplayName("whether an adapter's layers are kept or computed again")
  void adapters(double dropout) {
    TrainingConfig plan = PLAN.lora(new Lora(2, 4).dropout(dropout));
    same(losses(plan), losses(plan.checkpointing()));
  }

  @Test
  @DisplayName("and layers whose activations take too much memory are computed again unasked")
  void limit() {
    List<Double> again = losses(PLAN.checkpointing());
    assertEquals(again, WithProperty.of(Activations.PROPERTY, "0", () -> losses(PLAN)));
  }
}

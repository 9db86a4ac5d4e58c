package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.attune.Tiny;
import org.attune.WithProperty;
import org.attune.engine.AvailableMemory;
import org.attune.engine.MatmulPrecision;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptTemplate;
import org.attune.train.Toys;
import org.attune.train.offline.PolicyTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Before a step that may not fit into memory")
final class MemoryCheckTest {
  private static final LlamaConfig LARGE = LlamaConfig.small(32_000, 2048, 22, 32, 4, 2048, 1, 2);

  private static MemoryEstimate estimate(int batch) {
    return MemoryEstimate.of(LARGE, 1024, batch, MatmulPrecision.FLOAT32, Device.cpu(), 1);
  }

  private static String said(int batch, double available) {
    return MemoryCheck.warning(estimate(batch), batch, 1024, OptionalLong.of((long) available))
        .orElse("");
  }

  @Test
  @DisplayName("one sentence says what it needs, what there is, and a batch that fits")
  void sentence() {
    MemoryEstimate one = estimate(1);
    double fixed = one.added() - one.activations();
    double three = fixed + 3.5 * one.activations();
    assertEquals("", said(3, three));
    String said = said(16, three);
    assertTrue(said.startsWith("A step of 16 examples of up to 1024 tokens needs about "), said);
    assertTrue(said.contains(String.format("%.1f GB are available", three / 1e9)), said);
    assertTrue(said.contains("use a smaller micro-batch, such as --micro-batch 3 or"), said);
    assertEquals("", said(16, 16 * three));
  }

  @Test
  @DisplayName("no smaller batch is advised where none would fit")
  void hopeless() {
    String said = said(16, 1e8);
    assertTrue(said.endsWith("use a smaller model."), said);
    assertEquals(Optional.empty(), MemoryCheck.warning(estimate(1), 1, 1024, OptionalLong.empty()));
  }

  @Test
  @DisplayName("a training tells its callback, once, and goes on")
  void training() {
    for (long available : new long[] {1000, 1L << 40}) {
      List<String> warnings = new ArrayList<>();
      TrainingCallback callback =
          new TrainingCallback() {
            @Override
            public void onStep(StepMetrics step) {}

            @Override
            public void warning(String sentence) {
              warnings.add(sentence);
            }
          };
      boolean finished =
          WithProperty.of(
              AvailableMemory.PROPERTY,
              String.valueOf(available),
              () ->
                  new PolicyTraining(Tiny.fresh(5), PromptTemplate.PLAIN, Toys.sft(2))
                      .run(Toys.noise(8, 2), RunOptions.defaults().callback(callback))
                      .finished());
      assertTrue(finished);
      assertEquals(available == 1000 ? 1 : 0, warnings.size(), warnings::toString);
    }
  }
}

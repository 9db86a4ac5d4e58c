package org.attune.train.offline;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.method.Dpo;
import org.attune.model.TokenizedExample;
import org.attune.model.io.SafeTensors;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Reference scores, before the first step,")
final class ReferencePreparationTest {
  @Test
  @DisplayName("takes reference scores that lie beside the checkpoints instead of scoring again")
  void disk(@TempDir Path folder) throws IOException {
    List<TokenizedExample> rows = List.of(new TokenizedExample(new int[] {1, 5}, new int[] {7, 2}));
    ReferenceScores.forget();
    float[] scored =
        new ReferenceScores(
                GroupTrainingTest.START,
                GroupTrainingTest.START,
                RunOptions.defaults().checkpoints(folder, 1))
            .of(rows);
    assertTrue(scored[0] < 0);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    HostTensor other = new HostTensor(new long[] {1}, new float[] {-42});
    Files.delete(file);
    SafeTensors.write(file, java.util.Map.of("sums", other), DType.F32);
    close(
        scored[0],
        new ReferenceScores(
                GroupTrainingTest.START,
                GroupTrainingTest.START,
                RunOptions.defaults().checkpoints(folder, 1))
            .of(rows)[0],
        "memory");
    ReferenceScores.forget();
    assertEquals(
        -42,
        new ReferenceScores(
                GroupTrainingTest.START,
                GroupTrainingTest.START,
                RunOptions.defaults().checkpoints(folder, 1))
            .of(rows)[0]);
    ReferenceScores.forget();
    close(
        scored[0],
        new ReferenceScores(GroupTrainingTest.START, GroupTrainingTest.START, RunOptions.defaults())
            .of(rows)[0],
        "scored again");
  }

  @Test
  @DisplayName("a press of stop while the reference is scored gives the start back, unfinished")
  void stopped() {
    ReferenceScores.forget();
    List<Long> waited = new ArrayList<>();
    TrainingCallback listener =
        new TrainingCallback() {
          @Override
          public void onStep(StepMetrics step) {
            throw new AssertionError("a step was taken");
          }

          @Override
          public void onProgress(String what, long done, long total) {
            waited.add(done);
            Thread.currentThread().interrupt();
          }
        };
    PolicyTraining.Result result =
        GroupTrainingTest.run(
            new Dpo().config(GroupTrainingTest.PLAN), RunOptions.defaults().callback(listener));
    assertFalse(result.finished());
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(1, waited.size(), "one batch, then none");
    assertTrue(result.history().steps().isEmpty());
    assertEquals(GroupTrainingTest.START.hash(), result.model().hash());
  }
}

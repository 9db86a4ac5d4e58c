package org.attune.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.method.LearningRateSchedule;
import org.attune.method.Simpo;
import org.attune.method.TrainingConfig;
import org.attune.sample.ResponseSampler;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.RolloutLog;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The snapshots of a training")
final class SnapshotsTest {
  private static final RunOptions KEPT = RunOptions.defaults().snapshots(2).callback(step -> {});

  /**
   * Trains by a method without a reference model: the values of one that is run on fewer responses
   * at a time may differ in their last digits.
   */
  private static AlignmentResult offline(int steps, RunOptions options) {
    Simpo method = Align.simpo();
    TrainingConfig plan = method.config().steps(steps).batchSize(2).warmup(0);
    return Dataset.bundled()
        .take(16)
        .humanLabels()
        .align(
            method.config(plan.schedule(LearningRateSchedule.CONSTANT)), Policy.bundled(), options);
  }

  @Test
  @DisplayName("offline are the policies of shorter trainings, the end included")
  void offline() {
    AlignmentResult run = offline(4, KEPT);
    List<Policy> snapshots = run.snapshots();
    assertEquals(List.of("SimPO @2", "SimPO @4"), snapshots.stream().map(Policy::name).toList());
    assertEquals(run.policy().hash(), snapshots.get(1).hash());
    assertEquals(offline(2, KEPT).policy().hash(), snapshots.get(0).hash());
    assertNotEquals(Policy.bundled().hash(), snapshots.get(0).hash());
  }

  @Test
  @DisplayName("change nothing, and are none where nobody asked")
  void silent() {
    AlignmentResult plain = offline(4, RunOptions.defaults().callback(step -> {}));
    assertEquals(List.of(), plain.snapshots());
    assertEquals(offline(4, KEPT).policy().hash(), plain.policy().hash());
    assertThrows(InvalidInputException.class, () -> RunOptions.defaults().snapshots(-1));
  }

  @Test
  @DisplayName("online give a curve from the start to the end in one line")
  void online() {
    var ipo = Align.ipo();
    var method =
        Align.onPolicy(ipo.config(ipo.config().steps(4).batchSize(2).learningRate(1e-3)))
            .source(ResponseSampler.topP(2, 1, 1).maxTokens(12));
    AlignmentResult run =
        Dataset.bundled()
            .take(16)
            .align(method, Policy.bundled(), Golden.reward(), KEPT, RolloutLog.none());
    assertEquals(2, run.snapshots().size());
    assertEquals(run.policy().hash(), run.snapshots().get(1).hash());
    OverOptimisation curve =
        OverOptimisation.of(Dataset.bundled("prompts").take(4), Golden.reward(), run);
    assertEquals(List.of("online IPO"), curve.groups());
    assertEquals(3, curve.points().size(), "the start and two snapshots");
    CurvePoint first = curve.points().get(0);
    assertEquals(0, first.kl(), 1e-6, "the start is where it is");
    assertEquals(0.5, first.mean(CurveMeasure.WIN_RATE), "and ties with itself");
    assertTrue(curve.points().get(2).kl() > 0, "the end is elsewhere");
  }
}

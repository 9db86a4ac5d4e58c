package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.HostTensor;
import org.attune.method.TrainingConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A training loop")
final class TrainingLoopTest {
  /** Fails at one place, and keeps what was called. */
  private static final class Failing implements Trainer, TrainingCallback {
    private final String place;
    private final List<String> called = new ArrayList<>();

    Failing(String place) {
      this.place = place;
    }

    private void call(String name) {
      called.add(name);
      if (name.equals(place)) {
        throw new IllegalStateException(name);
      }
    }

    @Override
    public void start(int done) {
      call("start");
    }

    @Override
    public void onStart(int done, int steps) {
      call("onStart");
    }

    @Override
    public int steps() {
      return 1;
    }

    @Override
    public Optional<StepMetrics> step(int done) {
      call("step");
      return Optional.of(new StepMetrics(1, 1, 1, 0.5, 0.1, 1, 1, 0.1, Map.of()));
    }

    @Override
    public void onStep(StepMetrics step) {
      call("onStep");
    }

    @Override
    public void onEnd() {
      call("onEnd");
    }

    @Override
    public void end() {
      call("end");
    }

    @Override
    public boolean hasFiniteWeights() {
      return true;
    }

    @Override
    public Map<String, HostTensor> weights() {
      return Map.of();
    }

    @Override
    public Map<String, HostTensor> optimisers() {
      return Map.of();
    }

    @Override
    public void restore(Checkpoint.TrainerState snapshot) {
      call("restore");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "onStart", "step", "onStep", "onEnd"})
  @DisplayName("stops recording gradients, whatever failed, and passes the failure on")
  void ends(String place) {
    Failing failing = new Failing(place);
    TrainingLoop loop =
        new TrainingLoop(
            TrainingConfig.small(),
            RunOptions.defaults().callback(failing),
            RunSettings.of("fingerprint"));
    assertEquals(
        place, assertThrows(IllegalStateException.class, () -> loop.run(failing)).getMessage());
    assertEquals("end", failing.called.get(failing.called.size() - 1));
    assertEquals(1, failing.called.stream().filter("end"::equals).count());
  }
}

package org.attune.train.online;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.Fuzz;
import org.attune.engine.HostTensor;
import org.attune.train.loop.Checkpoint;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("What a run left is read or refused in one sentence:")
final class RunFuzzTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("a checkpoint")
  void checkpoint() throws IOException {
    Checkpoint checkpoint = new Checkpoint(folder, "a run");
    Map<String, HostTensor> weights =
        Map.of("a", new HostTensor(new long[] {2}, new float[] {1, 2}));
    StepMetrics step = new StepMetrics(1, 3, 0.5, 2.25, 1e-3, 0.5, 40, 0.1, Map.of("reward", 1.0));
    Path place =
        checkpoint.write(new Checkpoint.TrainerState(new History(List.of(step)), weights, weights));
    for (String file : List.of("state.json", "weights.safetensors")) {
      Fuzz.damage(place.resolve(file), 21, checkpoint::read);
    }
  }

  @Test
  @DisplayName("a recording")
  void recording() throws IOException {
    RolloutFile file = new RolloutFile(folder.resolve("run.jsonl"));
    file.begin("run", 0);
    file.add("run", 0, ToyRollouts.six());
    file.add("run", 1, ToyRollouts.six());
    Fuzz.damage(folder.resolve("run.jsonl"), 22, file::read);
    Fuzz.damage(folder.resolve("run.jsonl"), 23, () -> file.begin("run", 2));
  }
}

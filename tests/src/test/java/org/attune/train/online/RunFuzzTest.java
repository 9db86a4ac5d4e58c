package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Fuzz;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.Checkpoint;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.RunSettings;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.ReferenceScores;
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
    Checkpoint checkpoint = new Checkpoint(folder, RunSettings.of("a run").with("seed", 1));
    Map<String, HostTensor> weights =
        Map.of("a", new HostTensor(new long[] {2}, new float[] {1, 2}));
    StepMetrics step = new StepMetrics(1, 3, 0.5, 2.25, 1e-3, 0.5, 40, 0.1, Map.of("reward", 1.0));
    Path place =
        checkpoint.write(new Checkpoint.TrainerState(new History(List.of(step)), weights, weights));
    Files.writeString(place.resolve("seconds.txt"), "0.25");
    for (String file :
        List.of("state.json", "weights.safetensors", "optimiser.safetensors", "seconds.txt")) {
      Fuzz.damage(place.resolve(file), 21, checkpoint::read);
    }
  }

  @Test
  @DisplayName("scores of the reference model")
  void reference() throws IOException {
    RunOptions options = RunOptions.defaults().checkpoints(folder, 1);
    List<TokenizedExample> rows =
        List.of(new TokenizedExample(new int[] {1, 10}, new int[] {11, 2}));
    LanguageModel start = Tiny.model(3);
    ReferenceScores scores = new ReferenceScores(start, start, options);
    float[] right = scores.of(rows);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    Fuzz.damage(
        file,
        24,
        () -> {
          ReferenceScores.forget(); // What is kept in memory is not read.
          assertEquals(right.length, scores.of(rows).length);
        });
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

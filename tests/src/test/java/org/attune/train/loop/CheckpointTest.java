package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.engine.HostTensor;
import org.attune.train.loop.Checkpoint.TrainerState;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder of checkpoints")
final class CheckpointTest {
  private static final float[] ODD = {1e-42f, -0f, 1 / 3f, Float.MAX_VALUE};

  @TempDir private Path folder;

  private static TrainerState snapshot(int steps) {
    List<StepMetrics> history =
        IntStream.rangeClosed(1, steps)
            .mapToObj(
                i -> new StepMetrics(i, 9, 0.1, 1.0 / i, 1e-3, 0.5, 12, 0.01, Map.of("x", i / 3.0)))
            .toList();
    Map<String, HostTensor> weights = Map.of("w", new HostTensor(new long[] {2, 2}, ODD));
    Map<String, HostTensor> optimiser =
        Map.of("steps.w", new HostTensor(new long[0], new float[] {steps}));
    return new TrainerState(new History(history), weights, optimiser);
  }

  private Checkpoint open;

  /** Opens the folder anew, as the next run does. */
  private Checkpoint checkpoint(String fingerprint) {
    leave();
    open = new Checkpoint(folder.resolve("run"), RunSettings.of(fingerprint));
    return open;
  }

  private void leave() {
    if (open != null) {
      open.close();
    }
  }

  private List<String> entries() throws IOException {
    leave();
    try (Stream<Path> entries = Files.list(folder.resolve("run"))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("gives back the newest snapshot bit for bit")
  void roundTrip() {
    assertTrue(checkpoint("a").read().isEmpty());
    checkpoint("a").write(snapshot(1));
    checkpoint("a").write(snapshot(3));
    TrainerState read = checkpoint("a").read().orElseThrow();
    assertEquals(snapshot(3).history(), read.history());
    assertArrayEquals(ODD, read.weights().get("w").values());
    assertArrayEquals(new float[] {3}, read.optimiser().get("steps.w").values());
  }

  @Test
  @DisplayName("keeps two, and clears what a kill in the middle of writing left")
  void keepsTwo() throws IOException {
    checkpoint("a").write(snapshot(1));
    checkpoint("a").write(snapshot(2));
    Path part = Files.createDirectory(folder.resolve("run/part-123"));
    Files.writeString(part.resolve("weights.safetensors"), "half a fi");
    assertEquals(2, checkpoint("a").read().orElseThrow().history().steps().size());
    checkpoint("a").write(snapshot(3));
    assertEquals(List.of("step-00000002", "step-00000003"), entries());
  }

  @Test
  @DisplayName("refuses those of another run in one sentence that says what to do")
  void otherRun() {
    checkpoint("a").write(snapshot(1));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> checkpoint("b").read());
    assertTrue(refused.getMessage().contains("another run"), refused.getMessage());
    assertTrue(refused.getMessage().contains("choose another folder"), refused.getMessage());
  }

  @Test
  @DisplayName("names the settings that differ, with both values")
  void otherSettings() {
    RunSettings kept = RunSettings.of("a").with("seed", 1).with("beta", 0.1);
    leave();
    open = new Checkpoint(folder.resolve("run"), kept);
    open.write(snapshot(1));
    leave();
    open =
        new Checkpoint(
            folder.resolve("run"), RunSettings.of("b").with("seed", 2).with("beta", 0.1));
    String refused = assertThrows(InvalidInputException.class, open::read).getMessage();
    assertTrue(refused.contains("another run (seed was 1, is 2); repeat"), refused);
  }

  @Test
  @DisplayName("without settings, as an earlier version wrote it, is read")
  void earlier() throws IOException {
    checkpoint("a").write(snapshot(1));
    Path state = folder.resolve("run/step-00000001/state.json");
    String written = Files.readString(state);
    assertTrue(written.contains("\"settings\":{},"), written);
    Files.writeString(state, written.replace("\"settings\":{},", ""));
    assertTrue(checkpoint("a").read().isPresent());
    assertThrows(InvalidInputException.class, () -> checkpoint("b").read());
  }

  @Test
  @DisplayName("refuses a second run while the first goes on, and names its process")
  void held() {
    checkpoint("a").write(snapshot(1));
    Checkpoint second = new Checkpoint(folder.resolve("run"), RunSettings.of("a"));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> second.write(snapshot(2)));
    String process = "process " + ProcessHandle.current().pid();
    assertTrue(refused.getMessage().contains(process), refused.getMessage());
    leave();
    second.write(snapshot(2));
    second.close();
  }

  @Test
  @DisplayName("names the damaged one, and goes on from the one before once that is deleted")
  void damaged() throws IOException {
    checkpoint("a").write(snapshot(1));
    checkpoint("a").write(snapshot(2));
    Path newest = folder.resolve("run/step-00000002");
    Files.writeString(newest.resolve("weights.safetensors"), "damaged by hand");
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> checkpoint("a").read());
    assertTrue(refused.getMessage().contains("step-00000002"), refused.getMessage());
    for (String file : List.of("weights.safetensors", "optimiser.safetensors", "state.json")) {
      Files.delete(newest.resolve(file));
    }
    Files.delete(newest);
    assertEquals(1, checkpoint("a").read().orElseThrow().history().steps().size());
  }

  @Test
  @DisplayName("is written and read whole when the stop button is pressed meanwhile")
  void interrupted() {
    Thread.currentThread().interrupt();
    checkpoint("a").write(snapshot(2));
    TrainerState read = checkpoint("a").read().orElseThrow();
    assertTrue(Thread.interrupted(), "the press is not lost");
    assertArrayEquals(ODD, read.weights().get("w").values());
  }
}

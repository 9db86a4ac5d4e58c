package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attune.data.FolderLock;
import org.attune.data.TemporaryFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
@DisplayName("A run that ends while it writes its results")
final class FinishTest {
  private static final String TRAIN = "train --method rwr --steps 2 --reward length";
  private static final String REWARD = "reward --steps 2";
  private static final String COMPARE =
      "compare --methods sft --best-of 2 --steps 2 --prompts 2 --max-tokens 4 --reward length";

  private static final String RUN = "run --steps 2 --prompts 2 --max-tokens 4 --checkpoint-every 2";
  private static final String CURVE =
      "curve --method dpo --offline --steps 2 --snapshots 1 --batch-size 4 --prompts 3"
          + " --max-tokens 4 --judge length";
  private static final String CLAIMS =
      "claims --only O3 --limit 16 --steps 2 --seeds 2 --prompts 2 --max-tokens 4 --answers 1";

  @TempDir Path scratch;

  @Test
  @DisplayName("goes on from any file of train")
  void train() throws IOException {
    everyFile(TRAIN, List.of("policy/model.safetensors", "labels.csv"));
  }

  @Test
  @DisplayName("goes on from any file of reward")
  void reward() throws IOException {
    everyFile(REWARD, List.of("reward/model.safetensors", "accuracy.csv"));
  }

  @Test
  @DisplayName("goes on from any file of compare")
  void compare() throws IOException {
    everyFile(COMPARE, List.of("evaluation.csv", "answers.csv"));
  }

  @Test
  @DisplayName("goes on from any file of run")
  void pipeline() throws IOException {
    inTurn(RUN, "--resume", List.of("evaluation.csv", "labels.csv", "asked.csv"));
  }

  @Test
  @DisplayName("goes on from any file of curve")
  void curve() throws IOException {
    inTurn(CURVE, "--resume", List.of("curve.csv", "peaks.csv"));
  }

  @Test
  @DisplayName("goes on from any file of claims")
  void claims() throws IOException {
    inTurn(CLAIMS, "--out", List.of("O3.json"));
  }

  @Test
  @DisplayName("goes on where only the checkpoints were left to be removed")
  void lastMoment() throws IOException {
    Path run = scratch.resolve("run");
    run(TRAIN, "--out", run).done();
    byte[] weights = Files.readAllBytes(run.resolve("policy/model.safetensors"));
    run(TRAIN, "--resume", run).refused("finished run");
    Files.createDirectories(run.resolve("checkpoints/policy"));
    Files.createDirectories(run.resolve("policy.part-12ab"));
    Files.createDirectories(run.resolve("snapshots/step-2.part-12ab"));
    Path events = Files.createDirectories(run.resolve("tensorboard/history"));
    Files.createFile(events.resolve(".attune-12ab.part"));
    run(TRAIN, "--resume", run).done();
    assertArrayEquals(weights, Files.readAllBytes(run.resolve("policy/model.safetensors")));
    assertFalse(names(run).contains("checkpoints") || names(run).contains("policy.part-12ab"));
    assertFalse(names(run.resolve("snapshots")).contains("step-2.part-12ab"));
    assertFalse(names(events).contains(".attune-12ab.part"));
  }

  @Test
  @DisplayName("starts over when it was killed before its first checkpoint, in its folder alone")
  void beginning() throws IOException {
    Path run = Files.createDirectories(scratch.resolve("run"));
    Files.writeString(run.resolve(FolderLock.FILE), "123");
    run(TRAIN, "--resume", run).done();
    assertTrue(Files.isDirectory(run.resolve("policy")));
    Path other = Files.createDirectories(scratch.resolve("other"));
    Files.writeString(other.resolve("diary.txt"), "mine");
    run(TRAIN, "--resume", other).refused("no checkpoints");
  }

  @Test
  @DisplayName("is not taken over while it goes on")
  void locked() throws IOException {
    Path run = Files.createDirectories(scratch.resolve("run"));
    Files.createDirectories(run.resolve("checkpoints"));
    String pid = String.valueOf(ProcessHandle.current().pid());
    try (FolderLock lock = FolderLock.of(run)) {
      run(TRAIN, "--resume", run).refused(run.toString(), "process " + pid);
    }
    Path fresh = Files.createDirectories(scratch.resolve("fresh"));
    try (FolderLock lock = FolderLock.of(fresh)) {
      Cli.Said said = run(TRAIN, "--out", fresh).done();
      assertTrue(said.err().contains("fresh-2"), said.err());
    }
    run(TRAIN, "--resume", run).done();
  }

  /**
   * Lets a command fail at each of its files in turn, where a folder is in the way, and go on when
   * the way is free: all files come out as those of a run that was left alone.
   */
  private void everyFile(String command, List<String> same) throws IOException {
    Path whole = scratch.resolve("whole");
    run(command, "--out", whole).done();
    for (String name : names(whole)) {
      Path run = scratch.resolve("at-" + name);
      Files.createDirectories(run.resolve("checkpoints"));
      Path way = Files.createDirectories(run.resolve(name).resolve("in-the-way"));
      boolean model = Files.isDirectory(whole.resolve(name));
      if (model) {
        Files.delete(way);
        Files.delete(run.resolve(name));
        way = Files.writeString(run.resolve(name), "in the way");
      }
      Cli.Said said = run(command, "--resume", run);
      assertEquals(2, said.code(), () -> name + ": " + said.err());
      assertTrue(Files.isDirectory(run.resolve("checkpoints")), name);
      Files.delete(way);
      Files.deleteIfExists(run.resolve(name));
      run(command, "--resume", run).done();
      assertEquals(names(whole), names(run), name);
      for (String file : same) {
        assertEquals(
            -1, Files.mismatch(whole.resolve(file), run.resolve(file)), name + ": " + file);
      }
    }
  }

  /**
   * Lets one run fail at each of its files in turn, going on every time from what the last attempt
   * left, until nothing is in the way.
   */
  private void inTurn(String command, String again, List<String> same) throws IOException {
    Path whole = scratch.resolve("whole");
    run(command, "--out", whole).done();
    Path run = Files.createDirectories(scratch.resolve("run"));
    Files.createDirectories(run.resolve("checkpoints"));
    for (String name : names(whole)) {
      Path place = run.resolve(name);
      if (Files.exists(place)) {
        TemporaryFolder.remove(place);
      }
      if (Files.isDirectory(whole.resolve(name))) {
        continue; // Kept from the start, and never written as one.
      }
      Path way = Files.createDirectories(place.resolve("in-the-way"));
      Cli.Said said = run(command, again, run);
      assertEquals(2, said.code(), () -> name + ": " + said.err());
      Files.delete(way);
      Files.delete(place);
    }
    run(command, again, run).done();
    Set<String> left = names(run);
    left.removeIf(name -> again.equals("--out") && name.equals("checkpoints"));
    assertEquals(names(whole), left);
    for (String file : same) {
      assertEquals(facts(whole.resolve(file)), facts(run.resolve(file)), file);
    }
  }

  /** Returns the lines without what the clock decides. */
  private static List<String> facts(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.contains("minutes") && !line.contains("took"))
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", ""))
        .toList();
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      TreeSet<String> names = new TreeSet<>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    }
  }

  private Cli.Said run(String command, String option, Path folder) {
    if (command.equals(CLAIMS)) {
      return Cli.run(command, option, folder);
    }
    return Cli.run(
        command,
        option,
        folder,
        "--data",
        Fixture.pairs(scratch),
        "--model",
        Fixture.model(scratch));
  }
}

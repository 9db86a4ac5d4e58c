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
  @DisplayName("goes on where only the checkpoints were left to be removed")
  void lastMoment() throws IOException {
    Path run = scratch.resolve("run");
    run(TRAIN, "--out", run).done();
    byte[] weights = Files.readAllBytes(run.resolve("policy/model.safetensors"));
    run(TRAIN, "--resume", run).refused("finished run");
    Files.createDirectories(run.resolve("checkpoints/policy"));
    Files.createDirectories(run.resolve("policy.part-12ab"));
    run(TRAIN, "--resume", run).done();
    assertArrayEquals(weights, Files.readAllBytes(run.resolve("policy/model.safetensors")));
    assertFalse(names(run).contains("checkpoints") || names(run).contains("policy.part-12ab"));
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

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      TreeSet<String> names = new TreeSet<>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    }
  }

  private Cli.Said run(String command, String option, Path folder) {
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

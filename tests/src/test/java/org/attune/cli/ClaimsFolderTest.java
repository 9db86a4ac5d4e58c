package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.data.FolderLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The folder of claims")
final class ClaimsFolderTest {
  private static final String LINE =
      "claims --only O3 --limit 16 --steps 2 --seeds 2 --prompts 2 --max-tokens 4 --answers 1";

  @TempDir private Path scratch;

  private Cli.Said run(Path out) {
    return Cli.run(LINE, "--model", Fixture.model(scratch), "--out", out);
  }

  private static Map<Path, FileTime> files(Path folder, String name) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(each -> each.endsWith(name)).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  @DisplayName("belongs to one process at a time")
  void locked() throws IOException {
    Path out = Files.createDirectories(scratch.resolve("claims"));
    try (FolderLock lock = FolderLock.of(out)) {
      run(out).refused(out.toString(), "in use", "process " + ProcessHandle.current().pid());
    }
    assertFalse(Files.exists(out.resolve(FolderLock.FILE)));
  }

  @Test
  @DisplayName("loses what a killed process left unfinished, and nothing of other runs")
  void leftovers() throws IOException {
    Path out = scratch.resolve("claims");
    Path policy = Files.createDirectories(out.resolve("bench/CA-12.part-12ab"));
    Files.writeString(policy.resolve("config.json"), "{");
    Path inside = Files.createDirectories(out.resolve("bench/CA-34/0")).resolve(".attune-1.part");
    Path result = out.resolve(".attune-2.part");
    Path other = Files.createDirectories(out.resolve("training")).resolve(".attune-3.part");
    Path others = Files.createDirectories(out.resolve("training/policy.part-12ab"));
    for (Path file : List.of(inside, result, other)) {
      Files.writeString(file, "half");
    }
    run(out).done();
    for (Path gone : List.of(policy, inside, result, out.resolve(FolderLock.FILE))) {
      assertFalse(Files.exists(gone), gone.toString());
    }
    assertTrue(Files.exists(other) && Files.isDirectory(others), "of a run that may still go on");
  }

  @Test
  @DisplayName("refuses options that would replace its results by those of another setting")
  void anotherSetting() throws IOException {
    Path out = scratch.resolve("claims");
    run(out).done();
    byte[] kept = Files.readAllBytes(out.resolve("O3.json"));
    for (String only : new String[] {"O3", "O4"}) {
      String line = LINE.replace("O3", only).replace("--steps 2", "--steps 3");
      Cli.run(line, "--model", Fixture.model(scratch), "--out", out)
          .refused("O3.json", "another setting", "(steps 2, not 3)", "--out");
    }
    assertArrayEquals(kept, Files.readAllBytes(out.resolve("O3.json")));
    assertFalse(Files.exists(out.resolve("O4.json")));
    String page = Files.readString(out.resolve("CLAIMS.md"));
    assertTrue(page.contains(" --limit 16 --model "), "the command that reproduces it: " + page);
  }

  @Test
  @DisplayName("keeps a result of more seeds than are asked for, and replaces one of fewer")
  void seeds() throws IOException {
    Path out = scratch.resolve("claims");
    run(out).done();
    byte[] two = Files.readAllBytes(out.resolve("O3.json"));
    String three = LINE.replace("--seeds 2", "--seeds 3");
    Cli.run(three, "--model", Fixture.model(scratch), "--out", out).done();
    byte[] kept = Files.readAllBytes(out.resolve("O3.json"));
    assertFalse(Arrays.equals(two, kept), "three seeds are more than two");
    Cli.Said said = run(out).done();
    assertTrue(said.err().contains("stored: O3") || said.out().contains("stored"), said.err());
    assertArrayEquals(kept, Files.readAllBytes(out.resolve("O3.json")));
  }

  @Test
  @DisplayName("gets the seconds of a training that was killed before it wrote them")
  void seconds() throws IOException {
    Path out = scratch.resolve("claims");
    run(out).done();
    Map<Path, FileTime> weights = files(out, "model.safetensors");
    List<Path> seconds = List.copyOf(files(out, "seconds.txt").keySet());
    Files.delete(seconds.get(0));
    Files.delete(out.resolve("O3.json"));
    run(out).done();
    assertEquals(seconds, List.copyOf(files(out, "seconds.txt").keySet()));
    assertEquals(weights, files(out, "model.safetensors"), "the policies are not written again");
  }
}

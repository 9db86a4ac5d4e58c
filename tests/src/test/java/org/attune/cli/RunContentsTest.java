package org.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run that lacks what is wanted of it")
final class RunContentsTest {
  @TempDir private Path scratch;

  private Path holding(String... folders) throws IOException {
    Path run = scratch.resolve("run");
    for (String folder : folders) {
      Files.createDirectories(run.resolve(folder));
    }
    return run;
  }

  @Test
  @DisplayName("stopped before its end")
  void stopped() throws IOException {
    Path run = holding("checkpoints");
    Cli.run("ask hello --model", run).refused(run + " holds a run that stopped", "--resume " + run);
    Cli.run("label --limit 2 --reward", run).refused("stopped before its end", "--resume " + run);
  }

  @Test
  @DisplayName("holds a reward instead of a policy")
  void reward() throws IOException {
    Path run = holding("reward");
    Cli.run("ask hello --model", run).refused(run + " holds a reward and no policy", "--reward");
  }

  @Test
  @DisplayName("holds a policy instead of a reward")
  void policy() throws IOException {
    Path run = holding("policy");
    Cli.run("label --limit 2 --reward", run)
        .refused(run + " holds a policy and no reward", "attune reward");
  }
}

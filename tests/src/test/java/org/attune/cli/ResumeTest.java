package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.engine.JavaOptions;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed or stopped goes on and ends with the weights it would have ended with. */
@Timeout(300)
class ResumeTest {
  private static final int STEPS = 400;

  @TempDir Path scratch;

  @Test
  void aKilledRunGoesOnBitExactly() throws Exception {
    Path run = scratch.resolve("run");
    Process process = start(run);
    awaitCheckpoint(process, run);
    process.destroyForcibly().waitFor();
    assertFalse(Files.exists(run.resolve("policy")), "the run ended before it was killed");
    Cli.run("train --seed 2 --steps " + STEPS + " --resume", more(run))
        .refused("another run", "(seed was 1, is 2)");
    assertSameAsUninterrupted(run);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theStopButtonSaves() throws Exception {
    Path run = scratch.resolve("run");
    Process process = start(run);
    awaitCheckpoint(process, run);
    process.destroy(); // The signal that Ctrl-C sends, but for its number.
    assertTrue(process.waitFor(100, TimeUnit.SECONDS));
    String said = Files.readString(scratch.resolve("log"));
    assertTrue(said.contains("Stopped at step ") && said.contains("--resume " + run), said);
    assertSameAsUninterrupted(run);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatFillsUpIsSaidInOneSentence() throws Exception {
    Path run = scratch.resolve("run");
    // A limit on the size of files behaves as a full disk does, and needs no rights.
    List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 48; exec \"$@\"", "-"));
    command.addAll(command(run));
    command.add(command.indexOf("-cp"), "-XX:-UsePerfData");
    Process process = launch(command);
    assertTrue(process.waitFor(100, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue(), this::log);
    // A busy machine also shows the progress of what takes more than two seconds.
    List<String> said =
        log().lines().filter(line -> !line.matches("\\d\\d:\\d\\d:\\d\\d .*|\\s*")).toList();
    assertEquals(1, said.size(), log());
    assertTrue(
        said.get(0).startsWith("attune: " + run) && said.get(0).contains("disk full"), log());
    assertFalse(Files.exists(run.resolve("policy")), "half a policy");
  }

  private void assertSameAsUninterrupted(Path run) throws IOException {
    Cli.run("train --steps " + STEPS + " --resume", more(run)).done();
    Path whole = scratch.resolve("whole");
    Cli.run("train --steps " + STEPS + " --out", more(whole)).done();
    String weights = "policy/model.safetensors";
    assertEquals(-1, Files.mismatch(run.resolve(weights), whole.resolve(weights)), weights);
  }

  /** Demonstrations, on which there is no remark, so that an error is all that is said. */
  private Path demonstrations() {
    return Fixture.lines(
        scratch,
        "demonstrations.jsonl",
        IntStream.range(0, 48)
            .mapToObj(i -> "{'prompt':'Question " + i + "?','response':'Yes, " + i + ", gladly.'}")
            .toArray(String[]::new));
  }

  private Object[] more(Path run) {
    return new Object[] {
      run,
      "--batch-size",
      "2",
      "--checkpoint-every",
      "3",
      "--data",
      demonstrations(),
      "--model",
      Fixture.model(scratch)
    };
  }

  private Process start(Path run) throws IOException {
    return launch(command(run));
  }

  private List<String> command(Path run) {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JavaOptions.NATIVE); // else a newer Java warns of libraries
    // Of another number of threads, each learns from another part of a batch.
    command.add("-Dai.djl.pytorch.num_threads=" + PyTorch.threads());
    command.addAll(List.of("-Xmx1g", "-cp", classes, Attune.class.getName()));
    command.addAll(List.of("train", "--steps", "" + STEPS, "--out"));
    Stream.of(more(run)).map(String::valueOf).forEach(command::add);
    return command;
  }

  private Process launch(List<String> command) throws IOException {
    File log = scratch.resolve("log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private void awaitCheckpoint(Process process, Path run) throws Exception {
    Path first = run.resolve("checkpoints/policy/step-00000003");
    while (!Files.exists(first)) {
      assertTrue(process.isAlive(), () -> "the run ended early: " + log());
      Thread.sleep(20);
    }
  }

  private String log() {
    try {
      return Files.readString(scratch.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}

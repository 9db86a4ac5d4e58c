package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Policy;
import org.attune.data.Demonstration;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.io.SafeTensors;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong below the command line becomes one sentence and the right code there. */
class CommandFailureTest {
  @TempDir Path scratch;

  @Test
  void devicesThatAreNotThere() {
    String unknown =
        assertThrows(InvalidInputException.class, () -> PyTorch.device("tpu")).getMessage();
    assertTrue(unknown.contains("'tpu'"), unknown);
    String missing =
        assertThrows(InvalidInputException.class, () -> PyTorch.device("gpu99")).getMessage();
    assertTrue(missing.contains("'gpu99'") && missing.contains("GPUs"), missing);
  }

  @Test
  void rewardsThatAreNoNumbers() {
    Dataset data = Dataset.ofDemonstrations(List.of(new Demonstration("a", "b")));
    String label =
        assertThrows(InvalidInputException.class, () -> data.rewardLabel((p, r) -> Double.NaN))
            .getMessage();
    assertTrue(label.contains("NaN") && label.contains("'b'"), label);
    Policy policy = Policy.load(Fixture.model(scratch));
    List<GenerationConfig> greedy = List.of(GenerationConfig.greedy().maxTokens(2));
    String metric =
        assertThrows(
                InvalidInputException.class,
                () ->
                    Evaluate.policies(
                        List.of(policy),
                        data,
                        greedy,
                        Evaluate.meanReward((p, r) -> Double.POSITIVE_INFINITY)))
            .getMessage();
    assertTrue(metric.contains("Infinity") && metric.contains("'a'"), metric);
    assertThrows(
        InvalidInputException.class,
        () -> Evaluate.policies(List.of(policy, policy), data, greedy, Evaluate.length()),
        "two policies of one name");
  }

  @Test
  void aFullDisk() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(
        Files.exists(full), "SKIPPED: only Linux has /dev/full, the disk that is always full");
    var tensor = new HostTensor(new long[] {1 << 16}, new float[1 << 16]);
    UncheckedIOException trouble =
        assertThrows(
            UncheckedIOException.class,
            () -> SafeTensors.write(full, Map.of("w", tensor), DType.F32));
    CommandFailure failure = CommandFailure.of(trouble);
    assertEquals(2, failure.code());
    assertTrue(failure.sentence().contains("/dev/full"), failure.sentence());
    assertTrue(failure.sentence().contains("disk"), failure.sentence());
  }

  @Test
  void codesAndWords() {
    CommandFailure denied =
        CommandFailure.of(
            new UncheckedIOException("x", new AccessDeniedException("/a/.attune-1.part")));
    assertEquals(2, denied.code());
    assertEquals("/a: the file system refuses, permission denied.", denied.sentence());
    CommandFailure failed = CommandFailure.of(new IllegalStateException("The loss became NaN."));
    assertEquals(1, failed.code());
    assertEquals("failed: The loss became NaN.", failed.sentence());
    assertEquals(1, CommandFailure.of(new OutOfMemoryError("heap")).code());
    CommandFailure unknown =
        CommandFailure.of(
            new ExceptionInInitializerError(
                new EngineException("no index", new IOException("no such build"))));
    assertEquals(1, unknown.code());
    assertTrue(
        unknown.sentence().contains(System.getProperty("os.arch") + " (no such build); there"));
    assertEquals(
        "failed: NullPointerException", CommandFailure.of(new NullPointerException()).sentence());
  }

  @Test
  void hintsThatNameTwoColumnsOrNone() {
    assertEquals(
        "name it with --column preferred=NAME, or drop both with --ignore a --ignore b",
        CommandFailure.optionWords(
            "name it with ReadOptions.column(\"preferred\", …), or drop both with"
                + " ReadOptions.ignoring(\"a\", \"b\")"));
  }

  @Test
  void theStackTraceIsForThoseWhoAsk() {
    Cli.Said said = Cli.run("ask hello --verbose --model", scratch);
    assertEquals(2, said.code());
    assertTrue(
        said.err().contains("InvalidInputException") && said.err().contains("\tat "), said.err());
  }
}

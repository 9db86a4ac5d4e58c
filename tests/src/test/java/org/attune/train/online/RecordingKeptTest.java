package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Reinforce;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A recording of rollouts")
final class RecordingKeptTest {
  private static final LanguageModel START = Tiny.fresh(61);
  private static final List<String> PROMPTS = IntStream.range(0, 4).mapToObj(Toys::letter).toList();

  @TempDir private Path folder;

  private static void record(Path file, long seed, RunOptions options) {
    Reinforce method = new Reinforce().rollouts(new RolloutConfig(2, 2).maxTokens(3));
    TrainingConfig plan = method.config().steps(4).batchSize(4).microBatch(4).warmup(0).seed(seed);
    new OnlineTraining(
            START, PromptTemplate.PLAIN, method.config(plan), (p, response) -> response.length())
        .recording(RolloutLog.to(file))
        .run(PROMPTS, options);
  }

  @Test
  @DisplayName("of another run is left as it is")
  void another() throws IOException {
    Path file = folder.resolve("run.jsonl");
    record(file, 1, RunOptions.defaults());
    String before = Files.readString(file);
    assertEquals(4, before.lines().count());
    String refused =
        assertThrows(InvalidInputException.class, () -> record(file, 2, RunOptions.defaults()))
            .getMessage();
    assertTrue(refused.contains("another run"), refused);
    assertEquals(before, Files.readString(file));
  }

  @Test
  @DisplayName("that lost its beginning, a rollout within, or all is not continued as if whole")
  void lost() throws IOException {
    Path file = folder.resolve("run.jsonl");
    RunOptions kept = RunOptions.defaults().checkpoints(folder.resolve("kept"), 1);
    record(file, 1, kept.callback(Toys.stopAfter(3)));
    List<String> lines = Files.readAllLines(file);
    List<List<String>> damaged =
        List.of(lines.subList(1, 3), List.of(lines.get(0), lines.get(2), lines.get(2)), List.of());
    for (List<String> left : damaged) {
      Files.write(file, left);
      assertThrows(InvalidInputException.class, () -> record(file, 1, kept), left.toString());
      assertEquals(left, Files.readAllLines(file));
    }
    Files.write(file, lines);
    record(file, 1, kept);
    assertEquals(4, Files.readAllLines(file).size());
  }
}

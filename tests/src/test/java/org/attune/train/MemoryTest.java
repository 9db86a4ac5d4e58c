package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.RewardTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Native memory")
final class MemoryTest {
  /**
   * A leak of one array of 100 KB per step would come to 29 MiB. Without the compiler's second
   * tier, what the Java machine still gains in these steps is less than half a MiB.
   */
  private static final long MOST_KIB = 4 * 1024;

  private static int arrays(LanguageModel model) {
    return model.decoder().weights().manager().getManagedArrays().size();
  }

  @Test
  @DisplayName("does not grow over hundreds of steps")
  void longRun(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Files.isReadable(LongRun.STATUS),
        "SKIPPED: a process's resident memory is read from " + LongRun.STATUS);
    Path output = folder.resolve("output.txt");
    List<String> flat =
        List.of(
            "-Xms128m",
            "-Xmx128m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    Process child = Child.start(LongRun.class, output, flat);
    boolean ended = child.waitFor(240, TimeUnit.SECONDS);
    child.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended && child.exitValue() == 0, text);
    long[] resident =
        text.lines()
            .filter(line -> line.startsWith("resident "))
            .mapToLong(line -> Long.parseLong(line.substring(9)))
            .toArray();
    assertEquals(2, resident.length, text);
    long grown = resident[1] - resident[0];
    assertTrue(grown < MOST_KIB, "grown by " + grown + " KiB from " + resident[0]);
  }

  @Test
  @DisplayName("holds as many arrays after many steps as after few")
  void training() {
    LanguageModel start = Tiny.fresh(83);
    List<Integer> counts = new ArrayList<>();
    for (int steps : new int[] {2, 12}) {
      PolicyTraining.Result result =
          new PolicyTraining(start, PromptTemplate.PLAIN, Toys.sft(steps))
              .run(Toys.noise(8, 1), RunOptions.defaults());
      counts.add(arrays(result.model()));
    }
    assertEquals(counts.get(0), counts.get(1));
    int before = arrays(start);
    new PolicyTraining(start, PromptTemplate.PLAIN, Toys.sft(2))
        .run(Toys.noise(8, 1), RunOptions.defaults());
    assertEquals(before, arrays(start), "the start's own arrays");
  }

  @Test
  @DisplayName("holds as many arrays after many answers and scores as after few")
  void inference() {
    LanguageModel model = Tiny.model(84);
    RewardNetwork network =
        new RewardTraining(model, PromptTemplate.PLAIN, new RankingLoss(), Toys.sft(2).config())
            .run(List.of(new Pair("a", "b", "c"), new Pair("d", "e", "f")), RunOptions.defaults())
            .network();
    List<Integer> counts = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Completions.sample(
          model,
          PromptTemplate.PLAIN,
          List.of("a", "b c d"),
          GenerationConfig.temperature(1).maxTokens(6));
      network.score("a b", "c");
      counts.add(arrays(model) + network.weights().manager().getManagedArrays().size());
    }
    assertEquals(counts.get(0), counts.get(1));
    assertEquals(counts.get(0), counts.get(2));
  }
}

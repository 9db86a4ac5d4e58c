package org.attune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.attune.data.Demonstration;
import org.attune.evaluate.Metric;
import org.attune.evaluate.RatioSamples;
import org.attune.method.Rwr;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;

/** A small sweep, which can also run in a process of its own that is killed. */
final class KilledSweep {
  private static final int LETTERS = 22;

  private KilledSweep() {}

  /** Runs the sweep slowly, keeping its trials in a folder. */
  public static void main(String[] args) {
    sweep(Path.of(args[0])).sideBySide(1).run(labels(), start(), prompts(), metric(() -> sleep()));
  }

  private static void sleep() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Sweep<Rwr> sweep(Path folder) {
    return sweep().keep(folder);
  }

  static Sweep<Rwr> sweep() {
    return Sweep.of(rwr())
        .vary(Rwr::beta, 0.5, 1, 5)
        .vary(Rwr::learningRate, 1e-3, 1e-2)
        .seeds(1, 2);
  }

  static Rwr rwr() {
    return Align.rwr().config(TrainingConfig.small().steps(6).batchSize(4).microBatch(4));
  }

  static Policy start() {
    return Policy.of("tiny", Tiny.fresh(3), PromptTemplate.PLAIN);
  }

  private static String letters(int count, SplittableRandom random) {
    List<String> words = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i -> words.add(Character.toString('a' + random.nextInt(LETTERS))));
    return String.join(" ", words);
  }

  static RewardLabel labels() {
    SplittableRandom random = new SplittableRandom(4);
    List<Demonstration> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      rows.add(new Demonstration(letters(2, random), letters(3, random)));
    }
    return Dataset.ofDemonstrations(rows).rewardLabel((prompt, response) -> response.indexOf('k'));
  }

  static Dataset prompts() {
    return Dataset.ofPrompts(List.of("a b", "c d", "e f", "g h"));
  }

  /** Counts letters before the first k, and does something every time. */
  static Metric metric(Runnable aside) {
    return (answers, contest) -> {
      aside.run();
      return Map.of(
          "k",
          RatioSamples.mean(answers.texts().stream().map(text -> (double) text.length()).toList()));
    };
  }
}

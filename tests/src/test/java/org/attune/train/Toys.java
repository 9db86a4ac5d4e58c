package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.train.loop.TrainingCallback;
import org.attune.train.offline.LabelledResponse;

/** Data sets of a few words, and plans of a few steps. */
public final class Toys {
  private static final int LETTERS = 22;

  private Toys() {}

  /** Returns a word of one letter. */
  public static String letter(int index) {
    return Character.toString('a' + Math.floorMod(index, LETTERS));
  }

  /** Returns so many random letters. */
  public static String letters(int count, SplittableRandom random) {
    return IntStream.range(0, count)
        .mapToObj(i -> letter(random.nextInt(LETTERS)))
        .collect(Collectors.joining(" "));
  }

  /** Returns rows of random letters and rewards, of many lengths. */
  public static List<LabelledResponse> noise(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledResponse> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String prompt = letters(1 + random.nextInt(4), random);
      String response = letters(1 + random.nextInt(9), random);
      data.add(
          new LabelledResponse(prompt, response, Math.round(20 * random.nextGaussian()) / 10.0));
    }
    return data;
  }

  /** Returns for every letter a good answer, "k", worth 1, and a bad one, "m", worth −1. */
  public static List<LabelledResponse> goodAndBad() {
    List<LabelledResponse> data = new ArrayList<>();
    for (int i = 0; i < LETTERS; i++) {
      data.add(new LabelledResponse(letter(i), "k", 1));
      data.add(new LabelledResponse(letter(i), "m", -1));
    }
    return data;
  }

  /** Returns fine-tuning in so many steps of four examples. */
  public static Sft sft(int steps) {
    return new Sft()
        .config(
            TrainingConfig.small()
                .steps(steps)
                .batchSize(4)
                .microBatch(4)
                .learningRate(2e-3)
                .seed(7));
  }

  /** Gives a judge's head, which starts at zero, something to say. */
  public static void speakUp(LanguageModel judge) {
    float[] head = new float[judge.config().width()];
    for (int i = 0; i < head.length; i++) {
      head[i] = 0.1f * (i % 5 - 2);
    }
    judge.decoder().weights().get("score.weight").set(head);
  }

  /** Interrupts the training thread after a step, as a stop button does. */
  public static TrainingCallback stopAfter(int step) {
    return taken -> {
      if (taken.step() == step) {
        Thread.currentThread().interrupt();
      }
    };
  }
}

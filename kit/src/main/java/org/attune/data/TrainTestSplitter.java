package org.attune.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.data.HhTranscript.Speaker;
import org.attune.util.InvalidInputException;

/** Splits rows into training and test rows that share no prompts. */
public final class TrainTestSplitter {
  private TrainTestSplitter() {}

  /**
   * Returns for each row whether it is for training.
   *
   * <p>Rows are split by prompt: prompts that differ only in white space stay together, and so do
   * the prompts of one dialogue, where one prompt is the beginning of the next. About {@code
   * trainFraction} of these groups are for training, and each part gets at least one.
   */
  public static List<Boolean> byPrompt(
      List<? extends Example> rows, double trainFraction, long seed) {
    InvalidInputException.unless(
        trainFraction > 0 && trainFraction < 1,
        "The training fraction must lie between 0 and 1, got %s; try 0.9.",
        trainFraction);
    List<String> groups = groups(rows);
    List<String> shuffled = new ArrayList<>(new LinkedHashSet<>(groups));
    InvalidInputException.unless(
        shuffled.size() >= 2,
        "A split by prompt needs at least two different prompts, got %d among all rows (%d);"
            + " add others, or load the held-out rows from a file of their own.",
        shuffled.size(),
        rows.size());
    Collections.shuffle(shuffled, new Random(seed));
    long wanted = Math.round(trainFraction * shuffled.size());
    int train = (int) Math.max(1, Math.min(shuffled.size() - 1L, wanted));
    Set<String> training = new HashSet<>(shuffled.subList(0, train));
    return groups.stream().map(training::contains).toList();
  }

  /**
   * Returns each row's group: the prompt with its white space normalised, or its shortest prefix
   * that is itself a prompt here.
   */
  private static List<String> groups(List<? extends Example> rows) {
    Set<String> prompts =
        rows.stream().map(row -> TextChecks.squeezed(row.prompt())).collect(Collectors.toSet());
    return rows.stream().map(row -> root(row.prompt(), prompts)).toList();
  }

  private static String root(String prompt, Set<String> prompts) {
    String mark = Speaker.ASSISTANT.mark();
    for (int at = prompt.indexOf(mark); at >= 0; at = prompt.indexOf(mark, at + 1)) {
      String beginning = TextChecks.squeezed(prompt.substring(0, at + mark.length()));
      if (prompts.contains(beginning)) {
        return beginning;
      }
    }
    return TextChecks.squeezed(prompt);
  }
}

package org.attune.train.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.method.Validation;

/**
 * Rows that are trained on, and those held back with their prompts.
 *
 * <p>Which prompts are held back follows from their texts alone, so that trainings of other seeds,
 * methods and rates on the same data are checked on the same rows.
 *
 * @param training rows to learn from
 * @param heldOut rows to check with; none where the prompts are too few
 */
public record HeldOut<T>(List<T> training, List<T> heldOut) {
  /** Copies the lists. */
  public HeldOut {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /** Parts rows by prompt. */
  public static <T> HeldOut<T> of(List<T> rows, Function<T, String> prompt, Validation validation) {
    List<String> prompts = rows.stream().map(prompt).distinct().toList();
    int count = validation.heldOut(prompts.size());
    Set<String> back =
        new HashSet<>(
            prompts.stream()
                .sorted(Comparator.comparing((String text) -> RunHash.of(text)))
                .limit(count)
                .toList());
    List<T> training = new ArrayList<>();
    List<T> heldOut = new ArrayList<>();
    for (T row : rows) {
      (back.contains(prompt.apply(row)) ? heldOut : training).add(row);
    }
    return new HeldOut<>(training, heldOut);
  }
}

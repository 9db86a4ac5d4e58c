package org.attune.train.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.method.Validation;

/**
 * The training rows and the held-out rows, split by prompt.
 *
 * <p>The choice of held-out prompts depends only on their texts, so that trainings with other
 * seeds, methods and rates on the same data use the same held-out rows.
 *
 * @param training the training rows
 * @param heldOut the held-out rows; empty if there are too few prompts
 */
public record HeldOut<T>(List<T> training, List<T> heldOut) {
  /** Copies the lists. */
  public HeldOut {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /** Splits rows by prompt. */
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

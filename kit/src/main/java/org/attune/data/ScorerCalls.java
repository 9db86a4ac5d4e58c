package org.attune.data;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.attune.util.InvalidInputException;

/**
 * Calls user code, a reward or a metric, and reports its failure in one sentence that names it,
 * with the exception as the cause.
 */
public final class ScorerCalls {
  private static final String KIT = "org.attune.";

  private ScorerCalls() {}

  /** Returns the scores of many responses, one per response. */
  public static List<Double> scores(
      ResponseScorer scorer, List<String> prompts, List<String> responses) {
    return numbers(scorer, responses.size(), () -> scorer.scores(prompts, responses));
  }

  /** Returns the scores of many responses, with calls of a watcher on the way. */
  public static List<Double> scores(
      ResponseScorer scorer, List<String> prompts, List<String> responses, IntConsumer watcher) {
    return numbers(scorer, responses.size(), () -> scorer.scores(prompts, responses, watcher));
  }

  /** Returns a reward's numbers after checking that there are as many as requested. */
  public static List<Double> numbers(
      ResponseScorer scorer, int count, Supplier<List<Double>> call) {
    List<Double> numbers = called("reward", scorer, call);
    InvalidInputException.unless(
        numbers.size() == count,
        "The reward %s returned %d numbers for %d responses; it must return one for each.",
        name(scorer),
        numbers.size(),
        count);
    for (int i = 0; i < count; i++) {
      InvalidInputException.unless(
          numbers.get(i) != null,
          "The reward %s returned null for response %d of %d; it must return a number.",
          name(scorer),
          i + 1,
          count);
    }
    return numbers;
  }

  /** Returns the result of a call, which is never null; {@code kind} names what is called. */
  public static <T> T called(String kind, Object theirs, Supplier<T> call) {
    T result;
    try {
      result = call.get();
    } catch (RuntimeException e) {
      if (e.getClass().getName().startsWith(KIT)) {
        throw e;
      }
      throw new InvalidInputException(
          String.format(
              "The %s %s threw %s%s; fix it there.",
              kind,
              name(theirs),
              e.getClass().getSimpleName(),
              e.getMessage() == null ? "" : " (" + e.getMessage() + ")"),
          e);
    }
    InvalidInputException.unless(
        result != null, "The %s %s returned null; it must return numbers.", kind, name(theirs));
    return result;
  }

  /** Returns the class name; a lambda has none worth showing. */
  private static String name(Object theirs) {
    String name = theirs.getClass().getSimpleName();
    return name.isEmpty() || name.contains("$$Lambda") ? "of your own" : name;
  }
}

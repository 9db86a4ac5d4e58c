package org.attune.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Measures whether a policy uses the score in its prompt: the loss of responses after a wrong score
 * minus their loss after their own, in nats per response.
 *
 * <p>Zero means that the model ignores the score. The information of n equally frequent codes about
 * a response is at most ln n nats, 1.6 for five codes and 2.3 for ten. The wrong score of a
 * response is that of another one, drawn with a fixed seed; it is sometimes the same.
 *
 * @param right responses after prompts with their own score
 * @param wrong the same responses after prompts with the score of another
 */
public record ScoreSensitivity(List<TokenizedExample> right, List<TokenizedExample> wrong) {
  private static final int BATCH = 32;
  private static final long SEED = 1;

  /** Copies the lists. */
  public ScoreSensitivity {
    right = List.copyOf(right);
    wrong = List.copyOf(wrong);
  }

  /** A response with its normalised reward. */
  public record Judged(String prompt, String response, double reward) {}

  /** Formats each response twice; the order of the rows determines the wrong scores. */
  public static <T> ScoreSensitivity of(
      List<T> rows, PromptEncoder encoder, Function<T, Judged> judged) {
    List<Judged> all = rows.stream().map(judged).toList();
    List<Judged> others = new ArrayList<>(all);
    Collections.shuffle(others, new Random(SEED));
    List<TokenizedExample> right = new ArrayList<>();
    List<TokenizedExample> wrong = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Judged row = all.get(i);
      double other = others.get(i).reward();
      right.add(encoder.example(row.prompt(), row.response(), row.reward()));
      wrong.add(encoder.example(row.prompt(), row.response(), other));
    }
    return new ScoreSensitivity(right, wrong);
  }

  /** Returns the difference of each response, in nats. */
  public List<Double> of(Decoder decoder) {
    BatchScorer passes = new BatchScorer(decoder, BATCH);
    float[] own = passes.logProbs(right);
    float[] others = passes.logProbs(wrong);
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      differences.add((double) own[i] - others[i]);
    }
    return List.copyOf(differences);
  }

  /** Returns the mean difference, in nats per response. */
  public double mean(Decoder decoder) {
    return of(decoder).stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}

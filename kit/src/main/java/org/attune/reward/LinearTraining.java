package org.attune.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.attune.data.Pair;
import org.attune.util.InvalidInputException;

/**
 * Fits a linear reward by logistic regression on the differences of pairs: the Bradley–Terry model,
 * P(chosen ≻ rejected) = σ(w·φ(chosen) − w·φ(rejected)), the ranking loss of Hu et al. 2023, arXiv
 * 2308.12050, eq. 2.
 *
 * <p>A pair's margin m is subtracted from the difference, as in Llama 2 (Touvron et al. 2023, arXiv
 * 2307.09288, eq. 2).
 *
 * <p>Stochastic gradient steps, one per pair, each weight with its own rate, which falls with its
 * past gradients (AdaGrad, Duchi et al. 2011).
 *
 * @param passes epochs over the pairs
 * @param rate the initial learning rate of each weight
 * @param decay weight decay at each step in which a weight takes part
 * @param seed the seed for the order of the pairs
 */
public record LinearTraining(int passes, double rate, double decay, long seed) {
  /** Checks the ranges. */
  public LinearTraining {
    InvalidInputException.unless(passes > 0, "passes must be > 0, got %d; try 5.", passes);
    InvalidInputException.unless(
        rate > 0, "The learning rate must be > 0, got %s; try 0.05.", rate);
    InvalidInputException.unless(decay >= 0, "decay must be >= 0, got %s; try 1e-3.", decay);
  }

  /** Returns the default settings, which were chosen on a part of the bundled training pairs. */
  public static LinearTraining standard() {
    return new LinearTraining(5, 0.03, 1e-3, 1);
  }

  /** Returns the same with another seed. */
  public LinearTraining seed(long start) {
    return new LinearTraining(passes, rate, decay, start);
  }

  /** Trains on pairs. */
  public LinearReward fit(List<Pair> pairs) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A linear reward learns from pairs, but there are none; load data with prompt, chosen and"
            + " rejected.");
    long began = System.nanoTime();
    LinearFeatures features = new LinearFeatures();
    PairDifferences learned = PairDifferences.of(pairs, features);
    double[] weights = new double[learned.features().length];
    double[] seen = new double[weights.length];
    List<Integer> order = new ArrayList<>(IntStream.range(0, pairs.size()).boxed().toList());
    Random random = new Random(seed);
    for (int pass = 0; pass < passes; pass++) {
      Collections.shuffle(order, random);
      order.forEach(i -> step(learned.differences().get(i), weights, seen));
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      named.put(features.name(learned.features()[i]), weights[i]);
    }
    return new LinearReward(named, pairs.size(), (System.nanoTime() - began) / 1e9);
  }

  private void step(PairDifferences.PairDifference pair, double[] weights, double[] seen) {
    int[] features = pair.features();
    float[] values = pair.values();
    double margin = -pair.margin(); // w·φ(chosen) − w·φ(rejected) − m
    for (int i = 0; i < features.length; i++) {
      margin += weights[features[i]] * values[i];
    }
    double wrong = 1 / (1 + Math.exp(margin)); // 1 − σ(margin) = −∂ log σ(margin) / ∂ margin
    for (int i = 0; i < features.length; i++) {
      int at = features[i];
      double gradient = wrong * values[i] - decay * weights[at];
      seen[at] += gradient * gradient;
      weights[at] += rate * gradient / (1e-8 + Math.sqrt(seen[at]));
    }
  }
}

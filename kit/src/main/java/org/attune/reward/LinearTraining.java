package org.attune.reward;

import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2DoubleLinkedOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleMap;
import it.unimi.dsi.fastutil.longs.Long2IntLinkedOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntMap;
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
  /** Features that occur in fewer pairs are ignored. */
  private static final int FEWEST_PAIRS = 2;

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

  /** The features in which the responses of a pair differ, by how much, and the pair's margin. */
  private record Difference(int[] features, float[] values, double margin) {}

  /** Trains on pairs. */
  public LinearReward fit(List<Pair> pairs) {
    InvalidInputException.unless(
        !pairs.isEmpty(),
        "A linear reward learns from pairs, but there are none; load data with prompt, chosen and"
            + " rejected.");
    long began = System.nanoTime();
    LinearFeatures features = new LinearFeatures();
    Long2IntMap places = places(pairs, features);
    List<Difference> differences =
        pairs.stream()
            .map(pair -> difference(difference(pair, features), places, pair.margin()))
            .toList();
    double[] weights = new double[places.size()];
    double[] seen = new double[places.size()];
    List<Integer> order = new ArrayList<>(IntStream.range(0, pairs.size()).boxed().toList());
    Random random = new Random(seed);
    for (int pass = 0; pass < passes; pass++) {
      Collections.shuffle(order, random);
      order.forEach(i -> step(differences.get(i), weights, seen));
    }
    Map<String, Double> named = new LinkedHashMap<>();
    places.forEach((feature, place) -> named.put(features.name(feature), weights[place]));
    return new LinearReward(named, pairs.size(), (System.nanoTime() - began) / 1e9);
  }

  private void step(Difference pair, double[] weights, double[] seen) {
    double margin = -pair.margin; // w·φ(chosen) − w·φ(rejected) − m
    for (int i = 0; i < pair.features.length; i++) {
      margin += weights[pair.features[i]] * pair.values[i];
    }
    double wrong = 1 / (1 + Math.exp(margin)); // 1 − σ(margin) = −∂ log σ(margin) / ∂ margin
    for (int i = 0; i < pair.features.length; i++) {
      int at = pair.features[i];
      double gradient = wrong * pair.values[i] - decay * weights[at];
      seen[at] += gradient * gradient;
      weights[at] += rate * gradient / (1e-8 + Math.sqrt(seen[at]));
    }
  }

  /** Returns the indices of the features that differ between the responses of enough pairs. */
  private static Long2IntMap places(List<Pair> pairs, LinearFeatures features) {
    Long2IntLinkedOpenHashMap counts = new Long2IntLinkedOpenHashMap();
    for (Pair pair : pairs) {
      difference(pair, features).keySet().forEach(feature -> counts.addTo(feature, 1));
    }
    int fewest = pairs.size() < 100 ? 1 : FEWEST_PAIRS;
    Long2IntMap places = new Long2IntLinkedOpenHashMap();
    places.defaultReturnValue(-1);
    counts.forEach(
        (feature, count) -> {
          if (count >= fewest) {
            places.put(feature.longValue(), places.size());
          }
        });
    return places;
  }

  private static Long2DoubleMap difference(Pair pair, LinearFeatures features) {
    Long2DoubleLinkedOpenHashMap difference = features.learned(pair.prompt(), pair.chosen());
    features
        .learned(pair.prompt(), pair.rejected())
        .forEach((feature, count) -> difference.addTo(feature, -count));
    difference.values().removeIf(value -> value == 0);
    return difference;
  }

  private static Difference difference(
      Long2DoubleMap difference, Long2IntMap places, double margin) {
    IntArrayList known = new IntArrayList(difference.size());
    FloatArrayList values = new FloatArrayList(difference.size());
    difference.forEach(
        (feature, value) -> {
          int place = places.get(feature.longValue());
          if (place >= 0) {
            known.add(place);
            values.add(value.floatValue());
          }
        });
    return new Difference(known.toIntArray(), values.toFloatArray(), margin);
  }
}

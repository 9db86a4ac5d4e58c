package org.attune.world;

import java.util.List;

/**
 * The world's own random number generator: SplitMix64, implemented here so that a seed gives the
 * same text on every machine and every Java release.
 */
final class SplitMixRandom {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  private SplitMixRandom(long state) {
    this.state = state;
  }

  /** Returns a generator determined by the seed alone. */
  static SplitMixRandom seeded(long seed) {
    return new SplitMixRandom(mix(seed + GOLDEN_GAMMA));
  }

  /**
   * Returns a generator for one purpose, so that two purposes with one seed do not share their
   * draws.
   */
  static SplitMixRandom seeded(long seed, String purpose) {
    return new SplitMixRandom(mix(seed + GOLDEN_GAMMA) ^ mix(purpose.hashCode()));
  }

  /** Draws an integer from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Draws an integer between both bounds, inclusive. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** Draws a number from 0 (included) to 1 (excluded). */
  double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Returns true with this probability. */
  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Picks one of the elements. */
  <T> T pick(List<T> things) {
    return things.get(below(things.size()));
  }

  /** Picks an index in proportion to the weights, whose sum need not be one. */
  int weighted(List<Double> weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = uniform() * sum;
    for (int i = 0; i < weights.size(); i++) {
      left -= weights.get(i);
      if (left < 0) {
        return i;
      }
    }
    return weights.size() - 1;
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

package org.attune.train.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The order of examples in training: shuffled, then sorted by length within windows of a few
 * batches, so that a batch holds examples of similar length and little padding.
 *
 * <p>An epoch contains every example once. The remaining examples form a smaller last batch, whose
 * loss is the mean over its own examples.
 *
 * <p>The order of an epoch depends only on the seed and the epoch's number, so that a resumed run
 * continues exactly where it stopped.
 */
public final class Batches {
  private static final int STRETCH = 16;

  private final int examples;
  private final int batchSize;
  private final long seed;
  private final IntUnaryOperator length;
  private final int perEpoch;
  private int cachedEpoch = -1;
  private List<List<Integer>> cached = List.of();

  public Batches(int examples, int batchSize, long seed, IntUnaryOperator length) {
    this.examples = examples;
    this.batchSize = Math.min(batchSize, examples);
    this.seed = seed;
    this.length = length;
    this.perEpoch = (examples + this.batchSize - 1) / this.batchSize;
  }

  /** Returns the number of batches per epoch, including a smaller last one. */
  public int perEpoch() {
    return perEpoch;
  }

  /** Returns the examples of a step, counted from 0. */
  public List<Integer> batch(int step) {
    int epoch = step / perEpoch;
    if (epoch != cachedEpoch) {
      cached = epoch(epoch);
      cachedEpoch = epoch;
    }
    return cached.get(step % perEpoch);
  }

  private List<List<Integer>> epoch(int epoch) {
    Random random = new Random(seed * 1_000_003L + epoch);
    List<Integer> order = new ArrayList<>(IntStream.range(0, examples).boxed().toList());
    Collections.shuffle(order, random);
    List<List<Integer>> batches = new ArrayList<>();
    int usable = examples / batchSize * batchSize;
    for (int from = 0; from < usable; from += STRETCH * batchSize) {
      List<Integer> stretch =
          new ArrayList<>(order.subList(from, Math.min(usable, from + STRETCH * batchSize)));
      stretch.sort(Comparator.comparingInt(length::applyAsInt));
      for (int at = 0; at < stretch.size(); at += batchSize) {
        batches.add(List.copyOf(stretch.subList(at, Math.min(stretch.size(), at + batchSize))));
      }
    }
    Collections.shuffle(batches, random);
    if (usable < examples) {
      batches.add(List.copyOf(order.subList(usable, examples)));
    }
    return batches;
  }
}

package org.attune.reward;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.attune.data.Pair;

/**
 * The differences between the responses of pairs, over the features that differ in enough pairs.
 *
 * @param differences one of each pair, in order
 * @param features the features, of which a difference holds the indices
 */
record PairDifferences(List<PairDifference> differences, long[] features) {
  /** Features that occur in fewer pairs are ignored. */
  private static final int FEWEST_PAIRS = 2;

  /** Of so few pairs all features are used. */
  private static final int FEW_PAIRS = 100;

  /** The features in which the responses of a pair differ, by how much, and the pair's margin. */
  record PairDifference(int[] features, float[] values, double margin) {}

  /** Reads pairs, each text once; new words are added to the vocabulary of the features. */
  static PairDifferences of(List<Pair> pairs, LinearFeatures vocabulary) {
    Long2IntOpenHashMap indices = new Long2IntOpenHashMap();
    indices.defaultReturnValue(-1);
    LongArrayList features = new LongArrayList();
    IntArrayList counts = new IntArrayList();
    List<PairDifference> all = new ArrayList<>(pairs.size());
    for (Pair pair : pairs) {
      LinearFeatures.FeatureDifference found = vocabulary.difference(pair);
      int[] places = new int[found.features().size()];
      for (int i = 0; i < places.length; i++) {
        long feature = found.features().getLong(i);
        places[i] = indices.putIfAbsent(feature, features.size());
        if (places[i] < 0) {
          places[i] = features.size();
          features.add(feature);
          counts.add(0);
        }
        counts.set(places[i], counts.getInt(places[i]) + 1);
      }
      all.add(new PairDifference(places, found.values().toFloatArray(), pair.margin()));
    }
    return frequent(all, features, counts, pairs.size() < FEW_PAIRS ? 1 : FEWEST_PAIRS);
  }

  private static PairDifferences frequent(
      List<PairDifference> all, LongArrayList features, IntArrayList counts, int fewest) {
    int[] places = new int[features.size()];
    LongArrayList kept = new LongArrayList();
    for (int i = 0; i < places.length; i++) {
      places[i] = counts.getInt(i) < fewest ? -1 : kept.size();
      if (places[i] >= 0) {
        kept.add(features.getLong(i));
      }
    }
    all.replaceAll(difference -> renumbered(difference, places));
    return new PairDifferences(all, kept.toLongArray());
  }

  private static PairDifference renumbered(PairDifference difference, int[] places) {
    int count = 0;
    int[] features = new int[difference.features.length];
    float[] values = new float[features.length];
    for (int i = 0; i < features.length; i++) {
      int place = places[difference.features[i]];
      if (place >= 0) {
        features[count] = place;
        values[count++] = difference.values[i];
      }
    }
    return new PairDifference(
        Arrays.copyOf(features, count), Arrays.copyOf(values, count), difference.margin);
  }
}

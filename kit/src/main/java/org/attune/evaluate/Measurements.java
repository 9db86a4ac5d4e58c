package org.attune.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The samples of metrics under one decoding, by policy and metric, for each training seed. */
public final class Measurements {
  private final List<String> prompts;
  private final Map<Key, List<RatioSamples>> tallies = new LinkedHashMap<>();
  private final Map<Key, Boolean> main = new LinkedHashMap<>();
  private final Map<String, List<NamedPolicy>> entrants = new LinkedHashMap<>();

  /** Creates measurements for rows with these prompts, which may repeat. */
  Measurements(List<String> prompts) {
    this.prompts = List.copyOf(prompts);
  }

  /** A policy and a metric. */
  public record Key(String policy, String metric) {}

  /** Adds a metric's samples for one seed's policy; the first entry is the one that tables show. */
  void add(String policy, Map<String, RatioSamples> counted) {
    boolean first = true;
    for (Map.Entry<String, RatioSamples> each : counted.entrySet()) {
      Key key = new Key(policy, each.getKey());
      tallies.computeIfAbsent(key, k -> new ArrayList<>()).add(each.getValue());
      main.putIfAbsent(key, first);
      first = false;
    }
  }

  /** Records that one seed's policy took part. */
  void entered(NamedPolicy entrant) {
    entrants.computeIfAbsent(entrant.name(), name -> new ArrayList<>()).add(entrant);
  }

  /** Returns the measured policies and metrics, in the order of the table. */
  public List<Key> keys() {
    return List.copyOf(tallies.keySet());
  }

  /** Returns the value of each answer of the first seed: what its ratio has above the line. */
  public List<Double> samples(Key key) {
    return tallies.get(key).get(0).above();
  }

  boolean isMain(Key key) {
    return main.get(key);
  }

  /**
   * Returns a value with its interval. The seed variance of a mean is pooled over all policies
   * trained with several seeds, if their variances are similar.
   */
  public Interval interval(Key key) {
    return RandomEffects.of(prompts, tallies.get(key), pooled(key));
  }

  private Optional<SeedVariance> pooled(Key key) {
    if (!trained(key.policy())) {
      return Optional.empty();
    }
    int seeds = tallies.get(key).size();
    List<MeanSquares> arms =
        tallies.entrySet().stream()
            .filter(other -> other.getKey().metric().equals(key.metric()))
            .filter(other -> other.getValue().size() == seeds && trained(other.getKey().policy()))
            .map(other -> MeanSquares.of(prompts, other.getValue()))
            .toList();
    return SeedVariance.ofMeans(arms);
  }

  /** Returns whether the seeds of a policy gave different weights. */
  private boolean trained(String policy) {
    List<NamedPolicy> seeds = entrants.getOrDefault(policy, List.of());
    return seeds.stream().map(NamedPolicy::model).distinct().count() > 1;
  }

  /** Returns the variance components of a value. */
  public VarianceComponents components(Key key) {
    return VarianceComponents.of(prompts, tallies.get(key));
  }

  /**
   * Returns the difference between two policies, paired answer by answer, so that shared effects
   * such as a hard prompt or the random numbers cancel. Empty for metrics that are not means.
   */
  public Optional<Interval> difference(Key key, Key other) {
    return estimatedDifference(key, other).map(Estimate::interval);
  }

  /** Returns the {@link #difference} as an estimate, which has a p-value too. */
  public Optional<Estimate> estimatedDifference(Key key, Key other) {
    List<RatioSamples> mine = tallies.get(key);
    List<RatioSamples> theirs = tallies.get(other);
    if (mine == null || theirs == null || mine.size() != theirs.size()) {
      return Optional.empty();
    }
    List<RatioSamples> differences = new ArrayList<>();
    for (int seed = 0; seed < mine.size(); seed++) {
      RatioSamples one = mine.get(seed);
      RatioSamples two = theirs.get(seed);
      if (!plain(one) || !plain(two)) {
        return Optional.empty();
      }
      differences.add(minus(one, two));
    }
    return Optional.of(RandomEffects.mean(MeanSquares.of(prompts, differences), Optional.empty()));
  }

  private static boolean plain(RatioSamples tally) {
    return tally.below().stream().allMatch(below -> Objects.equals(below, 1.0));
  }

  private static RatioSamples minus(RatioSamples one, RatioSamples two) {
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < one.above().size(); row++) {
      values.add(one.above().get(row) - two.above().get(row));
    }
    return RatioSamples.mean(values);
  }
}

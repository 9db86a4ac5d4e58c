package org.attune.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What metrics counted under one decoding, by policy and metric, for each training seed. */
public final class Measurements {
  private final List<String> prompts;
  private final Map<Key, List<RatioSamples>> tallies = new LinkedHashMap<>();
  private final Map<Key, Boolean> main = new LinkedHashMap<>();
  private final Map<String, List<NamedPolicy>> entrants = new LinkedHashMap<>();

  /** Prepares for measurements whose rows answer these prompts, of which one may come again. */
  Measurements(List<String> prompts) {
    this.prompts = List.copyOf(prompts);
  }

  /** Whose number, and which. */
  public record Key(String policy, String metric) {}

  /** Adds what a metric counted of one seed's policy; its first tally is the one tables show. */
  void add(String policy, Map<String, RatioSamples> counted) {
    boolean first = true;
    for (Map.Entry<String, RatioSamples> each : counted.entrySet()) {
      Key key = new Key(policy, each.getKey());
      tallies.computeIfAbsent(key, k -> new ArrayList<>()).add(each.getValue());
      main.putIfAbsent(key, first);
      first = false;
    }
  }

  /** Notes that one seed's policy took part. */
  void entered(NamedPolicy entrant) {
    entrants.computeIfAbsent(entrant.name(), name -> new ArrayList<>()).add(entrant);
  }

  /** Returns whose numbers there are, and which, in the order of the table. */
  public List<Key> keys() {
    return List.copyOf(tallies.keySet());
  }

  boolean isMain(Key key) {
    return main.get(key);
  }

  /**
   * Returns a number with its interval. The seed variance of a mean is pooled over all policies
   * that were trained with several seeds, where they vary alike.
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

  /** Returns whether the seeds of a policy stand for trainings that came to different weights. */
  private boolean trained(String policy) {
    List<NamedPolicy> seeds = entrants.getOrDefault(policy, List.of());
    return seeds.stream().map(NamedPolicy::model).distinct().count() > 1;
  }

  /** Returns where the spread of a number comes from. */
  public VarianceComponents components(Key key) {
    return VarianceComponents.of(prompts, tallies.get(key));
  }

  /**
   * Returns one policy's number less another's, answer by answer: what both share, such as a hard
   * prompt or a lucky random number, cancels. Nothing for numbers that are no means.
   */
  public Optional<Interval> difference(Key key, Key other) {
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
    return Optional.of(RandomEffects.of(prompts, differences));
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

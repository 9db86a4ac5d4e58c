package org.attune.world;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How an answer was graded: the count of every trait that occurs in it.
 *
 * <pre>{@code
 * world.golden().grade(prompt, answer).explain();  // "golden 2.50 = 2 tips (+2.00) + greeting ..."
 * }</pre>
 */
public record TraitCounts(Map<Trait, Integer> counts) {
  /** The lowest golden reward: below it texts are not distinguished. */
  public static final double FLOOR = -8.0;

  /** Copies the counts and leaves out the zeros. */
  public TraitCounts {
    Map<Trait, Integer> copy = new EnumMap<>(Trait.class);
    counts.forEach(
        (trait, count) -> {
          if (count != 0) {
            copy.put(trait, count);
          }
        });
    counts = Collections.unmodifiableMap(copy);
  }

  /** Returns how often the trait was counted. */
  public int count(Trait trait) {
    return counts.getOrDefault(trait, 0);
  }

  /** Returns what the trait adds to the golden reward. */
  public double contribution(Trait trait) {
    return trait.weight() * count(trait);
  }

  /** Returns the golden reward: the sum of all contributions, but at least {@link #FLOOR}. */
  public double golden() {
    double sum = 0;
    for (Trait trait : counts.keySet()) {
      sum += contribution(trait);
    }
    return Math.max(FLOOR, sum);
  }

  /** Returns one line that explains the golden reward. */
  public String explain() {
    String terms =
        counts.keySet().stream()
            .map(
                t ->
                    String.format(
                        Locale.ROOT,
                        "%d %s (%+.2f)",
                        count(t),
                        t.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        contribution(t)))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT, "golden %.2f: %s", golden(), terms.isEmpty() ? "nothing to grade" : terms);
  }

  /** Returns the same as {@link #explain()}. */
  @Override
  public String toString() {
    return explain();
  }

  /** Counts traits one by one. */
  static final class Tally {
    private final Map<Trait, Integer> counts = new EnumMap<>(Trait.class);

    /** Counts a trait this many more times. */
    void add(Trait trait, int times) {
      counts.merge(trait, times, Integer::sum);
    }

    /** Counts the tips on topic and intent, of which three are useful and the rest excess. */
    void addTips(int tips) {
      add(Trait.TIPS, Math.min(tips, 3));
      add(Trait.EXCESS, Math.max(tips - 3, 0));
      add(Trait.NO_HELP, tips == 0 ? 1 : 0);
    }

    /** Counts the words beyond the limit. */
    void addWords(int words) {
      add(Trait.OVERLONG, Math.max(words - 45, 0));
    }

    /** Returns the counts. */
    TraitCounts grades() {
      return new TraitCounts(counts);
    }
  }
}

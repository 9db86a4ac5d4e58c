package org.attune.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;

/**
 * A ranking of many systems from comparisons of two (Bradley and Terry 1952, Biometrika 39): system
 * i beats j with probability σ(sᵢ − sⱼ), and the strengths s have mean zero. A tie is half a win
 * for each.
 *
 * <p>Intervals count all comparisons of a prompt as one. Who is surely above whom is decided by
 * Holm's correction over all pairs, so that a table of equal systems claims nothing in 95 of 100
 * cases.
 */
public final class BradleyTerryRanking {
  private static final double ALPHA = 0.05;

  private final List<String> systems;
  private final LogisticFit fit;
  private final List<RankedPair> pairs;

  /** The outcome of one comparison: 1 if the first system won, 0 if the second did, ½ for a tie. */
  public record Comparison(String prompt, int first, int second, double outcome) {}

  /**
   * Two systems of the ranking.
   *
   * @param above the one of the larger strength
   * @param below the other
   * @param pValue that they are equal, after Holm's correction
   * @param sure whether the difference is significant at 5 %
   */
  public record RankedPair(String above, String below, double pValue, boolean sure) {}

  private BradleyTerryRanking(List<String> systems, LogisticFit fit) {
    this.systems = List.copyOf(systems);
    this.fit = fit;
    this.pairs = pairs();
  }

  /** Ranks systems, each of which took part in at least one comparison. */
  public static BradleyTerryRanking of(List<String> systems, List<Comparison> comparisons) {
    InvalidInputException.unless(
        systems.size() > 1, "A ranking needs at least 2 systems, got %d.", systems.size());
    boolean[] met = new boolean[systems.size()];
    double[][] rows = new double[comparisons.size()][];
    double[] outcomes = new double[rows.length];
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      Comparison comparison = comparisons.get(i);
      rows[i] = contrast(systems.size(), comparison.first(), comparison.second());
      outcomes[i] = comparison.outcome();
      prompts.add(comparison.prompt());
      met[comparison.first()] = true;
      met[comparison.second()] = true;
    }
    for (int i = 0; i < met.length; i++) {
      InvalidInputException.unless(
          met[i], "'%s' was compared with no other system, so it has no rank.", systems.get(i));
    }
    double[][] ties = ties(systems.size());
    return new BradleyTerryRanking(systems, LogisticFit.of(rows, outcomes, prompts, ties));
  }

  /** The prior: one tie of each system with the next. */
  private static double[][] ties(int systems) {
    return IntStream.range(0, systems)
        .mapToObj(i -> contrast(systems, i, (i + 1) % systems))
        .toArray(double[][]::new);
  }

  /** sᵢ − sⱼ in the coefficients s₀ … sₖ₋₂; the last strength is minus their sum. */
  private static double[] contrast(int systems, int first, int second) {
    double[] plus = strength(systems, first);
    double[] minus = strength(systems, second);
    return IntStream.range(0, systems - 1).mapToDouble(i -> plus[i] - minus[i]).toArray();
  }

  private static double[] strength(int systems, int index) {
    return IntStream.range(0, systems - 1)
        .mapToDouble(i -> index == systems - 1 ? -1 : i == index ? 1 : 0)
        .toArray();
  }

  private List<RankedPair> pairs() {
    List<RankedPair> found = new ArrayList<>();
    List<Double> raw = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      for (int j = i + 1; j < systems.size(); j++) {
        double[] contrast = contrast(systems.size(), i, j);
        boolean first = fit.of(contrast).value() >= 0;
        found.add(new RankedPair(systems.get(first ? i : j), systems.get(first ? j : i), 1, false));
        raw.add(fit.pValue(contrast));
      }
    }
    List<Double> adjusted = Holm.adjusted(raw);
    return IntStream.range(0, found.size())
        .mapToObj(
            i ->
                new RankedPair(
                    found.get(i).above(),
                    found.get(i).below(),
                    adjusted.get(i),
                    adjusted.get(i) < ALPHA))
        .toList();
  }

  /** Returns the systems from the strongest to the weakest. */
  public List<String> order() {
    return systems.stream()
        .sorted(Comparator.comparingDouble((String name) -> -strength(name).value()))
        .toList();
  }

  /** Returns a system's strength in log-odds against the average system. */
  public Interval strength(String system) {
    int index = systems.indexOf(system);
    InvalidInputException.unless(
        index >= 0, "There is no system '%s' in the ranking; available: %s.", system, systems);
    return fit.of(strength(systems.size(), index)).interval();
  }

  /** Returns the probability that the first system beats the second. */
  public Interval winRate(String first, String second) {
    double[] contrast = contrast(systems.size(), systems.indexOf(first), systems.indexOf(second));
    return fit.of(contrast).interval().map(LogisticFit::sigmoid);
  }

  /** Returns all pairs of systems, and whether one is surely above the other. */
  public List<RankedPair> comparisons() {
    return pairs;
  }

  /** Returns the systems that a system is surely above. */
  public List<String> surelyAbove(String system) {
    return pairs.stream()
        .filter(pair -> pair.sure() && pair.above().equals(system))
        .map(RankedPair::below)
        .toList();
  }
}

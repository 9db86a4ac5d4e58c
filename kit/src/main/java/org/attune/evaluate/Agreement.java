package org.attune.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import org.attune.util.InvalidInputException;

/**
 * How far several people, or judges, agree on the same items.
 *
 * <p>Ratings are numbers, such as +1, 0 and −1 for win, tie and loss; NaN where someone did not
 * rate an item.
 *
 * @param ratings // (item, rater)
 */
public record Agreement(double[][] ratings) {
  /** Checks that all rows are equally long. */
  public Agreement {
    InvalidInputException.unless(
        ratings.length > 0 && Arrays.stream(ratings).allMatch(r -> r.length == ratings[0].length),
        "Agreement needs a rating or NaN from each rater for each item.");
    InvalidInputException.unless(
        ratings[0].length > 1, "Agreement needs at least 2 raters, got %d.", ratings[0].length);
  }

  private int raters() {
    return ratings[0].length;
  }

  /** Returns the share of equal ratings, averaged over all pairs of raters with a common item. */
  public double exact() {
    return meanOfPairs((a, b) -> a == b ? 1 : 0);
  }

  /**
   * Returns the share of ratings that do not contradict each other, averaged over pairs of raters:
   * a win and a loss do, a tie contradicts nothing (Yuan et al. 2023, arXiv 2304.05302, App. D).
   */
  public double notContradicting() {
    return meanOfPairs((a, b) -> a * b < 0 ? 0 : 1);
  }

  private double meanOfPairs(DoubleBinaryOperator same) {
    List<Double> shares = new ArrayList<>();
    for (int a = 0; a < raters(); a++) {
      for (int b = a + 1; b < raters(); b++) {
        share(a, b, same).ifPresent(shares::add);
      }
    }
    return shares.stream().mapToDouble(x -> x).average().orElse(Double.NaN);
  }

  private OptionalDouble share(int a, int b, DoubleBinaryOperator same) {
    return Arrays.stream(ratings)
        .filter(row -> !Double.isNaN(row[a]) && !Double.isNaN(row[b]))
        .mapToDouble(row -> same.applyAsDouble(row[a], row[b]))
        .average();
  }

  /** Returns Cohen's κ (1960) of two raters over the items that both rated. */
  public double cohensKappa(int first, int second) {
    List<double[]> both =
        Arrays.stream(ratings)
            .filter(row -> !Double.isNaN(row[first]) && !Double.isNaN(row[second]))
            .toList();
    double observed = 0;
    double chance = 0;
    for (double category : categories()) {
      double mine = count(both, first, category);
      double theirs = count(both, second, category);
      chance += mine * theirs / both.size() / both.size();
      observed +=
          both.stream().filter(row -> row[first] == category && row[second] == category).count()
              / (double) both.size();
    }
    return kappa(observed, chance);
  }

  private static double count(List<double[]> rows, int rater, double category) {
    return rows.stream().filter(row -> row[rater] == category).count();
  }

  private static double kappa(double observed, double chance) {
    // Raters who all say the same thing all the time agree, but no better than chance.
    return chance == 1 ? Double.NaN : (observed - chance) / (1 - chance);
  }

  private double[] categories() {
    return Arrays.stream(ratings)
        .flatMapToDouble(Arrays::stream)
        .filter(x -> !Double.isNaN(x))
        .distinct()
        .sorted()
        .toArray();
  }

  /** Returns Fleiss' κ (1971) over the items that everybody rated. */
  public double fleissKappa() {
    double[][] whole =
        Arrays.stream(ratings)
            .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
            .toArray(double[][]::new);
    double n = raters();
    double observed = 0;
    double chance = 0;
    for (double category : categories()) {
      double total = 0;
      for (double[] row : whole) {
        double votes = Arrays.stream(row).filter(x -> x == category).count();
        total += votes;
        observed += votes * (votes - 1) / (n * (n - 1)) / whole.length;
      }
      double share = total / n / whole.length;
      chance += share * share;
    }
    return kappa(observed, chance);
  }

  /** Returns Krippendorff's α of categories without an order; items may lack ratings. */
  public double krippendorffNominal() {
    return krippendorff((a, b) -> a == b ? 0 : 1);
  }

  /** Returns Krippendorff's α of numbers, whose squared difference is their distance. */
  public double krippendorffInterval() {
    return krippendorff((a, b) -> (a - b) * (a - b));
  }

  /** Returns Krippendorff's α of ordered categories, such as loss, tie and win. */
  public double krippendorffOrdinal() {
    double[] categories = categories();
    double[] counts = new double[categories.length];
    for (double[] row : pairable()) {
      for (double value : row) {
        counts[Arrays.binarySearch(categories, value)]++;
      }
    }
    return krippendorff(
        (a, b) -> {
          int low = Arrays.binarySearch(categories, Math.min(a, b));
          int high = Arrays.binarySearch(categories, Math.max(a, b));
          double between = -(counts[low] + counts[high]) / 2;
          for (int i = low; i <= high; i++) {
            between += counts[i];
          }
          return between * between;
        });
  }

  private List<double[]> pairable() {
    return Arrays.stream(ratings)
        .map(row -> Arrays.stream(row).filter(x -> !Double.isNaN(x)).toArray())
        .filter(row -> row.length > 1)
        .toList();
  }

  /** α = 1 − observed / expected disagreement (Krippendorff 2011). */
  private double krippendorff(DoubleBinaryOperator distance) {
    List<double[]> units = pairable();
    double[] all = units.stream().flatMapToDouble(Arrays::stream).toArray();
    double observed = 0;
    for (double[] unit : units) {
      observed += pairs(unit, distance) / (unit.length - 1);
    }
    double expected = pairs(all, distance) / (all.length - 1);
    return expected == 0 ? Double.NaN : 1 - observed / expected;
  }

  private static double pairs(double[] values, DoubleBinaryOperator distance) {
    double sum = 0;
    for (double a : values) {
      for (double b : values) {
        sum += distance.applyAsDouble(a, b);
      }
    }
    return sum;
  }
}

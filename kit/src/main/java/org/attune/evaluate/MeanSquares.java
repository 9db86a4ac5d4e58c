package org.attune.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two-way analysis of variance of a measurement over prompts and training seeds, one value per
 * cell: the mean over all answers of one seed's policy to one prompt.
 *
 * <p>With σ²_P, σ²_S and σ²_R the variances of prompts, seeds and the residual, the expected mean
 * squares are S·σ²_P + σ²_R, P·σ²_S + σ²_R and σ²_R (Searle, Casella and McCulloch, Variance
 * Components, 1992, ch. 4).
 *
 * @param value the grand mean; of a ratio, Σ numerators / Σ denominators
 * @param prompt mean square between prompts, NaN with one prompt
 * @param seed mean square between seeds, NaN with one seed
 * @param residual mean square of the interaction of both, NaN with one prompt or one seed
 * @param prompts number of distinct prompts, P
 * @param seeds number of training seeds, S
 * @param promptKurtosis excess kurtosis of the prompts' means; 0 if they are all the same
 * @param seedKurtosis excess kurtosis of the seeds' means
 */
public record MeanSquares(
    double value,
    double prompt,
    double seed,
    double residual,
    int prompts,
    int seeds,
    double promptKurtosis,
    double seedKurtosis) {

  /**
   * Analyses one measurement per seed; all rows of a prompt are one cluster.
   *
   * <p>A ratio Σa / Σb is linearised: the cell's value is R + (a − R·b) / mean(b), whose grand mean
   * is R (Cochran, Sampling Techniques, 1977, §6.3).
   *
   * @param prompts the prompt of each row
   * @param seeds the samples of each row, for each seed
   */
  public static MeanSquares of(List<String> prompts, List<RatioSamples> seeds) {
    List<double[][]> sums = seeds.stream().map(tally -> clustered(prompts, tally)).toList();
    double above = sums.stream().mapToDouble(sum -> Arrays.stream(sum[0]).sum()).sum();
    double below = sums.stream().mapToDouble(sum -> Arrays.stream(sum[1]).sum()).sum();
    double ratio = above / below;
    double size = below / seeds.size() / sums.get(0)[0].length;
    double[][] cells = new double[seeds.size()][sums.get(0)[0].length]; // (seed, prompt)
    for (int seed = 0; seed < cells.length; seed++) {
      double[][] sum = sums.get(seed);
      for (int prompt = 0; prompt < cells[seed].length; prompt++) {
        cells[seed][prompt] = ratio + (sum[0][prompt] - ratio * sum[1][prompt]) / size;
      }
    }
    return of(ratio, cells);
  }

  /** Analyses cells, (seed, prompt), with a known grand mean. */
  static MeanSquares of(double mean, double[][] cells) {
    int seeds = cells.length;
    int prompts = cells[0].length;
    double[] bySeed = Arrays.stream(cells).mapToDouble(MeanSquares::mean).toArray();
    double[] byPrompt = new double[prompts];
    for (double[] row : cells) {
      for (int prompt = 0; prompt < prompts; prompt++) {
        byPrompt[prompt] += row[prompt] / seeds;
      }
    }
    return new MeanSquares(
        mean,
        seeds * squares(byPrompt, mean) / (prompts - 1),
        prompts * squares(bySeed, mean) / (seeds - 1),
        residuals(mean, cells, bySeed, byPrompt) / ((prompts - 1.0) * (seeds - 1)),
        prompts,
        seeds,
        kurtosis(byPrompt, mean),
        kurtosis(bySeed, mean));
  }

  private static double residuals(
      double mean, double[][] cells, double[] bySeed, double[] byPrompt) {
    double sum = 0;
    for (int seed = 0; seed < bySeed.length; seed++) {
      for (int prompt = 0; prompt < byPrompt.length; prompt++) {
        double rest = cells[seed][prompt] - bySeed[seed] - byPrompt[prompt] + mean;
        sum += rest * rest;
      }
    }
    return sum;
  }

  /** Returns numerators and denominators, each summed over the rows of a distinct prompt. */
  private static double[][] clustered(List<String> prompts, RatioSamples tally) {
    Map<String, Integer> index = new LinkedHashMap<>();
    List<Integer> cluster = new ArrayList<>();
    for (String prompt : prompts) {
      Integer known = index.putIfAbsent(prompt, index.size());
      cluster.add(known == null ? index.size() - 1 : known);
    }
    double[][] sums = new double[2][index.size()];
    for (int row = 0; row < prompts.size(); row++) {
      sums[0][cluster.get(row)] += tally.above().get(row);
      sums[1][cluster.get(row)] += tally.below().get(row);
    }
    return sums;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double squares(double[] values, double mean) {
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }

  private static double kurtosis(double[] values, double mean) {
    double second = squares(values, mean) / values.length;
    double fourth =
        Arrays.stream(values).map(value -> Math.pow(value - mean, 4)).sum() / values.length;
    return second > 0 ? fourth / (second * second) - 3 : 0;
  }

  /** Returns P − 1. */
  int promptFreedom() {
    return prompts - 1;
  }

  /** Returns S − 1. */
  int seedFreedom() {
    return seeds - 1;
  }
}

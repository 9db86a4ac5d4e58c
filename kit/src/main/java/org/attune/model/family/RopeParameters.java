package org.attune.model.family;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The frequencies of rotary position embeddings (Su et al. 2021, arXiv 2104.09864), with the
 * scaling methods for longer texts that Hugging Face's {@code config.json} names.
 *
 * @param width how many dimensions of a head are rotated; the rest is unchanged
 * @param theta base of the frequencies
 * @param frequencies radians per position of each pair // width / 2
 * @param amplitude the factor of cosines and sines
 * @param context the longest text for which these frequencies are valid
 * @param longer the positions of texts that are longer, which are not used here but kept for other
 *     programs
 * @param yarn the parameters of yarn from which the frequencies follow, for programs that compute
 *     them
 */
public record RopeParameters(
    int width,
    double theta,
    List<Double> frequencies,
    double amplitude,
    int context,
    Optional<RopeParameters> longer,
    Optional<Yarn> yarn) {

  /**
   * Frequencies that are divided by a factor where they turn less than {@code slow} times over the
   * original length, stay where they turn more than {@code fast} times, and are mixed between.
   */
  public record Yarn(double factor, int original, double fast, double slow) {}

  /** Copies the frequencies. */
  public RopeParameters {
    frequencies = List.copyOf(frequencies);
  }

  /** Describes positions that are the same in texts of any length. */
  public RopeParameters(
      int width, double theta, List<Double> frequencies, double amplitude, int context) {
    this(width, theta, frequencies, amplitude, context, Optional.empty(), Optional.empty());
  }

  /** Returns by what each frequency of plain positions is divided. */
  public List<Double> factors() {
    List<Double> plain = plain(width, theta);
    return each(width, pair -> plain.get(pair) / frequencies.get(pair));
  }

  /** Returns the same positions, for texts of a certain length at most. */
  RopeParameters upTo(int length) {
    return new RopeParameters(
        width, theta, frequencies, amplitude, Math.min(length, context), longer, yarn);
  }

  /** Returns plain rotary positions. */
  public static RopeParameters plain(int width, double theta, int context) {
    return new RopeParameters(width, theta, plain(width, theta), 1, context);
  }

  /** Returns the frequencies without any scaling. */
  static List<Double> plain(int width, double theta) {
    return each(width, pair -> Math.pow(theta, -2.0 * pair / width));
  }

  /** Returns the frequency of each pair of dimensions. */
  static List<Double> each(int width, IntToDoubleFunction frequency) {
    return IntStream.range(0, width / 2).mapToDouble(frequency).boxed().toList();
  }
}

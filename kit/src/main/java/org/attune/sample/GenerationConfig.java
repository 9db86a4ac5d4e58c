package org.attune.sample;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * The settings for sampling a response.
 *
 * @param temperature divides the logits; 0 takes the most probable token
 * @param topK keeps the k most probable tokens; 0 keeps all
 * @param topP keeps the smallest set of tokens whose probability reaches p; 1 keeps all
 * @param maxTokens longest response in tokens
 * @param seed the seed of each response's stream of random numbers
 * @param markers stop strings, at the first of which a response is cut
 */
public record GenerationConfig(
    double temperature, int topK, double topP, int maxTokens, long seed, List<String> markers) {
  private static final int LONGEST = 128;
  private static final List<String> TURNS = List.of("Human:", "User:", "Assistant:");

  /** Checks the ranges. */
  public GenerationConfig {
    InvalidInputException.unless(
        temperature >= 0 && Double.isFinite(temperature),
        "temperature must be a number >= 0, got %s; 0 is greedy, 1 samples the policy itself.",
        temperature);
    InvalidInputException.unless(topK >= 0, "topK must be >= 0, got %d; 0 keeps all tokens.", topK);
    InvalidInputException.unless(
        topP > 0 && topP <= 1, "topP must lie in (0, 1], got %s; 1 keeps all tokens.", topP);
    InvalidInputException.unless(maxTokens > 0, "maxTokens must be > 0, got %d.", maxTokens);
    markers = List.copyOf(markers);
    InvalidInputException.unless(
        markers.stream().noneMatch(String::isEmpty),
        "A marker to cut at must not be empty, got %s; every response would end there.",
        markers);
  }

  /** Makes a decoding without stop strings. */
  public GenerationConfig(double temperature, int topK, double topP, int maxTokens, long seed) {
    this(temperature, topK, topP, maxTokens, seed, List.of());
  }

  /** Returns greedy decoding. */
  public static GenerationConfig greedy() {
    return new GenerationConfig(0, 0, 1, LONGEST, 0);
  }

  /** Returns sampling at a temperature; 1 samples the policy itself. */
  public static GenerationConfig temperature(double temperature) {
    return new GenerationConfig(temperature, 0, 1, LONGEST, 0);
  }

  /** Returns this decoding with the k most probable tokens kept. */
  public GenerationConfig topK(int k) {
    return new GenerationConfig(temperature, k, topP, maxTokens, seed, markers);
  }

  /** Returns this decoding with the nucleus of probability p kept. */
  public GenerationConfig topP(double p) {
    return new GenerationConfig(temperature, topK, p, maxTokens, seed, markers);
  }

  /** Returns this decoding with another maximum response length. */
  public GenerationConfig maxTokens(int tokens) {
    return new GenerationConfig(temperature, topK, topP, tokens, seed, markers);
  }

  /** Returns this decoding with another seed. */
  public GenerationConfig seed(long start) {
    return new GenerationConfig(temperature, topK, topP, maxTokens, start, markers);
  }

  /**
   * Returns this decoding with responses that end before the first marker of a turn, {@code
   * Human:}, {@code User:} or {@code Assistant:}, for models that continue with both sides of the
   * dialogue (RRHF, Yuan et al. 2023, arXiv 2304.05302, §4.1).
   */
  public GenerationConfig cutAtTurns() {
    return cutAt(TURNS);
  }

  /** Returns this decoding with responses that end before the first of the given texts. */
  public GenerationConfig cutAt(List<String> texts) {
    return new GenerationConfig(temperature, topK, topP, maxTokens, seed, texts);
  }

  @Override
  public String toString() {
    return temperature == 0
        ? "greedy"
        : "T="
            + temperature
            + (topK > 0 ? " top-k " + topK : "")
            + (topP < 1 ? " top-p " + topP : "");
  }
}

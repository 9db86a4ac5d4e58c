package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Drawing one token")
final class TokenSamplerTest {
  private static final int DRAWS = 4_000;
  private static final float[] LOGITS = logits();

  /** Returns what a small model says after a few words. */
  private static float[] logits() {
    Decoder decoder = Tiny.model(51).decoder();
    return PyTorch.scoped(
        () -> {
          long[] ids = {1, 3, 14, 12, 4};
          NDArray input = decoder.weights().manager().create(ids, new Shape(1, ids.length));
          NDArray hidden = decoder.hidden(input).reshape(-1, decoder.config().width());
          return decoder.logits(hidden.get("4:5")).toFloatArray();
        });
  }

  private static double[] softmax(double temperature) {
    double[] weights = new double[LOGITS.length];
    Arrays.setAll(weights, i -> Math.exp(LOGITS[i] / temperature));
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  private static int[] draws(GenerationConfig decoding) {
    int[] counts = new int[LOGITS.length];
    for (int stream = 0; stream < DRAWS; stream++) {
      counts[new TokenSampler(decoding, stream).draw(LOGITS, 0, LOGITS.length)]++;
    }
    return counts;
  }

  /**
   * Asserts that counts fit probabilities: χ² lies below what chance exceeds once in a thousand
   * times, by Wilson and Hilferty's approximation. Tokens expected fewer than five times are taken
   * together.
   */
  private static void fits(double[] probabilities, int[] counts) {
    double statistic = 0;
    double rareExpected = 0;
    int rare = 0;
    int classes = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = probabilities[i] * DRAWS;
      if (expected < 5) {
        rareExpected += expected;
        rare += counts[i];
      } else {
        statistic += Math.pow(counts[i] - expected, 2) / expected;
        classes++;
      }
    }
    if (rareExpected >= 5) {
      statistic += Math.pow(rare - rareExpected, 2) / rareExpected;
      classes++;
    }
    double freedom = classes - 1.0;
    double spread = 2 / (9 * freedom);
    double most = freedom * Math.pow(1 - spread + 3.09 * Math.sqrt(spread), 3);
    assertTrue(classes > 2, "too few classes to judge");
    assertTrue(statistic < most, "chi squared " + statistic + " of at most " + most);
  }

  @Nested
  @DisplayName("follows the policy's distribution")
  final class Distribution {
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    @DisplayName("softmax of the logits over the temperature")
    void temperature(double temperature) {
      fits(softmax(temperature), draws(GenerationConfig.temperature(temperature).seed(7)));
    }

    @Test
    @DisplayName("token after token within one response, too")
    void stream() {
      TokenSampler draw = new TokenSampler(GenerationConfig.temperature(1).seed(8), 0);
      int[] counts = new int[LOGITS.length];
      for (int i = 0; i < DRAWS; i++) {
        counts[draw.draw(LOGITS, 0, LOGITS.length)]++;
      }
      fits(softmax(1), counts);
    }

    @Test
    @DisplayName("logits of thousands overflow nothing")
    void extremes() {
      float[] logits = {-5_000, 5_000, 4_999, -5_000};
      for (int stream = 0; stream < 100; stream++) {
        int token = new TokenSampler(GenerationConfig.temperature(1), stream).draw(logits, 0, 4);
        assertTrue(token == 1 || token == 2);
      }
    }
  }

  @Nested
  @DisplayName("can be narrowed to the likely ones")
  final class Narrowed {
    private Integer[] ranked() {
      Integer[] ranked = IntStream.range(0, LOGITS.length).boxed().toArray(Integer[]::new);
      Arrays.sort(ranked, (a, b) -> Float.compare(LOGITS[b], LOGITS[a]));
      return ranked;
    }

    /** Asserts that exactly the kept tokens are drawn, in the proportions they have. */
    private void onlyFirst(int kept, double temperature, GenerationConfig decoding) {
      Set<Integer> allowed = new HashSet<>(Arrays.asList(ranked()).subList(0, kept));
      double[] narrowed = softmax(temperature);
      int[] counts = draws(decoding);
      double total = allowed.stream().mapToDouble(i -> narrowed[i]).sum();
      for (int i = 0; i < counts.length; i++) {
        narrowed[i] = allowed.contains(i) ? narrowed[i] / total : 0;
        assertTrue(counts[i] == 0 || allowed.contains(i), "token " + i + " was drawn");
      }
      fits(narrowed, counts);
    }

    @Test
    @DisplayName("top-k keeps the k most probable, in their proportions")
    void topK() {
      onlyFirst(4, 1, GenerationConfig.temperature(1).topK(4).seed(9));
      onlyFirst(6, 2, GenerationConfig.temperature(2).topK(6).seed(10));
    }

    @Test
    @DisplayName("top-k of one is greedy, and ties go to the first")
    void one() {
      assertEquals(DRAWS, draws(GenerationConfig.temperature(1).topK(1))[ranked()[0]]);
      assertEquals(DRAWS, draws(GenerationConfig.greedy())[ranked()[0]]);
      assertEquals(
          1, new TokenSampler(GenerationConfig.greedy(), 0).draw(new float[] {9, 0, 3, 3}, 1, 3));
    }

    @Test
    @DisplayName("top-p keeps the smallest set that reaches p, after the temperature")
    void topP() {
      for (double temperature : new double[] {1, 2}) {
        double[] probabilities = softmax(temperature);
        for (double p : new double[] {0.6, 0.9}) {
          int kept = 0;
          for (double mass = 0; mass < p; kept++) {
            mass += probabilities[ranked()[kept]];
          }
          onlyFirst(kept, temperature, GenerationConfig.temperature(temperature).topP(p).seed(11));
        }
      }
    }

    @Test
    @DisplayName("top-p is taken of what top-k leaves")
    void both() {
      double[] probabilities = softmax(2);
      double five = IntStream.range(0, 5).mapToDouble(i -> probabilities[ranked()[i]]).sum();
      int kept = 0;
      for (double mass = 0; mass < 0.7 * five; kept++) {
        mass += probabilities[ranked()[kept]];
      }
      assertTrue(kept < 5);
      onlyFirst(kept, 2, GenerationConfig.temperature(2).topK(5).topP(0.7).seed(12));
    }
  }

  @Nested
  @DisplayName("has a stream of random numbers of its own")
  final class Streams {
    private List<Integer> run(long seed, long stream) {
      float[] even = new float[1_000];
      TokenSampler draw = new TokenSampler(GenerationConfig.temperature(1).seed(seed), stream);
      return IntStream.range(0, 40).mapToObj(i -> draw.draw(even, 0, even.length)).toList();
    }

    @Test
    @DisplayName("that repeats")
    void repeats() {
      assertEquals(run(3, 4), run(3, 4));
    }

    @Test
    @DisplayName("that is no part of the stream of a neighbouring seed or row")
    void neighbours() {
      List<Integer> run = run(3, 4);
      for (long[] other : new long[][] {{4, 4}, {2, 4}, {3, 5}, {3, 3}, {4, 3}, {0, 7}, {7, 0}}) {
        List<Integer> neighbour = run(other[0], other[1]);
        for (int shift = 0; shift < 30; shift++) {
          List<Integer> part = run.subList(shift, shift + 5);
          assertFalse(
              Collections.indexOfSubList(neighbour, part) >= 0,
              "seed " + other[0] + " stream " + other[1] + " repeats from " + shift);
        }
      }
    }
  }
}

package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.model.CountingDecoder;
import org.attune.model.Decoder;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Continuing prompts")
final class GeneratorTest {
  private static final Decoder DECODER = Tiny.model(41).decoder();
  static final List<int[]> PROMPTS =
      List.of(
          new int[] {1, 3, 10, 4},
          new int[] {1, 3, 10, 11, 12, 13, 14, 15, 16, 4},
          new int[] {1},
          new int[] {1, 3, 30, 29, 4},
          new int[] {1, 3, 30, 29, 5, 4});

  private static List<int[]> all(GenerationConfig decoding, int batchSize) {
    return new Generator(DECODER, batchSize).generate(PROMPTS, decoding, 0);
  }

  private static boolean equal(List<int[]> a, List<int[]> b) {
    return IntStream.range(0, a.size()).allMatch(i -> Arrays.equals(a.get(i), b.get(i)));
  }

  @Nested
  @DisplayName("does not depend on what stands beside them")
  final class Beside {
    @Test
    @DisplayName("one at a time, two at a time or all at once, greedy or sampled")
    void batches() {
      for (GenerationConfig decoding :
          List.of(
              GenerationConfig.greedy().maxTokens(12),
              GenerationConfig.temperature(1).maxTokens(12).seed(5),
              GenerationConfig.temperature(0.7).topK(7).topP(0.9).maxTokens(12).seed(6))) {
        List<int[]> together = all(decoding, 8);
        assertTrue(equal(together, all(decoding, 2)), decoding + " in twos");
        for (int i = 0; i < PROMPTS.size(); i++) {
          int[] alone =
              new Generator(DECODER, 8).generate(List.of(PROMPTS.get(i)), decoding, i).get(0);
          assertArrayEquals(alone, together.get(i), decoding + " prompt " + i);
        }
      }
    }

    @Test
    @DisplayName("a seed repeats, another seed differs, and equal prompts get their own numbers")
    void seeds() {
      GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(20).seed(9);
      assertTrue(equal(all(decoding, 8), all(decoding, 8)));
      assertFalse(equal(all(decoding, 8), all(decoding.seed(10), 8)));
      List<int[]> twins =
          new Generator(DECODER, 8).generate(List.of(PROMPTS.get(0), PROMPTS.get(0)), decoding, 0);
      assertFalse(Arrays.equals(twins.get(0), twins.get(1)));
    }
  }

  @Nested
  @DisplayName("ends in time")
  final class Ends {
    private final CountingDecoder counting = new CountingDecoder(50, 9, 12);

    private List<int[]> count(int maxTokens, int[]... prompts) {
      return new Generator(counting, 8)
          .generate(List.of(prompts), GenerationConfig.greedy().maxTokens(maxTokens), 0);
    }

    @Test
    @DisplayName("with end-of-text, which is kept, whatever the others still say")
    void endOfText() {
      List<int[]> responses = count(5, new int[] {6}, new int[] {20});
      assertArrayEquals(new int[] {7, 8, 9}, responses.get(0));
      assertArrayEquals(new int[] {21, 22, 23, 24, 25}, responses.get(1));
    }

    @Test
    @DisplayName("at the largest number of tokens, without end-of-text")
    void maxTokens() {
      assertArrayEquals(new int[] {7, 8}, count(2, new int[] {6}).get(0));
    }

    @Test
    @DisplayName("where the context is full, for each prompt by its own length")
    void context() {
      int[] longer = {40, 41, 42, 43, 44, 45, 46, 47, 48, 20};
      List<int[]> responses = count(30, new int[] {10, 20}, longer);
      assertEquals(10, responses.get(0).length);
      assertArrayEquals(new int[] {21, 22}, responses.get(1));
    }

    @Test
    @DisplayName("and real decoders may be asked for more than their context")
    void real() {
      int[] longer = new int[45];
      Arrays.fill(longer, 11);
      longer[0] = Tiny.BOS;
      GenerationConfig decoding = GenerationConfig.temperature(5).maxTokens(100).seed(2);
      List<int[]> responses =
          new Generator(DECODER, 8).generate(List.of(new int[] {1, 12}, longer), decoding, 0);
      assertTrue(responses.get(1).length <= 3);
      int[] alone =
          new Generator(DECODER, 8).generate(List.of(new int[] {1, 12}), decoding, 0).get(0);
      assertArrayEquals(alone, responses.get(0));
    }
  }

  @Nested
  @DisplayName("stops when it is told to")
  final class Stops {
    @Test
    @DisplayName("an interrupt raises Interrupted and is thereby dealt with")
    void interrupt() {
      Thread.currentThread().interrupt();
      assertThrows(
          SamplingInterruptedException.class, () -> all(GenerationConfig.greedy().maxTokens(5), 8));
      assertFalse(Thread.interrupted(), "the flag is cleared");
    }

    @Test
    @DisplayName("settings without a meaning are refused")
    void refused() {
      assertThrows(InvalidInputException.class, () -> GenerationConfig.temperature(-1));
      assertThrows(InvalidInputException.class, () -> GenerationConfig.greedy().topP(0));
      assertThrows(InvalidInputException.class, () -> GenerationConfig.greedy().topK(-1));
      assertThrows(InvalidInputException.class, () -> GenerationConfig.greedy().maxTokens(0));
    }
  }

  @Test
  @DisplayName("Answers keep prompts, ids and texts together, and count what was cut")
  void answers() {
    String tooLong = "a b c d e f g h i j k l m n o p q r s t u v ".repeat(3).strip();
    Completions answers =
        Completions.sample(
            Tiny.model(41),
            PromptTemplate.PLAIN,
            List.of("a", tooLong, "b c"),
            GenerationConfig.temperature(1).maxTokens(10).seed(3));
    assertEquals(1, answers.cutPrompts());
    assertEquals(List.of("a", tooLong, "b c"), answers.prompts());
    long sampled = answers.tokens().stream().mapToLong(row -> row.response().length).sum();
    assertEquals(sampled, answers.sampledTokens());
    for (int i = 0; i < 3; i++) {
      assertEquals(
          Tiny.tokenizer().decode(answers.tokens().get(i).response()).strip(),
          answers.texts().get(i));
    }
  }
}

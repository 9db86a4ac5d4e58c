package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.MatmulPrecision;
import org.attune.model.Decoder;
import org.attune.model.LlamaConfig;
import org.attune.model.TorchScriptLlama;
import org.attune.model.WrappedDecoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Log-probabilities may differ by 1e-5, what remains of sums in 32 bits in another order. */
@DisplayName("Drawing many tokens in one native call equals drawing them one by one")
final class BlockGenerationBatchTest {
  private static final double ROUNDING = 1e-5;
  private static final int WORDS = 300;

  private static Decoder decoder(int keyValueHeads, boolean tied) {
    LlamaConfig config =
        new LlamaConfig(
            WORDS, 16, 24, 2, 4, keyValueHeads, 4, 60, 1e-5, 10_000, tied, Tiny.BOS, Tiny.EOS);
    return new TorchScriptLlama(config, Tiny.weights(config, 21), MatmulPrecision.FLOAT32);
  }

  /** Prompts of one to nine tokens, every other one asked three times. */
  private static List<int[]> prompts() {
    Random random = new Random(4);
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      int[] prompt = random.ints(1 + i, 3, WORDS).toArray();
      for (int copy = 0; copy < 1 + i % 2 * 2; copy++) {
        prompts.add(prompt);
      }
    }
    return prompts;
  }

  private static List<Continuation> all(
      Decoder decoder,
      List<int[]> prompts,
      GenerationConfig decoding,
      StopStrings cut,
      SamplingProgress meter) {
    long[] streams = LongStream.range(0, prompts.size()).toArray();
    return new Generator(decoder, 12).continuations(prompts, streams, decoding, cut, meter);
  }

  private static void same(List<Continuation> expected, List<Continuation> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).ids(), actual.get(i).ids(), "response " + i);
      assertArrayEquals(
          expected.get(i).logProbs(), actual.get(i).logProbs(), ROUNDING, "response " + i);
    }
  }

  static Stream<GenerationConfig> decodings() {
    return Stream.of(
            GenerationConfig.greedy(),
            GenerationConfig.temperature(1),
            GenerationConfig.temperature(0.6),
            GenerationConfig.temperature(1.5).topK(5),
            GenerationConfig.temperature(1).topK(1_000),
            GenerationConfig.temperature(1).topP(0.3),
            GenerationConfig.temperature(3).topP(0.98),
            GenerationConfig.temperature(1.2).topK(150).topP(0.9))
        .map(decoding -> decoding.maxTokens(40).seed(77));
  }

  @ParameterizedTest
  @MethodSource("decodings")
  @DisplayName("in tokens and log-probabilities, for every way of drawing")
  void ways(GenerationConfig decoding) {
    for (int keyValueHeads : new int[] {1, 2, 4}) {
      Decoder decoder = decoder(keyValueHeads, keyValueHeads == 2);
      List<Continuation> expected =
          all(
              new WrappedDecoder(decoder),
              prompts(),
              decoding,
              StopStrings.never(),
              SamplingProgress.silent());
      same(
          expected,
          all(decoder, prompts(), decoding, StopStrings.never(), SamplingProgress.silent()));
    }
  }

  @Test
  @DisplayName("and a single token is the first of several, bit for bit")
  void single() {
    for (Decoder decoder : List.of(decoder(1, false), decoder(2, true))) {
      GenerationConfig decoding = GenerationConfig.temperature(1).seed(5);
      StopStrings never = StopStrings.never();
      SamplingProgress silent = SamplingProgress.silent();
      List<Continuation> one = all(decoder, prompts(), decoding.maxTokens(1), never, silent);
      List<Continuation> more = all(decoder, prompts(), decoding.maxTokens(3), never, silent);
      for (int i = 0; i < one.size(); i++) {
        assertEquals(1, one.get(i).ids().length);
        assertEquals(more.get(i).ids()[0], one.get(i).ids()[0]);
        assertEquals(more.get(i).logProbs()[0], one.get(i).logProbs()[0]);
      }
    }
  }

  @Nested
  @DisplayName("when responses end")
  final class Ends {
    private final Decoder decoder = Tiny.model(41).decoder();
    private final List<int[]> asked =
        Stream.generate(() -> new int[] {1, 3, 10, 4}).limit(40).toList();
    private final GenerationConfig decoding = GenerationConfig.temperature(2).maxTokens(40).seed(8);

    @Test
    @DisplayName("at their own times, by end-of-text")
    void endOfText() {
      List<Continuation> expected =
          all(
              new WrappedDecoder(decoder),
              asked,
              decoding,
              StopStrings.never(),
              SamplingProgress.silent());
      long lengths = expected.stream().map(found -> found.ids().length).distinct().count();
      assertTrue(lengths > 10, "too few kinds of lengths to see rows retire: " + lengths);
      same(expected, all(decoder, asked, decoding, StopStrings.never(), SamplingProgress.silent()));
    }

    @Test
    @DisplayName("at a marker, and the meter counts nothing behind it")
    void markers() {
      StopStrings cut = new StopStrings(Tiny.tokenizer(), List.of("c", "d e"));
      List<long[]> slow = new ArrayList<>();
      List<long[]> fast = new ArrayList<>();
      List<Continuation> expected =
          all(
              new WrappedDecoder(decoder),
              asked,
              decoding,
              cut,
              new SamplingProgress((d, t, n) -> slow.add(new long[] {d, t, n}), 40));
      List<Continuation> actual =
          all(
              decoder,
              asked,
              decoding,
              cut,
              new SamplingProgress((d, t, n) -> fast.add(new long[] {d, t, n}), 40));
      assertTrue(expected.stream().anyMatch(found -> found.ids().length > 17), "one block only");
      same(expected, actual);
      assertArrayEquals(slow.get(slow.size() - 1), fast.get(fast.size() - 1));
      assertTrue(fast.size() < slow.size(), "drawn in blocks");
    }

    @Test
    @DisplayName("because the context is full, at once for some")
    void context() {
      int[] full = new int[48];
      java.util.Arrays.fill(full, 11);
      List<int[]> mixed = List.of(full, new int[] {1, 12}, java.util.Arrays.copyOf(full, 45));
      List<Continuation> expected =
          all(
              new WrappedDecoder(decoder),
              mixed,
              decoding,
              StopStrings.never(),
              SamplingProgress.silent());
      assertEquals(0, expected.get(0).ids().length);
      same(expected, all(decoder, mixed, decoding, StopStrings.never(), SamplingProgress.silent()));
    }
  }
}

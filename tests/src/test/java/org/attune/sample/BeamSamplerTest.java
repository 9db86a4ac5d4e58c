package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.Close;
import org.attune.Tiny;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Beam search")
final class BeamSamplerTest {
  private static final Decoder DECODER = Tiny.model(41).decoder();
  private static final List<int[]> PROMPTS = GeneratorTest.PROMPTS;

  private static List<List<Continuation>> search(
      Decoder decoder, ResponseSampler beam, List<int[]> prompts, int rows) {
    return new BeamSearch(decoder, (BeamSampler) beam, SamplingProgress.silent())
        .search(prompts, rows);
  }

  private static List<List<Integer>> ids(List<Continuation> found) {
    return found.stream().map(one -> IntStream.of(one.ids()).boxed().toList()).toList();
  }

  /** ln π of every token after every prefix, from whole sequences and without a cache. */
  private static double[] next(Decoder decoder, List<Integer> prefix, double temperature) {
    float[] logits =
        PyTorch.scoped(
            () -> {
              long[] ids = prefix.stream().mapToLong(Integer::longValue).toArray();
              var input = decoder.weights().manager().create(ids, new Shape(1, ids.length));
              var hidden = decoder.hidden(input).reshape(-1, decoder.config().width());
              return decoder.logits(hidden.get((ids.length - 1) + ":" + ids.length)).toFloatArray();
            });
    double[] weights = new double[logits.length];
    Arrays.setAll(weights, i -> Math.exp(logits[i] / temperature));
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> Math.log(weight / total)).toArray();
  }

  @Nested
  @DisplayName("on four tokens")
  final class Exhaustive {
    private static final int EOS = 2;
    private static final int LONGEST = 4;
    private final LlamaConfig config =
        new LlamaConfig(4, 16, 24, 2, 4, 2, 4, 48, 1e-5, 10_000, true, 1, EOS);
    private final Decoder decoder =
        LanguageModel.of(
                config,
                Weights.random(WeightShapes.of(config), 0.3, 8, Device.cpu()),
                Tiny.tokenizer())
            .decoder();

    /** A response and its summed log-probability. */
    private record Scored(List<Integer> ids, double sum) {}

    private void grow(List<Integer> prompt, Scored from, double temperature, List<Scored> all) {
      List<Integer> prefix = new ArrayList<>(prompt);
      prefix.addAll(from.ids());
      double[] logProbs = next(decoder, prefix, temperature);
      for (int token = 0; token < 4; token++) {
        List<Integer> ids = new ArrayList<>(from.ids());
        ids.add(token);
        Scored longer = new Scored(ids, from.sum() + logProbs[token]);
        if (token == EOS || ids.size() == LONGEST) {
          all.add(longer);
        } else {
          grow(prompt, longer, temperature, all);
        }
      }
    }

    private void compare(BeamScore by, double temperature) {
      List<Scored> all = new ArrayList<>();
      grow(List.of(1, 3, 0), new Scored(List.of(), 0), temperature, all);
      Comparator<Scored> order =
          Comparator.comparingDouble(
              one -> by == BeamScore.SUM ? -one.sum() : -one.sum() / one.ids().size());
      all.sort(order);
      assertEquals(1 + 3 + 9 + 108, all.size());
      ResponseSampler beam =
          ResponseSampler.beam(all.size()).by(by).temperature(temperature).maxTokens(LONGEST);
      List<Continuation> found = search(decoder, beam, List.of(new int[] {1, 3, 0}), 128).get(0);
      assertEquals(all.stream().map(Scored::ids).toList(), ids(found));
    }

    @Test
    @DisplayName("with room for all it finds every response in the order of an exhaustive search")
    void exhaustive() {
      compare(BeamScore.SUM, 1);
      compare(BeamScore.MEAN, 1);
      compare(BeamScore.SUM, 0.6);
      compare(BeamScore.MEAN, 0.6);
    }

    @Test
    @DisplayName("the log-probability returned is the model's, whatever the temperature")
    void logProbs() {
      for (double temperature : List.of(1.0, 0.6)) {
        ResponseSampler beam = ResponseSampler.beam(5).temperature(temperature).maxTokens(LONGEST);
        Continuation best = search(decoder, beam, List.of(new int[] {1, 3, 0}), 128).get(0).get(0);
        List<Integer> prefix = new ArrayList<>(List.of(1, 3, 0));
        assertTrue(best.ids().length > 0);
        for (int i = 0; i < best.ids().length; i++) {
          Close.close(next(decoder, prefix, 1)[best.ids()[i]], best.logProbs()[i], "token " + i);
          prefix.add(best.ids()[i]);
        }
      }
    }
  }

  @Nested
  @DisplayName("on a chain where the first likely step is a trap")
  final class Trap {
    // 0 is the end. From 1: 2 has 0.6 and 3 has 0.4; behind 2 all is even, behind 3 comes the end.
    private final Decoder chain =
        new ChainDecoder(
            Map.of(
                1, new double[] {0.001, 0.001, 0.598, 0.4},
                2, new double[] {0.26, 0.24, 0.25, 0.25},
                3, new double[] {0.97, 0.01, 0.01, 0.01}));

    private List<List<Integer>> best(int k) {
      return ids(
          search(
                  chain,
                  ResponseSampler.beam(k).by(BeamScore.SUM).maxTokens(2),
                  List.of(new int[] {1}),
                  8)
              .get(0));
    }

    @Test
    @DisplayName("one beam falls into it, two do not, and the best comes first")
    void two() {
      assertEquals(List.of(List.of(2, 0)), best(1));
      assertEquals(List.of(List.of(3, 0), List.of(2, 0)), best(2));
    }
  }

  @Nested
  @DisplayName("does not depend on what stands beside it")
  final class Beside {
    @Test
    @DisplayName("batched, one prompt at a time, and again")
    void batched() {
      for (BeamSampler beam :
          List.of(
              ResponseSampler.beam(4),
              ResponseSampler.diverseBeam(4, 2, 0.7),
              ResponseSampler.diverseBeam(4, 4, 1))) {
        ResponseSampler limited = beam.maxTokens(12);
        List<List<Continuation>> together = search(DECODER, limited, PROMPTS, 128);
        List<List<Continuation>> again = search(DECODER, limited, PROMPTS, 128);
        List<List<Continuation>> pairs = search(DECODER, limited, PROMPTS, 8);
        for (int i = 0; i < PROMPTS.size(); i++) {
          List<List<Integer>> alone =
              ids(search(DECODER, limited, List.of(PROMPTS.get(i)), 1).get(0));
          assertEquals(4, alone.size());
          assertEquals(alone, ids(together.get(i)), beam + " prompt " + i);
          assertEquals(alone, ids(pairs.get(i)), beam + " in twos, prompt " + i);
          assertEquals(ids(again.get(i)), ids(together.get(i)));
        }
      }
    }

    @Test
    @DisplayName("a prompt that fills the context gets empty responses beside others")
    void full() {
      int[] full = new int[48];
      Arrays.fill(full, 11);
      List<List<Continuation>> found =
          search(DECODER, ResponseSampler.beam(2).maxTokens(3), List.of(full, PROMPTS.get(0)), 8);
      assertTrue(found.get(0).stream().allMatch(one -> one.ids().length == 0));
      assertEquals(2, found.get(1).size());
    }
  }

  @Nested
  @DisplayName("in groups")
  final class Groups {
    private Set<Integer> firsts(ResponseSampler beam, int[] prompt) {
      return search(DECODER, beam, List.of(prompt), 8).get(0).stream()
          .map(one -> one.ids()[0])
          .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("one group is beam search, whatever the penalty")
    void one() {
      ResponseSampler plain = ResponseSampler.beam(4).maxTokens(10);
      ResponseSampler single = ResponseSampler.diverseBeam(4, 1, 3).maxTokens(10);
      for (int[] prompt : PROMPTS) {
        assertEquals(
            ids(search(DECODER, plain, List.of(prompt), 8).get(0)),
            ids(search(DECODER, single, List.of(prompt), 8).get(0)));
      }
    }

    @Test
    @DisplayName(
        "without a penalty all groups find the same, with a large one no first token twice")
    void penalty() {
      for (int[] prompt : PROMPTS) {
        ResponseSampler careless = ResponseSampler.diverseBeam(4, 4, 0).maxTokens(8);
        assertEquals(
            1, new HashSet<>(ids(search(DECODER, careless, List.of(prompt), 8).get(0))).size());
        assertEquals(4, firsts(ResponseSampler.diverseBeam(4, 4, 100).maxTokens(8), prompt).size());
      }
    }

    @Test
    @DisplayName("the first group is beam search with its own beams")
    void first() {
      for (int[] prompt : PROMPTS) {
        List<List<Integer>> diverse =
            ids(
                search(
                        DECODER,
                        ResponseSampler.diverseBeam(4, 2, 1).maxTokens(8),
                        List.of(prompt),
                        8)
                    .get(0));
        List<List<Integer>> pair =
            ids(search(DECODER, ResponseSampler.beam(2).maxTokens(8), List.of(prompt), 8).get(0));
        assertTrue(diverse.containsAll(pair), diverse + " without " + pair);
      }
    }
  }

  @Test
  @DisplayName("stops between two tokens when it is interrupted")
  void interrupt() {
    Thread.currentThread().interrupt();
    assertThrows(
        SamplingInterruptedException.class,
        () -> search(DECODER, ResponseSampler.beam(4).maxTokens(10), PROMPTS, 128));
    assertFalse(Thread.interrupted(), "the flag is cleared");
  }
}

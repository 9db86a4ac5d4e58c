package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.data.ResponseScorer;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Choosing among samples")
final class ChoosingTest {
  private static final List<String> PROMPTS = List.of("a", "b c d e f g h", "b");
  private static final SamplingPolicy SPEAKER =
      SamplingPolicy.of(Tiny.model(41), PromptTemplate.PLAIN);
  private static final CachedSampler SAMPLER = CachedSampler.of(SPEAKER, PROMPTS);
  private static final ResponseScorer LENGTH = (prompt, response) -> response.length();

  private static List<String> texts(List<Candidate> row) {
    return row.stream().map(Candidate::text).toList();
  }

  @Nested
  @DisplayName("Statistical rejection sampling")
  final class RejectionSampling {
    private static final double[] POLICY = {0.4, 0.3, 0.15, 0.1, 0.05};
    private static final double[] REWARD = {0.0, 0.5, 1.0, 1.2, 2.0};
    private static final double BETA = 0.7;
    private static final int TRIALS = 4_000;
    private static final double ONE_IN_A_THOUSAND = 18.467; // of χ² with four degrees of freedom

    private double[] target() {
      double[] weights = new double[POLICY.length];
      Arrays.setAll(weights, i -> POLICY[i] * Math.exp(REWARD[i] / BETA));
      double total = Arrays.stream(weights).sum();
      return Arrays.stream(weights).map(weight -> weight / total).toArray();
    }

    private double chiSquare(int[] counts, double[] expected) {
      return IntStream.range(0, counts.length)
          .mapToDouble(i -> Math.pow(counts[i] - TRIALS * expected[i], 2) / (TRIALS * expected[i]))
          .sum();
    }

    private int proposal(SplittableRandom random) {
      double left = random.nextDouble();
      for (int i = 0; i < POLICY.length; i++) {
        left -= POLICY[i];
        if (left < 0) {
          return i;
        }
      }
      return POLICY.length - 1;
    }

    @Test
    @DisplayName("accepts responses as the optimal policy would give them")
    void distribution() {
      SplittableRandom random = new SplittableRandom(20);
      int[] counts = new int[POLICY.length];
      for (int trial = 0; trial < TRIALS; trial++) {
        List<Integer> pool = IntStream.range(0, 200).map(i -> proposal(random)).boxed().toList();
        List<Double> rewards = pool.stream().map(one -> REWARD[one]).toList();
        int first = RejectionSampler.accept(rewards, 1, BETA, random::nextDouble).get(0);
        counts[pool.get(first)]++;
      }
      double fit = chiSquare(counts, target());
      assertTrue(fit < ONE_IN_A_THOUSAND, "χ² = " + fit + " of " + Arrays.toString(counts));
      assertTrue(chiSquare(counts, POLICY) > 10 * ONE_IN_A_THOUSAND, "and not as the policy");
    }

    @Test
    @DisplayName("looks at each in turn, again and again, and takes none twice")
    void turns() {
      double[] given = {0.2, 0.5, 0.1, 0.9, 0.05};
      int[] used = {0};
      DoubleSupplier uniforms = () -> given[used[0]++];
      // exp(−1/1) = 0.37, so 0.2 accepts the first; the second is the highest; the third waits.
      assertEquals(List.of(0, 1), RejectionSampler.accept(List.of(1.0, 2.0, -9.0), 2, 1, uniforms));
      assertEquals(2, used[0]);
      // Alone, the third is the highest that is left.
      used[0] = 0;
      assertEquals(
          List.of(0, 1, 2), RejectionSampler.accept(List.of(1.0, 2.0, -9.0), 3, 1, uniforms));
      assertEquals(4, used[0]);
    }

    @Test
    @DisplayName("gives k candidates of those proposed, the same each time")
    void source() {
      ResponseSampler source = ResponseSampler.rejection(12, 3, 0.5, LENGTH).maxTokens(8);
      List<List<Candidate>> accepted = source.candidates(SAMPLER);
      List<List<Candidate>> proposed = SAMPLER.draw(0, 12, source.decoding());
      for (int i = 0; i < PROMPTS.size(); i++) {
        assertEquals(3, accepted.get(i).size());
        assertTrue(proposed.get(i).containsAll(accepted.get(i)));
      }
      assertEquals(accepted, source.candidates(SAMPLER));
    }

    @TestFactory
    @DisplayName("agrees with cases that were computed elsewhere")
    Stream<DynamicTest> golden() {
      return GoldenSuite.tests(
          "rso_sampling",
          one -> {
            List<Double> rewards = Arrays.stream(one.list("rewards")).boxed().toList();
            double[] uniforms = one.list("uniforms");
            int[] used = {0};
            List<Integer> accepted =
                RejectionSampler.accept(
                    rewards,
                    (int) one.number("num_samples"),
                    one.number("beta"),
                    () -> uniforms[used[0]++]);
            one.check("accepted", accepted.stream().mapToDouble(i -> i).toArray());
            one.check("uniforms_used", used[0]);
          });
    }
  }

  @Nested
  @DisplayName("Best of n")
  final class Best {
    @Test
    @DisplayName("keeps the first of those with the highest reward")
    void highest() {
      ResponseSampler source = ResponseSampler.bestOfN(6, LENGTH).maxTokens(8);
      List<List<Candidate>> best = source.candidates(SAMPLER);
      List<List<Candidate>> drawn = SAMPLER.draw(0, 6, source.decoding());
      for (int i = 0; i < PROMPTS.size(); i++) {
        List<String> all = texts(drawn.get(i));
        int longest = all.stream().mapToInt(String::length).max().orElseThrow();
        Candidate wanted =
            drawn.get(i).get(all.stream().map(String::length).toList().indexOf(longest));
        assertEquals(List.of(wanted), best.get(i));
      }
    }

    @TestFactory
    @DisplayName("its largest divergence agrees with cases that were computed elsewhere")
    Stream<DynamicTest> golden() {
      return GoldenSuite.tests(
          "best_of_n",
          one ->
              one.check(
                  "kl", ResponseSampler.bestOfN((int) one.number("n"), LENGTH).divergenceBound()));
    }
  }

  @Test
  @DisplayName("two policies are put against each other, and one against itself")
  void versus() {
    SamplingPolicy other = SamplingPolicy.of(Tiny.model(7), PromptTemplate.PLAIN);
    List<List<Candidate>> both =
        ResponseSampler.versus(SPEAKER, other).maxTokens(8).candidates(SAMPLER);
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(8);
    List<List<Candidate>> mine = SAMPLER.draw(0, 2, decoding);
    List<List<Candidate>> theirs = CachedSampler.of(other, PROMPTS).draw(0, 2, decoding);
    List<List<Candidate>> twins =
        ResponseSampler.versus(SPEAKER, SPEAKER)
            .maxTokens(8)
            .candidates(CachedSampler.of(other, PROMPTS));
    for (int i = 0; i < PROMPTS.size(); i++) {
      assertEquals(
          List.of(mine.get(i).get(0).text(), theirs.get(i).get(1).text()), texts(both.get(i)));
      assertEquals(texts(mine.get(i)), texts(twins.get(i)));
    }
  }

  @Test
  @DisplayName("a judge that sees both responses at once makes pairs of them, ties left out")
  void pairs() {
    List<String> prompts = List.of("a", "b c", "d");
    List<List<Candidate>> both =
        Stream.of(List.of("long one", "short"), List.of("xx", "yy"), List.of("e", "f g h"))
            .map(row -> row.stream().map(t -> new Candidate(t, List.of(), List.of())).toList())
            .toList();
    ResponseScorer judge =
        new ResponseScorer() {
          @Override
          public double score(String prompt, String response) {
            throw new IllegalStateException("A preference model must see both.");
          }

          @Override
          public List<Double> scores(List<String> asked, List<String> said) {
            assertEquals(List.of("a", "a", "b c", "b c", "d", "d"), asked);
            return said.stream().map(text -> (double) text.length()).toList();
          }
        };
    assertEquals(
        List.of(new Pair("a", "long one", "short"), new Pair("d", "f g h", "e")),
        TwoPolicySampler.pairs(prompts, both, judge));
  }

  @Test
  @DisplayName("a judge's 0 and −0 are a tie, and what is no number is refused")
  void odd() {
    List<List<Candidate>> both =
        List.of(
            List.of(
                new Candidate("first", List.of(), List.of()),
                new Candidate("second", List.of(), List.of())));
    ResponseScorer zeros = (prompt, response) -> response.equals("first") ? 0.0 : -0.0;
    assertEquals(List.of(), TwoPolicySampler.pairs(List.of("a"), both, zeros));
    ResponseScorer none = (prompt, response) -> response.equals("first") ? Double.NaN : 1;
    String message =
        assertThrows(
                InvalidInputException.class, () -> TwoPolicySampler.pairs(List.of("a"), both, none))
            .getMessage();
    assertTrue(message.startsWith("The reward of a candidate is NaN, for the prompt 'a'"), message);
  }

  @Test
  @DisplayName("repeats are kept, and dropped where that is asked for")
  void distinct() {
    ResponseSampler greedy = new IndependentSampler(3, GenerationConfig.greedy().maxTokens(5));
    assertTrue(greedy.candidates(SAMPLER).stream().allMatch(row -> row.size() == 3));
    assertTrue(greedy.distinct().candidates(SAMPLER).stream().allMatch(row -> row.size() == 1));
    ResponseSampler drawn = ResponseSampler.topP(9, 1, 2).maxTokens(2);
    List<List<Candidate>> all = drawn.candidates(SAMPLER);
    List<List<Candidate>> once = drawn.distinct().candidates(SAMPLER);
    for (int i = 0; i < PROMPTS.size(); i++) {
      assertEquals(
          new ArrayList<>(new java.util.LinkedHashSet<>(texts(all.get(i)))), texts(once.get(i)));
    }
    assertEquals(new HashSet<>(once.get(0)).size(), once.get(0).size());
  }

  @Test
  @DisplayName("the mixtures of RRHF have the paper's numbers")
  void mixtures() {
    assertEquals(
        new IndependentSampler(4, GenerationConfig.temperature(0.8)),
        ResponseMixture.SP.source().orElseThrow());
    assertEquals(ResponseSampler.beam(4), ResponseMixture.named("BP").source().orElseThrow());
    BeamSampler diverse = (BeamSampler) ResponseMixture.D.source().orElseThrow();
    assertEquals(ResponseSampler.diverseBeam(4, 4, 1).temperature(0.8), diverse);
    assertEquals(0.8, diverse.decoding().temperature());
    assertTrue(
        ResponseMixture.DP.provided()
            && !ResponseMixture.D.provided()
            && ResponseMixture.P.source().isEmpty());
  }

  private static void refused(String words, Executable bad) {
    String sentence = assertThrows(InvalidInputException.class, bad).getMessage();
    assertTrue(sentence.contains(words), sentence);
  }

  @Test
  @DisplayName("settings without a meaning are refused with the value")
  void refused() {
    refused("got 0", () -> ResponseSampler.topP(0, 1, 1));
    refused("got 1.5", () -> ResponseSampler.topP(4, 1.5, 1));
    refused("got 0.0", () -> ResponseSampler.topP(4, 0, 1));
    refused("got -1.0", () -> ResponseSampler.topP(4, 1, -1));
    refused("got 0", () -> ResponseSampler.beam(0));
    refused("3 groups for 4 beams", () -> ResponseSampler.diverseBeam(4, 3, 1));
    refused("0 groups", () -> ResponseSampler.diverseBeam(4, 0, 1));
    refused("got -1.0", () -> ResponseSampler.diverseBeam(4, 2, -1));
    refused(
        "temperature > 0, got 0.0", () -> ResponseSampler.beam(2).with(GenerationConfig.greedy()));
    refused("top-k 5", () -> ResponseSampler.beam(2).with(GenerationConfig.temperature(1).topK(5)));
    refused("got 0", () -> ResponseSampler.bestOfN(0, LENGTH));
    refused("k must be at least 1, got 0", () -> ResponseSampler.rejection(4, 0, 1, LENGTH));
    refused("5 of 4", () -> ResponseSampler.rejection(4, 5, 1, LENGTH));
    refused("got 0.0", () -> ResponseSampler.rejection(4, 2, 0, LENGTH));
    refused("got NaN", () -> ResponseSampler.rejection(4, 2, Double.NaN, LENGTH));
    refused("must not be empty", () -> GenerationConfig.greedy().cutAt(List.of("")));
    refused("'XP'", () -> ResponseMixture.named("XP"));
    refused(
        "NaN",
        () -> ResponseSampler.bestOfN(2, (prompt, response) -> Double.NaN).candidates(SAMPLER));
  }
}

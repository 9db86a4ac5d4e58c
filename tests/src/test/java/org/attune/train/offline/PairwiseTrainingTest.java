package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.PreferenceNetwork;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pairwise preference model")
final class PairwiseTrainingTest {
  /** The response with the later letter is preferred, so that no response is good by itself. */
  private static List<Pair> pairs(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < count) {
      int a = random.nextInt(22);
      int b = random.nextInt(22);
      if (a != b) {
        pairs.add(
            new Pair(
                Toys.letters(1, random), Toys.letter(Math.max(a, b)), Toys.letter(Math.min(a, b))));
      }
    }
    return pairs;
  }

  @Test
  @DisplayName("learns an order from pairs, and decides alike whichever stands first")
  void learns() {
    TrainingConfig plan =
        TrainingConfig.small()
            .steps(150)
            .batchSize(32)
            .microBatch(32)
            .learningRate(5e-3)
            .weightDecay(0);
    PreferenceNetwork network =
        new PairwiseTraining(Tiny.fresh(51), PromptTemplate.PLAIN, plan)
            .run(pairs(600, 1), RunOptions.defaults())
            .network();
    List<Pair> held = pairs(100, 2);
    List<String> prompts = held.stream().map(Pair::prompt).toList();
    List<String> better = held.stream().map(Pair::chosen).toList();
    List<String> worse = held.stream().map(Pair::rejected).toList();
    List<Double> there = network.decisions(prompts, better, worse);
    List<Double> back = network.decisions(prompts, worse, better);
    long right = there.stream().filter(d -> d > 0).count();
    assertTrue(right > 90, "right " + right);
    IntStream.range(0, 100).forEach(i -> assertEquals(there.get(i), -back.get(i), 1e-6));
  }

  @Test
  @DisplayName("as a reward ranks the responses to one prompt against each other")
  void reward() {
    PreferenceNetwork network = PreferenceNetwork.from(Tiny.fresh(52), PromptTemplate.PLAIN);
    List<Double> scores =
        network.scores(List.of("a", "a", "b", "a"), List.of("k l", "m", "n", "k l"));
    assertEquals(0, scores.stream().mapToDouble(Double::doubleValue).sum(), 1e-6);
    assertEquals(scores.get(0), scores.get(3), 1e-6, "equal responses are tied");
    assertEquals(0, scores.get(2), "alone");
  }

  @Test
  @DisplayName("reads prompt, first, end-of-text, second, end-of-text, cut alike when too long")
  void layout() {
    PreferenceNetwork network = PreferenceNetwork.from(Tiny.fresh(53), PromptTemplate.PLAIN);
    TokenizedExample tokens = network.tokens("a", "k l", "m");
    int[] expected = {Tiny.id("k"), Tiny.id("l"), Tiny.EOS, Tiny.id("m"), Tiny.EOS};
    assertEquals(java.util.Arrays.toString(expected), java.util.Arrays.toString(tokens.response()));
    String endless = Toys.letters(60, new SplittableRandom(3));
    TokenizedExample cut = network.tokens("a", endless, endless);
    assertTrue(cut.length() <= 48, "length " + cut.length());
    int half = cut.response().length / 2;
    assertEquals(Tiny.EOS, cut.response()[half - 1]);
    assertEquals(Tiny.EOS, cut.response()[2 * half - 1]);
  }
}

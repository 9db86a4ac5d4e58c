package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.Pair;
import org.attune.evaluate.SelfClassification;
import org.attune.model.BatchScorer;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenizedExample;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.world.BradleyTerry;
import org.attune.world.Trait;
import org.attune.world.World;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The gates of the embedded world: what its data and models must fulfil so that experiments on it
 * have the structure of the papers' experiments. They test the instrument, never a paper's claim.
 */
@DisplayName("The bundled world, as an instrument:")
class BundledGatesTest {
  private static final World WORLD = World.standard();
  private static final List<String> PROMPTS = Dataset.bundled("tune").take(150).prompts();
  private static Policy base;
  private static Policy start;
  private static Completions ofBase;
  private static Completions ofStart;

  @BeforeAll
  static void sample() {
    base = Policy.bundled("base");
    start = Policy.bundled();
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(64).seed(3);
    ofBase = Completions.sample(base, PROMPTS, decoding);
    ofStart = Completions.sample(start, PROMPTS, decoding);
  }

  private static double golden(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToDouble(i -> WORLD.golden().score(PROMPTS.get(i), texts.get(i)))
        .average()
        .orElseThrow();
  }

  private static double demonstrated() {
    return WORLD.demonstrations(1_000, 5).stream()
        .mapToDouble(d -> WORLD.golden().score(d.prompt(), d.response()))
        .average()
        .orElseThrow();
  }

  @Test
  @DisplayName("the start writes the world's English")
  void fluent() {
    int broken = 0;
    for (int i = 0; i < PROMPTS.size(); i++) {
      broken += WORLD.golden().grade(PROMPTS.get(i), ofStart.texts().get(i)).count(Trait.BROKEN);
    }
    assertTrue(broken <= 0.15 * PROMPTS.size(), broken + " sentences are not the world's");
  }

  @Test
  @DisplayName("demonstrations are far better than the base; the start is between them")
  void headroom() {
    double low = golden(ofBase.texts());
    double middle = golden(ofStart.texts());
    double high = demonstrated();
    assertTrue(high > low + 2, "demonstrations " + high + ", base " + low);
    assertTrue(middle > low + 0.3 && middle < high - 1, "start " + middle);
  }

  @Test
  @DisplayName("the start is not the base")
  void differs() {
    double[] own = logProbs(start);
    double[] other = logProbs(base);
    double kl =
        IntStream.range(0, own.length).mapToDouble(i -> own[i] - other[i]).average().orElseThrow();
    assertTrue(kl > 0.3, "KL of the start from the base " + kl + " nats per answer");
  }

  private static double[] logProbs(Policy policy) {
    PromptEncoder encoder = new PromptEncoder(policy.model(), policy.layout());
    List<TokenizedExample> rows =
        IntStream.range(0, PROMPTS.size())
            .mapToObj(
                i ->
                    new TokenizedExample(
                        encoder.prompt(PROMPTS.get(i)), ofStart.tokens().get(i).response()))
            .toList();
    float[] sums = new BatchScorer(policy.model().decoder(), 50).logProbs(rows);
    return IntStream.range(0, sums.length).mapToDouble(i -> sums[i]).toArray();
  }

  @Test
  @DisplayName("a linear reward orders four of five of the start's pairs as the golden reward does")
  void proxy() {
    List<Pair> test = Dataset.bundled("test").pairs();
    double order =
        SelfClassification.agreement(
                RewardModel.linear(Dataset.bundled()),
                Golden.reward(),
                test.stream().map(Pair::prompt).toList(),
                test.stream().map(Pair::chosen).toList(),
                test.stream().map(Pair::rejected).toList())
            .value();
    assertTrue(order >= 0.8, "orders " + order + " as the golden reward");
  }

  @Test
  @DisplayName("labels are the noisy judge's, within chance")
  void labels() {
    List<Pair> pairs = Dataset.bundled().take(4_000).pairs();
    BradleyTerry judge = WORLD.judge();
    double right = 0;
    double variance = 0;
    double expected = 0;
    for (Pair pair : pairs) {
      double won = judge.firstWins(pair.prompt(), pair.chosen(), pair.rejected());
      right += won > 0.5 ? 1 : won < 0.5 ? 0 : 0.5;
      double likely = Math.max(won, 1 - won);
      expected += likely;
      variance += likely * (1 - likely);
    }
    assertEquals(expected, right, 4 * Math.sqrt(variance), "pairs labelled by the golden order");
  }
}

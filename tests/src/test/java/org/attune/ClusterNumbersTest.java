package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.data.Pair;
import org.attune.engine.Workers;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.train.loop.RunOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scores and samples in pieces")
final class ClusterNumbersTest {
  @Test
  @DisplayName("gives every reward the scores of this process, whatever the number of workers")
  void rewards() {
    List<String> prompts = ClusterTest.letters(700);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      texts.add("a b" + " c".repeat(i % 7)); // Of several lengths, by which batches are sorted.
    }
    double factor = 0.25;
    Policy policy = ClusterTest.tiny();
    Dataset pairs = pairs();
    for (Reward reward :
        List.of(
            Golden.reward(),
            RewardModel.linear(pairs),
            RewardModel.train(policy, pairs, new RankingLoss(), RewardModel.config().steps(1)),
            (Reward)
                (prompt, response) -> factor * response.indexOf('c') + policy.name().length())) {
      List<Double> here = Workers.withThreads(1, () -> reward.scores(prompts, texts));
      for (Cluster cluster : ClusterTest.ALL) {
        assertEquals(here, reward.on(cluster).scores(prompts, texts), cluster + " " + reward);
      }
    }
  }

  @Test
  @DisplayName("compares each response with all others to its prompt")
  void preferences() {
    List<String> texts = ClusterTest.letters(400);
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      prompts.add(texts.get(i / 3 * 3)); // Three responses each, and 256 is no multiple of 3.
    }
    Reward reward =
        RewardModel.pairwise(
                ClusterTest.tiny(), pairs(), RewardModel.config().steps(1), RunOptions.defaults())
            .network();
    List<Double> alone = reward.scores(prompts, texts);
    List<Double> first = reward.on(Cluster.local(1)).scores(prompts, texts);
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(alone.get(i), first.get(i), 1e-6, "batches are cut otherwise");
    }
    for (Cluster cluster : ClusterTest.ALL) {
      assertEquals(first, reward.on(cluster).scores(prompts, texts), cluster::toString);
    }
  }

  private static Dataset pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (String text : ClusterTest.letters(8)) {
      pairs.add(new Pair(text, "c d", "e f"));
    }
    return Dataset.ofPairs(pairs);
  }

  @Test
  @DisplayName("samples what this process samples, also the best of several")
  void samples() {
    Dataset prompts = Dataset.ofPrompts(ClusterTest.letters(150));
    Policy policy = ClusterTest.tiny();
    for (int count : new int[] {1, 5, 17, 150}) {
      List<String> some = prompts.take(count).prompts();
      GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(9).seed(5);
      List<List<Candidate>> here = CachedSampler.of(policy, some).draw(1, 3, decoding);
      for (Cluster cluster : ClusterTest.ALL) {
        assertEquals(
            here,
            CachedSampler.of(policy.on(cluster), some).draw(1, 3, decoding),
            "with log-probabilities, " + cluster);
      }
    }
    for (ResponseSampler source :
        List.of(
            ResponseSampler.topP(3, 1, 1).maxTokens(5).seed(7),
            ResponseSampler.bestOfN(2, Golden.reward()).maxTokens(5).seed(7))) {
      String here = prompts.generate(source, policy, SampleCache.none()).hash();
      for (Cluster cluster : ClusterTest.ALL) {
        assertEquals(
            here,
            prompts.generate(source, policy.on(cluster), SampleCache.none()).hash(),
            cluster + " " + source);
      }
    }
    GenerationConfig greedy = GenerationConfig.greedy().maxTokens(4);
    assertEquals(
        policy.answers(prompts.prompts(), greedy),
        policy.on(new ByBytes()).answers(prompts.prompts(), greedy));
  }
}

package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.data.Pair;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.model.BatchScorer;
import org.attune.model.ReadBatch;
import org.attune.model.TokenizedExample;
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
      List<Double> here = reward.scores(prompts, texts);
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
    List<Double> here = reward.scores(prompts, texts);
    assertEquals(here, reward.scores(prompts, texts, done -> {}), "no group is divided");
    List<String> others = new ArrayList<>(texts);
    Collections.reverse(others);
    List<Double> margins = reward.margins(prompts, texts, others);
    for (Cluster cluster : ClusterTest.ALL) {
      List<Integer> told = new ArrayList<>();
      List<Double> there = reward.on(cluster).scores(prompts, texts, told::add);
      assertEquals(here, there, cluster::toString);
      assertEquals(List.of(texts.size()), told, "a watcher hears of responses, not of pairs");
      assertEquals(margins, reward.on(cluster).margins(prompts, texts, others));
    }
  }

  @Test
  @DisplayName("takes as many native threads as this process, which show in the last digits")
  void threads() {
    List<String> texts = ClusterTest.letters(130);
    Reward asked = (prompt, response) -> PyTorch.threads();
    BatchScorer scorer = new BatchScorer(ClusterTest.tiny().model().decoder(), 64);
    List<TokenizedExample> rows =
        texts.stream().map(t -> new TokenizedExample(new int[] {1}, new int[] {2})).toList();
    List<String> three = Dataset.bundled("tune").take(3).prompts();
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(6).seed(5);
    for (int count : new int[] {1, 2, 3}) {
      List<Double> there =
          Workers.withThreads(count, () -> asked.on(new ByBytes()).scores(texts, texts));
      assertEquals(Collections.nCopies(130, (double) count), there);
      assertEquals(
          count == 1 ? List.of(1, 1, 1) : List.of(count - count / 2, count / 2, count),
          Workers.withThreads(count, () -> scorer.plan(rows)).stream()
              .map(ReadBatch::threads)
              .toList(),
          "two batches share the threads, and the third has all");
      assertEquals(
          Workers.withThreads(count, () -> drawn(Policy.bundled(), three, decoding)),
          Workers.withThreads(
              count, () -> drawn(Policy.bundled().on(new ByBytes()), three, decoding)));
    }
  }

  private static List<List<Candidate>> drawn(
      Policy policy, List<String> prompts, GenerationConfig decoding) {
    return CachedSampler.of(policy, prompts).draw(0, 1, decoding);
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

package org.attune.spark;

import java.util.List;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.cluster.Cluster;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;

/** Labels and samples on a cluster and on this machine, and compares. */
final class ClusterDriver {
  private ClusterDriver() {}

  /** Takes the address of the master. */
  public static void main(String[] arguments) {
    Dataset data = Dataset.bundled().take(900);
    Policy policy = Policy.bundled();
    Reward reward = RewardOfLength::score;
    List<String> prompts = data.prompts();
    List<String> responses = data.pairs().stream().map(pair -> pair.chosen()).toList();
    List<Double> here = reward.on(Cluster.local(1)).scores(prompts, responses);
    Dataset asked = Dataset.bundled("tune").take(64);
    ResponseSampler source = ResponseSampler.topP(4, 1, 1).maxTokens(8).seed(5);
    Dataset sampled = asked.generate(source, policy, SampleCache.none());
    try (Cluster cluster = Cluster.of(arguments[0])) {
      System.out.println("slots " + cluster.slots());
      System.out.println("labelling");
      List<Double> there = reward.on(cluster).scores(prompts, responses);
      require(here.equals(there), "labels differ");
      Dataset far = asked.generate(source, policy.on(cluster), SampleCache.none());
      require(far.hash().equals(sampled.hash()), "samples differ");
      require(
          policy
              .answers(asked.prompts(), GenerationConfig.greedy().maxTokens(8))
              .equals(
                  policy
                      .on(cluster)
                      .answers(asked.prompts(), GenerationConfig.greedy().maxTokens(8))),
          "greedy answers differ");
    }
    System.out.println("all equal");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** A slow reward, so that a worker can be killed in the middle. */
  static final class RewardOfLength {
    private RewardOfLength() {}

    static double score(String prompt, String response) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
      return response.length();
    }
  }
}

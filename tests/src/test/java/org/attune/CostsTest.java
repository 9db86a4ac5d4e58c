package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.attune.data.Pair;
import org.attune.method.online.Grpo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.PromptTemplate;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.online.RolloutLog;
import org.attune.view.Costs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("What a run cost")
final class CostsTest {
  private static final Policy POLICY = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
  private static final Dataset DATA =
      Dataset.ofPairs(
          List.of(new Pair("a", "b", "c"), new Pair("d e", "f", "g h"), new Pair("j", "k k", "l")));

  @TempDir private Path folder;

  private static double seconds(AlignmentResult run) {
    return run.history().steps().stream().mapToDouble(StepMetrics::seconds).sum();
  }

  @Test
  @DisplayName("offline is the reward model's training, the labels, the references and the steps")
  void offline() {
    RewardModel judge = RewardModel.train(POLICY, DATA);
    RewardLabel labels = DATA.rewardLabel(judge);
    AlignmentResult run = labels.align(Align.dpo().steps(3), POLICY);
    Costs costs = run.costs();
    assertEquals(judge.history().seconds(), costs.seconds(Costs.REWARD_MODEL));
    assertEquals(labels.seconds(), costs.seconds(Costs.LABELLING));
    assertEquals(seconds(run), costs.seconds(Costs.TRAINING), 1e-12);
    assertEquals(
        Set.of(Costs.REWARD_MODEL, Costs.LABELLING, Costs.REFERENCE, Costs.TRAINING),
        costs.stages().keySet());
    assertTrue(run.html().contains("labelling"), "the page shows the bill");
    assertEquals("DPO", costs.name());
  }

  @Test
  @DisplayName("of a reward model that was loaded is known from its card")
  void loaded() {
    RewardModel judge = RewardModel.train(POLICY, DATA);
    RewardModel again = RewardModel.load(judge.save(folder.resolve("judge")));
    assertEquals(judge.history().seconds(), again.trainingSeconds());
    Costs costs = DATA.rewardLabel(again).align(Align.rwr().steps(1), POLICY).costs();
    assertEquals(judge.history().seconds(), costs.seconds(Costs.REWARD_MODEL));
    Grpo small = Align.grpo().rollouts(new RolloutConfig(3, 2).maxTokens(4));
    AlignmentResult online = DATA.align(small.config(small.config().steps(1)), POLICY, again);
    assertEquals(judge.history().seconds(), online.costs().seconds(Costs.REWARD_MODEL));
  }

  @Test
  @DisplayName("of a mixture holds its sampling")
  void mixture() {
    Dataset sampled =
        DATA.generate(ResponseSampler.topP(2, 1, 1).maxTokens(4), POLICY, SampleCache.none());
    assertTrue(sampled.sampling() > 0);
    assertEquals(sampled.sampling(), DATA.concat(sampled).take(3).sampling());
    Dataset mixed = DATA.generate(ResponseMixture.SP, POLICY);
    Costs costs =
        mixed
            .rewardLabel((prompt, response) -> response.length())
            .align(Align.rrhf().steps(1), POLICY)
            .costs();
    assertEquals(mixed.sampling(), costs.seconds(Costs.SAMPLING));
  }

  @Test
  @DisplayName("online parts a rollout's seconds into sampling, labelling and training")
  void online() {
    Grpo method = Align.grpo().rollouts(new RolloutConfig(3, 2).maxTokens(4));
    AlignmentResult run =
        DATA.align(method.config(method.config().steps(2)), POLICY, (p, r) -> r.length());
    Costs costs = run.costs();
    assertEquals(
        List.of(Costs.SAMPLING, Costs.LABELLING, Costs.TRAINING),
        List.copyOf(costs.stages().keySet()));
    assertEquals(seconds(run), costs.total(), 1e-9);
  }

  @Test
  @DisplayName("grows over a stop and a resume")
  void resumed() {
    Grpo small = Align.grpo().rollouts(new RolloutConfig(3, 2).maxTokens(4));
    Grpo method = small.config(small.config().steps(4));
    RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("kept"), 1);
    AlignmentResult part =
        DATA.align(
            method,
            POLICY,
            (p, r) -> r.length(),
            runOptions.callback(
                step -> {
                  if (step.step() == 2) {
                    Thread.currentThread().interrupt();
                  }
                }),
            RolloutLog.none());
    assertFalse(part.finished());
    AlignmentResult whole =
        DATA.align(method, POLICY, (p, r) -> r.length(), runOptions, RolloutLog.none());
    assertTrue(whole.finished());
    for (int i = 0; i < 2; i++) {
      assertEquals(
          part.history().steps().get(i).seconds(), whole.history().steps().get(i).seconds());
    }
    double two =
        whole.history().steps().subList(0, 2).stream()
            .mapToDouble(step -> step.parts().get("checkpoints seconds"))
            .sum();
    assertEquals(part.costs().seconds(Costs.CHECKPOINTS), two, 1e-12, "the last write before too");
    assertEquals(
        seconds(whole) + whole.costs().seconds(Costs.CHECKPOINTS), whole.costs().total(), 1e-9);
  }

  @Test
  @DisplayName("of rounds is the sum of its rounds, and the labels it began with")
  void rounds() {
    RewardLabel labels = DATA.rewardLabel((prompt, response) -> response.length());
    Iterations two = Iterations.of(2, ResponseSampler.topP(2, 1, 1).maxTokens(4));
    AlignmentResult run =
        labels.align(Align.raft().rounds(two).steps(2).learningRate(1e-3), POLICY);
    double labelling =
        run.rounds().stream().mapToDouble(r -> r.costs().seconds(Costs.LABELLING)).sum();
    double sampling =
        run.rounds().stream().mapToDouble(r -> r.costs().seconds(Costs.SAMPLING)).sum();
    assertEquals(labels.seconds() + labelling, run.costs().seconds(Costs.LABELLING), 1e-12);
    assertEquals(sampling, run.costs().seconds(Costs.SAMPLING), 1e-12);
    assertEquals(seconds(run), run.costs().seconds(Costs.TRAINING), 1e-9);
  }

  @Test
  @DisplayName("stands beside what others cost, in hours and as a share of the longest")
  void sideBySide() {
    Costs ppo = Costs.of("PPO").and(Costs.SAMPLING, 5400).and(Costs.TRAINING, 1800);
    Costs rwr = Costs.of("RWR").and(Costs.LABELLING, 180).and(Costs.TRAINING, 540);
    Table table = Costs.sideBySide(ppo, rwr);
    assertEquals(List.of("PPO", "RWR"), table.stringColumn("method").asList());
    assertEquals(List.of(2.0, 0.2), table.doubleColumn("hours").asList());
    assertEquals(List.of(1.0, 0.1), table.doubleColumn("share of the longest").asList());
    assertEquals(List.of(5400.0, 0.0), table.doubleColumn("sampling s").asList());
    assertEquals(List.of(0.75, 0.25, 1.0), ppo.table().doubleColumn("share").asList());
    assertEquals("Costs(RWR: labelling 180.0 s, training 540.0 s)", rwr.toString());
    assertEquals(7200 + 720, ppo.and(rwr).total());
    assertEquals(ppo, ppo.and(Costs.REFERENCE, 0), "what took no time stands on no bill");
  }
}

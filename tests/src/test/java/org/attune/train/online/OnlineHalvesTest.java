package org.attune.train.online;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.TwoThreads;
import org.attune.data.Demonstration;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Grpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Nucleus;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.reward.RewardNetwork;
import org.attune.train.Differentiated;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Halves of a rollout's batches that are learnt from side by side")
@ExtendWith(TwoThreads.class)
final class OnlineHalvesTest {
  private static final LanguageModel POLICY = Tiny.model(41);
  private static final LanguageModel MOVED = Tiny.model(44);
  private static final RewardNetwork CRITIC = critic();
  private static final List<Rollout> ROLLOUT = ToyRollouts.six();
  private static final List<Integer> ALL = IntStream.range(0, ROLLOUT.size()).boxed().toList();

  /** Micro-batches that have halves of equal and of unequal size, and one that has none. */
  private static final int[] MICRO_BATCHES = {6, 5, 1};

  private static RewardNetwork critic() {
    RewardNetwork network = RewardNetwork.from(Tiny.model(43), PromptTemplate.PLAIN);
    Toys.speakUp(network.model());
    return network;
  }

  private static RolloutBuffer experience(PolicyGradient method) {
    RolloutScorer.Critic judge = new RolloutScorer.Critic(CRITIC, CRITIC.decoder());
    RolloutScorer.Read read =
        new RolloutScorer(POLICY.decoder(), Tiny.model(42).decoder(), Optional.of(judge), 6)
            .read(ROLLOUT);
    return new RolloutBuffer(
        ROLLOUT.stream().map(Rollout::tokens).toList(),
        read.trajectories(),
        method.advantages(read.trajectories(), 0.1),
        0.1);
  }

  /** A policy's loss, and the numbers by which it has moved. */
  private record Moved(Differentiated differentiated, List<double[][]> numbers) {
    static Moved of(
        PolicyGradient method, Optional<Nucleus> nucleus, int microBatch, boolean halves) {
      RolloutBuffer experience = experience(method);
      List<double[][]> numbers = new ArrayList<>();
      Differentiated differentiated =
          Differentiated.of(
              MOVED,
              halves,
              parallel -> {
                ActorLoss.Outcome outcome =
                    new ActorLoss(method, nucleus).gradients(parallel, experience, ALL, microBatch);
                numbers.addAll(outcome.moved());
                return outcome.loss();
              });
      return new Moved(differentiated, numbers);
    }

    void near(Moved other) {
      differentiated.near(other.differentiated);
      assertEquals(numbers.size(), other.numbers.size());
      for (int row = 0; row < numbers.size(); row++) {
        for (int i = 0; i < numbers.get(row).length; i++) {
          close(numbers.get(row)[i], other.numbers.get(row)[i], "row " + row);
        }
      }
    }
  }

  static List<PolicyGradient> methods() {
    return List.of(new Ppo(), new Ppo().entropyBonus(0.1), new Reinforce(), new Grpo());
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("give the policy's loss and gradients of the whole, and numbers in its order")
  void actor(PolicyGradient method) {
    Moved whole = Moved.of(method, Optional.empty(), 6, false);
    for (int microBatch : MICRO_BATCHES) {
      whole.near(Moved.of(method, Optional.empty(), microBatch, true));
    }
  }

  @Test
  @DisplayName("read one mask policy together")
  void masked() {
    Optional<Nucleus> nucleus = Optional.of(new Nucleus(Tiny.model(45).decoder(), 0.6));
    Moved whole = Moved.of(new Ppo(), nucleus, 6, false);
    for (int microBatch : MICRO_BATCHES) {
      whole.near(Moved.of(new Ppo(), nucleus, microBatch, true));
    }
  }

  private static Differentiated judged(int microBatch, boolean halves) {
    Ppo method = new Ppo().valueClip(0.2);
    RolloutBuffer experience = experience(method);
    LanguageModel moved = CRITIC.model().copy();
    moved.decoder().weights().get("model.norm.weight").addi(0.1f);
    return Differentiated.of(
        moved,
        halves,
        parallel ->
            parallel
                .gradients(
                    ALL,
                    microBatch,
                    (double) experience.responseTokens(ALL),
                    new CriticLoss(method, CRITIC, experience))
                .loss());
  }

  @Test
  @DisplayName("give the critic's loss and gradients of the whole")
  void critics() {
    Differentiated whole = judged(6, false);
    for (int microBatch : MICRO_BATCHES) {
      whole.near(judged(microBatch, true));
    }
  }

  private static Differentiated shown(int microBatch, boolean halves) {
    TrainingConfig plan = TrainingConfig.small().batchSize(6).microBatch(microBatch);
    return Differentiated.of(
        MOVED,
        halves,
        parallel ->
            new DemonstrationLoss(ROLLOUT.stream().map(Rollout::tokens).toList(), 0.3, plan)
                .gradients(parallel, ALL));
  }

  @Test
  @DisplayName("give the loss and gradients of demonstrations beside")
  void demonstrations() {
    Differentiated whole = shown(6, false);
    for (int microBatch : MICRO_BATCHES) {
      whole.near(shown(microBatch, true));
    }
  }

  private static final List<String> PROMPTS = List.of("a", "b", "c", "d", "e", "f");
  private static final List<Demonstration> GOOD =
      PROMPTS.stream().map(prompt -> new Demonstration(prompt, "k l")).toList();
  private static final Reward LENGTH = (prompt, response) -> response.length();

  static List<OnlineMethod> trainings() {
    TrainingConfig plan =
        TrainingConfig.small()
            .steps(4)
            .batchSize(6)
            .microBatch(4)
            .learningRate(1e-2)
            .warmup(0)
            .seed(3);
    RolloutConfig rollouts = new RolloutConfig(6, 2).maxTokens(3);
    return List.of(
        new Ppo().rollouts(rollouts.passes(2)).criticRate(1e-2).ptx(0.1).config(plan),
        new Grpo().rollouts(rollouts).config(plan));
  }

  private static String trained(OnlineMethod method, RunOptions runOptions) {
    return new OnlineTraining(Tiny.fresh(61), PromptTemplate.PLAIN, method, LENGTH)
        .demonstrations(GOOD)
        .run(PROMPTS, runOptions)
        .model()
        .hash();
  }

  @ParameterizedTest
  @MethodSource("trainings")
  @DisplayName("train to the same bits again, after an interruption too, and are really taken")
  void again(OnlineMethod method, @TempDir Path folder) {
    String whole = trained(method, RunOptions.defaults());
    assertEquals(whole, trained(method, RunOptions.defaults()));
    RunOptions kept = RunOptions.defaults().checkpoints(folder, 1);
    assertNotEquals(whole, trained(method, kept.callback(Toys.stopAfter(2))));
    assertEquals(whole, trained(method, kept));
    JniUtils.setNumThreads(1);
    assertNotEquals(whole, trained(method, RunOptions.defaults()));
  }
}

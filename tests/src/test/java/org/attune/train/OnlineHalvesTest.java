package org.attune.train;

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
import org.attune.method.Plan;
import org.attune.method.online.Grpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Rollouts;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Nucleus;
import org.attune.reward.Reward;
import org.attune.reward.RewardNetwork;
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
  private static final List<Sampled> ROLLOUT = Toys.rollout();
  private static final List<Integer> ALL = IntStream.range(0, ROLLOUT.size()).boxed().toList();

  /** Micro-batches that have halves of equal and of unequal size, and one that has none. */
  private static final int[] MICRO_BATCHES = {6, 5, 1};

  private static RewardNetwork critic() {
    RewardNetwork network = RewardNetwork.from(Tiny.model(43), Layout.PLAIN);
    Toys.speakUp(network.model());
    return network;
  }

  private static Experience experience(PolicyGradient method) {
    RolloutScores.Critic judge = new RolloutScores.Critic(CRITIC, CRITIC.decoder());
    RolloutScores.Read read =
        new RolloutScores(POLICY.decoder(), Tiny.model(42).decoder(), Optional.of(judge), 6)
            .read(ROLLOUT);
    return new Experience(
        ROLLOUT.stream().map(Sampled::tokens).toList(),
        read.trajectories(),
        method.credits(read.trajectories(), 0.1),
        0.1);
  }

  /** A policy's loss, and the numbers by which it has moved. */
  private record Moved(Differentiated differentiated, List<double[][]> numbers) {
    static Moved of(
        PolicyGradient method, Optional<Nucleus> nucleus, int microBatch, boolean halves) {
      Experience experience = experience(method);
      List<double[][]> numbers = new ArrayList<>();
      Differentiated differentiated =
          Differentiated.of(
              MOVED,
              halves,
              decoders -> {
                ActorLoss.Outcome outcome =
                    new ActorLoss(method, decoders, nucleus).gradients(experience, ALL, microBatch);
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
    Experience experience = experience(method);
    LanguageModel moved = CRITIC.model().copy();
    moved.decoder().weights().get("model.norm.weight").addi(0.1f);
    return Differentiated.of(
        moved,
        halves,
        decoders ->
            CriticLoss.gradients(
                method,
                decoders.map(decoder -> new RolloutScores.Critic(CRITIC, decoder)),
                experience,
                ALL,
                microBatch));
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
    Plan plan = Plan.small().batchSize(6).microBatch(microBatch);
    return Differentiated.of(
        MOVED,
        halves,
        decoders ->
            new DemonstrationLoss(
                    decoders, ROLLOUT.stream().map(Sampled::tokens).toList(), 0.3, plan)
                .gradients(ALL));
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
    Plan plan =
        Plan.small().steps(4).batchSize(6).microBatch(4).learningRate(1e-2).warmup(0).seed(3);
    Rollouts rollouts = new Rollouts(6, 2).maxTokens(3);
    return List.of(
        new Ppo().rollouts(rollouts.passes(2)).criticRate(1e-2).ptx(0.1).plan(plan),
        new Grpo().rollouts(rollouts).plan(plan));
  }

  private static String trained(OnlineMethod method, Keeping keeping) {
    return new OnlineTraining(Tiny.fresh(61), Layout.PLAIN, method, LENGTH)
        .demonstrations(GOOD)
        .run(PROMPTS, keeping)
        .model()
        .hash();
  }

  @ParameterizedTest
  @MethodSource("trainings")
  @DisplayName("train to the same bits again, after an interruption too, and are really taken")
  void again(OnlineMethod method, @TempDir Path folder) {
    String whole = trained(method, Keeping.nothing());
    assertEquals(whole, trained(method, Keeping.nothing()));
    Keeping kept = Keeping.nothing().checkpoints(folder, 1);
    assertNotEquals(whole, trained(method, kept.listener(Toys.stopAfter(2))));
    assertEquals(whole, trained(method, kept));
    JniUtils.setNumThreads(1);
    assertNotEquals(whole, trained(method, Keeping.nothing()));
  }
}

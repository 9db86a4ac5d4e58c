package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.method.online.Grpo;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Trajectory;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.RewardNetwork;
import org.attune.train.Toys;
import org.attune.train.loop.DataParallel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rollout that is padded equals its responses one by one")
final class RolloutTest {
  private static final LanguageModel POLICY = Tiny.model(41);
  private static final LanguageModel REFERENCE = Tiny.model(42);
  private static final RewardNetwork CRITIC = critic();

  private static RewardNetwork critic() {
    RewardNetwork network = RewardNetwork.from(Tiny.model(43), PromptTemplate.PLAIN);
    Toys.speakUp(network.model());
    return network;
  }

  private static RolloutScorer scores(int batchSize) {
    return new RolloutScorer(
        POLICY.decoder(),
        REFERENCE.decoder(),
        Optional.of(new RolloutScorer.Critic(CRITIC, CRITIC.decoder())),
        batchSize);
  }

  @Test
  @DisplayName("in log-probabilities, values, entropy and divergence")
  void scored() {
    RolloutScorer.Read together = scores(6).read(ToyRollouts.six());
    RolloutScorer.Read apart = scores(1).read(ToyRollouts.six());
    assertEquals(apart.entropy(), together.entropy(), 1e-5);
    assertEquals(apart.divergence(), together.divergence(), 1e-4);
    for (int i = 0; i < 6; i++) {
      Trajectory one = apart.trajectories().get(i);
      Trajectory padded = together.trajectories().get(i);
      assertEquals(ToyRollouts.six().get(i).tokens().response().length, padded.length());
      assertArrayEquals(one.logProbs(), padded.logProbs(), 1e-4);
      assertArrayEquals(one.reference(), padded.reference(), 1e-4);
      assertArrayEquals(one.values(), padded.values(), 1e-4);
    }
  }

  @Test
  @DisplayName("in the losses of policy and critic, a micro-batch at a time")
  void losses() {
    List<Rollout> rows = ToyRollouts.six();
    List<Trajectory> read = scores(6).read(rows).trajectories();
    List<Integer> all = IntStream.range(0, 6).boxed().toList();
    for (PolicyGradient method :
        List.of(new Ppo().entropyBonus(0.1).valueClip(0.2), new Reinforce(), new Grpo())) {
      RolloutBuffer experience =
          new RolloutBuffer(
              rows.stream().map(Rollout::tokens).toList(), read, method.advantages(read, 0.1), 0.1);
      LanguageModel moved = Tiny.model(44);
      moved.decoder().weights().requireGradients(true);
      DataParallel model = DataParallel.single(moved.decoder());
      ActorLoss actor = new ActorLoss(method);
      double whole = actor.gradients(model, experience, all, 6).loss();
      double parts = actor.gradients(model, experience, all, 1).loss();
      assertEquals(whole, parts, 1e-5 * Math.max(1, Math.abs(whole)), method.name());
    }
  }
}

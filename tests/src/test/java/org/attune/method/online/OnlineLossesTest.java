package org.attune.method.online;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.attune.Gradients;
import org.attune.model.TokenLogProbs;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The losses and advantages of online methods")
final class OnlineLossesTest {
  private static final double[] LOG_PROBS = {-1.1, -0.4, -2.0, -0.7, -1.5, -0.2};
  private static final float[] OLD = {-1.0f, -0.9f, -1.85f, -0.55f, -1.9f, -0.3f};
  private static final float[] REFERENCE = {-1.4f, -0.8f, -1.2f, -0.6f, -1.0f, -0.9f};
  private static final float[] ADVANTAGES = {0.7f, -1.2f, 0.4f, -0.3f, 1.6f, -0.8f};

  private static Trajectory response(int group, double score, int tokens) {
    double[] zeros = new double[tokens];
    return new Trajectory(group, score, zeros, zeros, zeros);
  }

  /** Two responses of three and two tokens; behind the second there is padding. */
  private static Function<List<NDArray>, NDArray> loss(PolicyGradient method, float padding) {
    return leaves -> {
      NDManager manager = leaves.get(0).getManager();
      Shape shape = new Shape(2, 3);
      NDArray mask = manager.create(new float[] {1, 1, 1, 1, 1, 0}, shape);
      float[] advantages = ADVANTAGES.clone();
      advantages[5] = padding;
      PolicyGradientBatch batch =
          new PolicyGradientBatch(
              TokenLogProbs.masked(leaves.get(0).reshape(shape), mask),
              manager.create(OLD, shape).mul(mask),
              manager.create(REFERENCE, shape).mul(mask),
              manager.create(advantages, shape),
              0.3);
      return method.reduction().sum(method.loss(batch), mask.sum(new int[] {1}));
    };
  }

  private static List<PolicyGradient> all() {
    return List.of(
        new Ppo(), new Nlpo(), new Reinforce(), new Rloo(), new Grpo(), new Dapo(), new Gspo());
  }

  @Test
  @DisplayName("have the gradients that differences show")
  void differences() {
    all().forEach(method -> Gradients.agreeWithDifferences(loss(method, 0), LOG_PROBS));
    Gradients.agreeWithDifferences(
        leaves ->
            ClippedLoss.value(
                    leaves.get(0),
                    leaves.get(0).getManager().create(OLD),
                    leaves.get(0).getManager().create(REFERENCE),
                    0.2)
                .sum(),
        LOG_PROBS);
  }

  @Test
  @DisplayName("do not see what stands on padding")
  void padding() {
    for (PolicyGradient method : all()) {
      double[] other = LOG_PROBS.clone();
      other[5] = -40;
      Gradients clean = Gradients.of(loss(method, 0), LOG_PROBS);
      Gradients dirty = Gradients.of(loss(method, 1e6f), other);
      assertEquals(clean.value(), dirty.value(), 1e-9, method.name());
      assertArrayEquals(clean.at().get(0), dirty.at().get(0), 1e-9, method.name());
      assertEquals(0, dirty.at().get(0)[5], 1e-9, method.name());
    }
  }

  @Test
  @DisplayName("of the policy that sampled have the plain policy gradient")
  void onPolicy() {
    double[] same = new double[6];
    Arrays.setAll(same, i -> OLD[i]);
    for (PolicyGradient method : List.of(new Ppo(), new Reinforce(), new Rloo(), new Dapo())) {
      double[] gradient = Gradients.of(loss(method, 0), same).at().get(0);
      for (int i = 0; i < 5; i++) {
        assertEquals(-ADVANTAGES[i], gradient[i], 1e-6, method.name());
      }
    }
  }

  @Test
  @DisplayName("of GSPO at the policy that sampled have the mean of the plain gradient over tokens")
  void onPolicySequence() {
    double[] same = new double[6];
    Arrays.setAll(same, i -> OLD[i]);
    double[] gradient = Gradients.of(loss(new Gspo().kl(0), 0), same).at().get(0);
    double first = (ADVANTAGES[0] + ADVANTAGES[1] + ADVANTAGES[2]) / 3.0;
    double second = (ADVANTAGES[3] + ADVANTAGES[4]) / 2.0;
    double[] wanted = {-first / 3, -first / 3, -first / 3, -second / 2, -second / 2, 0};
    for (int i = 0; i < 6; i++) {
      // The batch has a KL coefficient of 0.3; k3 has the slope 1 − ref/π.
      double k3 = i == 5 ? 0 : 0.3 * (1 - Math.exp(REFERENCE[i] - OLD[i])) / (i < 3 ? 3 : 2);
      assertEquals(wanted[i] + k3, gradient[i], 1e-6);
    }
  }

  @Test
  @DisplayName("of GRPO divide by a constant length instead of each response's own, if asked")
  void constantLength() {
    double[] same = new double[6];
    Arrays.setAll(same, i -> OLD[i]);
    Grpo ten = new Grpo().rollouts(new RolloutConfig(16, 4).maxTokens(10));
    double[] own = Gradients.of(loss(ten, 0), same).at().get(0);
    double[] constant = Gradients.of(loss(ten.ofConstantLength(), 0), same).at().get(0);
    for (int i = 0; i < 5; i++) {
      double token = -ADVANTAGES[i] + 0.3 * (1 - Math.exp(REFERENCE[i] - OLD[i]));
      assertEquals(token / (i < 3 ? 3 : 2), own[i], 1e-6);
      assertEquals(token / 10, constant[i], 1e-6);
    }
  }

  @Test
  @DisplayName("of DAPO with GRPO's clip, and of GSPO with one token, are GRPO's without its KL")
  void relatives() {
    Function<PolicyGradient, double[]> token =
        method -> Gradients.of(single(method), new double[] {-0.7}).at().get(0);
    double[] grpo = token.apply(new Grpo().clip(0.3));
    assertArrayEquals(grpo, token.apply(new Gspo().clip(0.3).clipHigh(0.3)), 1e-7);
    assertArrayEquals(grpo, token.apply(new Dapo().clip(0.3).clipHigh(0.3)), 1e-7);
    assertArrayEquals(new double[1], token.apply(new Dapo().clipHigh(0.1)), 0, "1.35 is clipped");
    assertTrue(token.apply(new Dapo().clipHigh(0.4))[0] < 0, "1.35 is not clipped");
  }

  /** One response of one token with ρ = exp(0.3), advantage 1 and no KL penalty. */
  private static Function<List<NDArray>, NDArray> single(PolicyGradient method) {
    return leaves -> {
      NDManager manager = leaves.get(0).getManager();
      NDArray one = manager.ones(new Shape(1, 1));
      NDArray old = manager.create(new float[] {-1}, new Shape(1, 1));
      TokenLogProbs policy = TokenLogProbs.masked(leaves.get(0).reshape(1, 1), one);
      return method.loss(new PolicyGradientBatch(policy, old, old, one, 0)).sum();
    };
  }

  @Nested
  @DisplayName("Credit")
  final class Credits {
    @Test
    @DisplayName("of RLOO is the distance to the mean of the others of the group")
    void leaveOneOut() {
      List<Trajectory> rollout =
          List.of(response(0, 1, 2), response(0, 4, 1), response(0, 7, 1), response(1, 9, 1));
      List<Advantages> advantages = new Rloo().advantages(rollout, 0);
      assertArrayEquals(new double[] {-4.5, -4.5}, advantages.get(0).advantages(), 1e-12);
      assertArrayEquals(new double[] {0}, advantages.get(1).advantages(), 1e-12);
      assertArrayEquals(new double[] {4.5}, advantages.get(2).advantages(), 1e-12);
      assertArrayEquals(new double[] {0}, advantages.get(3).advantages(), 0, "alone in its group");
    }

    @Test
    @DisplayName(
        "of GRPO has mean 0 and deviation 1 within a group, and equal scores teach nothing")
    void normalised() {
      List<Trajectory> rollout =
          List.of(response(0, 2, 1), response(0, 6, 1), response(1, 3, 1), response(1, 3, 1));
      List<Advantages> advantages = new Grpo().advantages(rollout, 0);
      assertEquals(-1, advantages.get(0).advantages()[0], 1e-7);
      assertEquals(1, advantages.get(1).advantages()[0], 1e-7);
      assertEquals(0, advantages.get(2).advantages()[0]);
      assertEquals(2, new Grpo().unscaled().advantages(rollout, 0).get(1).advantages()[0]);
    }

    @Test
    @DisplayName("of REINFORCE takes the KL penalty from the reward")
    void penalised() {
      Trajectory far =
          new Trajectory(0, 5, new double[] {-1, -1}, new double[] {-3, -2}, new double[2]);
      assertEquals(3, far.logRatio());
      List<Advantages> advantages =
          new Reinforce().advantages(List.of(far, response(1, 1, 1)), 0.5);
      assertArrayEquals(new double[] {2.5, 2.5}, advantages.get(0).advantages(), 1e-12);
      assertArrayEquals(new double[] {-2.5}, advantages.get(1).advantages(), 1e-12);
    }

    @Test
    @DisplayName("of PPO is white over all tokens of the rollout")
    void white() {
      List<Advantages> advantages =
          new Ppo()
              .advantages(List.of(response(0, 3, 4), response(1, -2, 2), response(2, 1, 1)), 0);
      double[] tokens =
          advantages.stream().flatMapToDouble(c -> Arrays.stream(c.advantages())).toArray();
      assertEquals(0, Arrays.stream(tokens).sum(), 1e-12);
      assertEquals(7, Arrays.stream(tokens).map(a -> a * a).sum(), 1e-6);
      assertEquals(3, advantages.get(0).returns()[3], "a return is what the critic should say");
    }
  }

  @Test
  @DisplayName("refuse settings that mean nothing, and say what to do")
  void refused() {
    assertTrue(message(() -> new Ppo().clip(0)).contains("try 0.2"));
    assertTrue(message(() -> new Rloo().rollouts(new RolloutConfig(8, 1))).contains("two samples"));
    assertTrue(message(() -> new Ppo().gae(1.5, 1)).contains("try 1"));
    assertTrue(message(() -> new Dapo().clipHigh(0)).contains("try 0.28"));
    assertTrue(message(() -> new Dapo().resamples(-1)).contains("0 replaces none"));
    assertTrue(message(() -> new Gspo().clip(1)).contains("(0, 1)"));
    assertTrue(message(() -> new Gspo().rollouts(new RolloutConfig(8, 1))).contains("two samples"));
    assertTrue(message(() -> KlControl.adaptive(0.1, 6, 0)).contains("horizon"));
    assertTrue(message(() -> response(0, Double.NaN, 1)).contains("finite"));
  }

  private static String message(org.junit.jupiter.api.function.Executable bad) {
    return assertThrows(InvalidInputException.class, bad).getMessage();
  }
}

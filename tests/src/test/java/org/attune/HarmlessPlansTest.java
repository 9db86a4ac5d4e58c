package org.attune;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.claims.ConfigControl;
import org.attune.method.IterativeMethod;
import org.attune.method.LearningRateRule;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.sample.GenerationConfig;
import org.attune.train.online.OnPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The default learning rates where there is nothing to learn: the start's own samples with random
 * rewards, in a few dozen steps. The command {@code attune plans} measures whole trainings.
 *
 * <p>CA is not here. Its codes are tokens that the start has never read, so it has to learn in any
 * case.
 */
@DisplayName("A default plan on the start's own samples")
class HarmlessPlansTest {
  private static final int STEPS = 30;
  private static final int ROLLOUTS = 3;
  private static final int SAMPLED = 40;
  private static ConfigControl control;

  @BeforeAll
  static void sample() {
    List<String> prompts = Dataset.bundled().take(130).prompts();
    List<String> others = Dataset.bundled("tune").take(60).prompts();
    control =
        new ConfigControl(
            Policy.bundled(),
            prompts,
            others,
            GenerationConfig.temperature(1).maxTokens(60).seed(3));
  }

  static List<Method> methods() {
    IterativeMethod raft = Align.raft();
    return List.of(
        Align.sft(),
        Align.rwr(),
        Align.dpo(),
        Align.apo(),
        Align.exo(),
        Align.rrhf(),
        raft.rounds(raft.rounds().prompts(SAMPLED)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  @DisplayName("leaves the loss of other samples within 0.01 nats per token")
  void harmless(Method method) {
    double rise = control.rise(sized(method));
    assertTrue(rise < ConfigControl.MOST, method.name() + " raises it by " + rise);
  }

  static List<OnlineMethod> online() {
    return List.of(Align.ppo(), Align.grpo(), Align.rloo(), Align.onPolicy(Align.dpo()));
  }

  @ParameterizedTest
  @MethodSource("online")
  @DisplayName("so does one that samples for itself, in a few rollouts")
  void harmlessOnline(OnlineMethod method) {
    Policy trained = control.train(method.config(method.config().steps(ROLLOUTS)));
    double rise = control.rise(trained);
    assertTrue(rise < ConfigControl.MOST, method.name() + " raises it by " + rise);
  }

  @Test
  @DisplayName(
      "imitates its own samples slowly: at its offline rate it drifts at least twice as far")
  void imitationOnPolicy() {
    OnPolicy rwr = Align.onPolicy(Align.rwr()).steps(STEPS);
    long weights = Policy.bundled().model().config().parameters();
    double offline = LearningRateRule.IMITATION.rate(weights);
    double rise = control.rise(control.train(rwr));
    double faster = control.rise(control.train(rwr.learningRate(offline)));
    assertTrue(rise < ConfigControl.MOST, "RWR on policy raises it by " + rise);
    assertTrue(faster > 2 * rise, faster + " after " + rise);
  }

  @Test
  @DisplayName("does so by its learning rate: ten times that does harm in as few steps")
  void harmful() {
    double rise = control.rise(sized(Align.sft().learningRate(2e-3)));
    assertTrue(rise > ConfigControl.MOST, "only " + rise);
  }

  private static Method sized(Method method) {
    TrainingConfig plan = method.config().steps(STEPS).heldOut(0);
    return method.config(plan);
  }
}

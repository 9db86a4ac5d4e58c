package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.method.Ipo;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Dapo;
import org.attune.method.online.Grpo;
import org.attune.method.online.Gspo;
import org.attune.method.online.Nlpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Rloo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.sample.ResponseSampler;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.PolicyTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A group of responses whose rewards are equal")
final class SignalTest {
  private static final LanguageModel START = Tiny.fresh(61);
  private static final List<String> PROMPTS = IntStream.range(0, 6).mapToObj(Toys::letter).toList();

  private static TrainingConfig plan(int rounds) {
    return new Ppo()
        .config()
        .steps(rounds)
        .batchSize(9)
        .microBatch(4)
        .learningRate(1e-2)
        .warmup(0)
        .seed(3);
  }

  private static List<OnlineMethod> methods(int rounds) {
    RolloutConfig rollouts = new RolloutConfig(6, 3).maxTokens(4);
    Ppo ppo = new Ppo().rollouts(rollouts.passes(2)).criticRate(1e-2).config(plan(rounds));
    return List.of(
        ppo,
        new Nlpo().ppo(ppo),
        new Reinforce().rollouts(rollouts).config(plan(rounds)),
        new Rloo().rollouts(rollouts).config(plan(rounds)),
        new Grpo().rollouts(rollouts.passes(2)).config(plan(rounds)),
        new Dapo().rollouts(rollouts.prompts(4).passes(2)).config(plan(rounds)),
        new Gspo().rollouts(rollouts.passes(2)).config(plan(rounds)),
        OnPolicy.of(new Ipo().config(plan(rounds)))
            .source(ResponseSampler.topP(2, 1, 1).maxTokens(4))
            .prompts(6));
  }

  private static PolicyTraining.Result run(
      OnlineMethod method, Reward reward, RunOptions runOptions) {
    return new OnlineTraining(START, PromptTemplate.PLAIN, method, reward).run(PROMPTS, runOptions);
  }

  private static double part(StepMetrics step, String name) {
    return step.parts().get(name);
  }

  private static void learnsNothing(OnlineMethod method, Reward reward) {
    PolicyTraining.Result result = run(method, reward, RunOptions.defaults());
    assertEquals(START.hash(), result.model().hash(), "the weights have moved");
    assertTrue(result.history().isWithoutSignal());
    for (StepMetrics step : result.history().steps()) {
      assertEquals(0, step.gradientNorm());
      assertEquals(part(step, "groups"), part(step, "groups without signal"));
    }
  }

  @TestFactory
  @DisplayName("teaches nothing, and a run of such groups leaves the start as it is")
  Stream<DynamicTest> constant() {
    return methods(3).stream()
        .flatMap(
            method ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        method.name() + ", 0", () -> learnsNothing(method, (p, r) -> 0)),
                    DynamicTest.dynamicTest(
                        method.name() + ", 1 up to rounding",
                        () -> learnsNothing(method, (p, r) -> 1 + r.length() * 1e-9))));
  }

  @Test
  @DisplayName("is counted beside those that teach something")
  void some() {
    Reward first = (prompt, response) -> prompt.equals("a") ? response.length() : 2;
    RolloutConfig rollouts = new RolloutConfig(6, 6).maxTokens(4);
    PolicyTraining.Result result =
        run(new Grpo().rollouts(rollouts).config(plan(1)), first, RunOptions.defaults());
    StepMetrics step = result.history().steps().get(0);
    assertEquals(6, part(step, "groups"));
    assertEquals(5, part(step, "groups without signal"));
    assertNotEquals(START.hash(), result.model().hash());
    assertFalse(result.history().isWithoutSignal());
  }

  @Test
  @DisplayName("tells a critic something once other rewards were seen, after a resume too")
  void critic(@TempDir Path folder) {
    // The first two rollouts have all rewards 0, or 0 and 1; the others 1 throughout.
    int[] asked = new int[1];
    Reward later = (prompt, response) -> asked[0]++ < 18 ? 0 : 1;
    OnlineMethod ppo = methods(3).get(0);
    PolicyTraining.Result whole = run(ppo, later, RunOptions.defaults());
    List<Double> silent =
        whole.history().steps().stream().map(s -> part(s, "groups without signal")).toList();
    assertEquals(List.of(1.0, 0.0, 0.0), silent);
    asked[0] = 0;
    RunOptions kept = RunOptions.defaults().checkpoints(folder, 1);
    run(ppo, later, kept.callback(Toys.stopAfter(2)));
    PolicyTraining.Result resumed = run(ppo, later, kept);
    assertEquals(whole.model().hash(), resumed.model().hash());
  }
}

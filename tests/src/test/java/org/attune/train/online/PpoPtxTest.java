package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.data.Demonstration;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.model.Weights;
import org.attune.reward.Reward;
import org.attune.train.Toys;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PPO-ptx")
final class PpoPtxTest {
  private static final TrainingConfig PLAN =
      TrainingConfig.small().batchSize(4).microBatch(3).seed(3);
  private static final List<TokenizedExample> SHOWN =
      List.of(
          new TokenizedExample(new int[] {1, 10, 11}, new int[] {12, 13, 2}),
          new TokenizedExample(new int[] {1, 14}, new int[] {15, 2}),
          new TokenizedExample(new int[] {1, 16, 17, 18}, new int[] {19, 20, 21, 22, 2}),
          new TokenizedExample(new int[] {1, 23}, new int[] {24, 25, 26}));
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final String WEIGHT = "model.norm.weight";

  private static double imitate(LanguageModel model, double gamma) {
    return new DemonstrationLoss(SHOWN, gamma, PLAN)
        .gradients(DataParallel.single(model.decoder()), ALL);
  }

  /** A policy's loss on a rollout that another policy gave. */
  private static void surrogate(LanguageModel model) {
    Ppo ppo = new Ppo();
    List<Rollout> rollout =
        IntStream.range(0, 4)
            .mapToObj(i -> new Rollout("", "", SHOWN.get(i), true, i - 1.5, i))
            .toList();
    RolloutScorer.Read read =
        new RolloutScorer(Tiny.model(45).decoder(), Tiny.model(42).decoder(), Optional.empty(), 4)
            .read(rollout);
    RolloutBuffer experience =
        new RolloutBuffer(
            SHOWN, read.trajectories(), ppo.advantages(read.trajectories(), 0.1), 0.1);
    new ActorLoss(ppo).gradients(DataParallel.single(model.decoder()), experience, ALL, 4);
  }

  private static LanguageModel model() {
    LanguageModel model = Tiny.model(44);
    model.decoder().weights().requireGradients(true);
    return model;
  }

  private static double[] gradient(LanguageModel model) {
    float[] values =
        PyTorch.scoped(() -> model.decoder().weights().get(WEIGHT).getGradient().toFloatArray());
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  @DisplayName("has the gradient of PPO plus γ times that of imitation")
  void sum() {
    LanguageModel ppo = model();
    surrogate(ppo);
    LanguageModel one = model();
    imitate(one, 1);
    LanguageModel both = model();
    surrogate(both);
    imitate(both, 0.3);
    double[] plain = gradient(ppo);
    double[] imitation = gradient(one);
    double[] expected =
        IntStream.range(0, plain.length).mapToDouble(i -> plain[i] + 0.3 * imitation[i]).toArray();
    assertArrayEquals(expected, gradient(both), 1e-5);
    assertNotEquals(plain[0], expected[0], 1e-4);
  }

  @Test
  @DisplayName("weighs the mean of −log π over the tokens of demonstrations by γ")
  void value() {
    LanguageModel model = Tiny.model(44);
    double sum =
        PyTorch.scoped(
            () ->
                (double)
                    TokenLogProbs.of(model.decoder(), TokenBatch.of(SHOWN)).sum().sum().getFloat());
    LanguageModel trained = model();
    assertEquals(-0.7 * sum / 13, imitate(trained, 0.7), 1e-5);
  }

  @Test
  @DisplayName("has the gradient that differences show")
  void differences() {
    LanguageModel model = model();
    imitate(model, 0.5);
    double[] exact = gradient(model);
    double step = 1e-2;
    for (int i = 0; i < exact.length; i += 3) {
      double slope = (moved(i, step) - moved(i, -step)) / (2 * step);
      assertEquals(slope, exact[i], 1e-3 * Math.abs(slope) + 1e-3, "weight " + i);
    }
  }

  private static double moved(int place, double by) {
    LanguageModel model = Tiny.model(44);
    Weights weights = model.decoder().weights();
    var tensors = weights.tensors();
    HostTensor old = tensors.get(WEIGHT);
    float[] values = old.values().clone();
    values[place] += (float) by;
    tensors.put(WEIGHT, new HostTensor(old.shape(), values));
    weights.set(tensors);
    weights.requireGradients(true);
    return imitate(model, 0.5);
  }

  private static final LanguageModel START = Tiny.fresh(61);
  private static final List<String> PROMPTS = List.of("a", "b", "c", "d", "e", "f");
  private static final List<Demonstration> GOOD =
      PROMPTS.stream().map(prompt -> new Demonstration(prompt, "k l")).toList();
  private static final Reward NOTHING = (prompt, response) -> 1;

  private static OnlineTraining training(double gamma, int rounds) {
    TrainingConfig plan = PLAN.microBatch(4).learningRate(1e-2).warmup(0).steps(rounds);
    Ppo ppo =
        new Ppo().rollouts(new RolloutConfig(6, 1).maxTokens(2)).kl(0).config(plan).ptx(gamma);
    return new OnlineTraining(START, PromptTemplate.PLAIN, ppo, NOTHING);
  }

  @Test
  @DisplayName("learns the demonstrations while the reward has nothing to say, and resumes")
  void learns(@TempDir Path folder) {
    OnlineTraining ptx = training(1, 12).demonstrations(GOOD);
    PolicyTraining.Result straight = ptx.run(PROMPTS, RunOptions.defaults());
    List<StepMetrics> steps = straight.history().steps();
    double first = steps.get(0).parts().get("ptx loss");
    assertEquals(Math.log(Tiny.vocabulary()), first, 0.5);
    assertTrue(steps.get(11).parts().get("ptx loss") < first / 3, "learnt by heart");
    RunOptions runOptions = RunOptions.defaults().checkpoints(folder, 2);
    ptx.run(PROMPTS, runOptions.callback(Toys.stopAfter(5)));
    assertEquals(straight.model().hash(), ptx.run(PROMPTS, runOptions).model().hash());
    assertThrows(
        InvalidInputException.class,
        () -> training(1, 12).demonstrations(GOOD.subList(0, 3)).run(PROMPTS, runOptions),
        "other demonstrations make another run");
  }

  @Test
  @DisplayName("is PPO where γ is 0, and asks for demonstrations where it is not")
  void plain() {
    String without = training(0, 2).run(PROMPTS, RunOptions.defaults()).model().hash();
    String with =
        training(0, 2).demonstrations(GOOD).run(PROMPTS, RunOptions.defaults()).model().hash();
    assertEquals(without, with);
    assertTrue(
        assertThrows(
                InvalidInputException.class,
                () -> training(1, 2).run(PROMPTS, RunOptions.defaults()))
            .getMessage()
            .contains("use data with responses"));
    assertThrows(InvalidInputException.class, () -> new Ppo().ptx(-1));
    assertEquals("PPO-ptx", new Ppo().ptx(0.1).name());
  }
}

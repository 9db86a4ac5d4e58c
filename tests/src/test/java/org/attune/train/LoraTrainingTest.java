package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Align;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.method.AlignmentMethod;
import org.attune.method.Dpo;
import org.attune.method.IterativeMethod;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Grpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PairwiseTraining;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.RewardTraining;
import org.attune.train.online.OnPolicy;
import org.attune.train.online.OnlineTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Training with LoRA")
final class LoraTrainingTest {
  private static final LanguageModel START = Tiny.fresh(71);
  private static final Lora LORA = new Lora(2, 4);
  private static final List<LabelledResponse> DATA = data();
  private static final List<String> PROMPTS = IntStream.range(0, 8).mapToObj(Toys::letter).toList();

  @TempDir private Path folder;

  /** Returns three responses of different reward to each of eight prompts. */
  private static List<LabelledResponse> data() {
    SplittableRandom random = new SplittableRandom(4);
    List<LabelledResponse> data = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      data.add(
          new LabelledResponse(Toys.letter(i / 3), Toys.letters(1 + i % 5, random), i % 3 - 1.0));
    }
    return data;
  }

  private static TrainingConfig plan(TrainingConfig config, int steps) {
    return config.steps(steps).batchSize(4).microBatch(4).seed(3).heldOut(0).lora(LORA);
  }

  /** Returns all methods that the front door names. */
  private static Stream<AlignmentMethod> methods() {
    return Stream.of(Align.class.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getParameterCount() == 0)
        .filter(m -> AlignmentMethod.class.isAssignableFrom(m.getReturnType()))
        .map(
            m -> {
              try {
                return (AlignmentMethod) m.invoke(null);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static PolicyTraining.Result run(LanguageModel start, AlignmentMethod method) {
    return run(start, method, RunOptions.defaults());
  }

  private static PolicyTraining.Result run(
      LanguageModel start, AlignmentMethod method, RunOptions options) {
    if (method instanceof OnlineMethod online) {
      return new OnlineTraining(start, PromptTemplate.PLAIN, online, (p, r) -> r.length())
          .run(PROMPTS, options);
    }
    OfflineMethod offline =
        method instanceof IterativeMethod rounds ? rounds.method() : (OfflineMethod) method;
    return new PolicyTraining(start, PromptTemplate.PLAIN, offline).run(DATA, options);
  }

  private static AlignmentMethod planned(AlignmentMethod method) {
    if (method instanceof PolicyGradient gradient) {
      RolloutConfig few = new RolloutConfig(4, 2).maxTokens(4);
      OnlineMethod small =
          switch (gradient.name()) {
            case "PPO" -> new Ppo().rollouts(few);
            case "GRPO" -> new Grpo().rollouts(few);
            default -> gradient;
          };
      return small.config(plan(small.config(), 2));
    }
    return method instanceof OnlineMethod online
        ? online.config(plan(online.config(), 2))
        : ((org.attune.method.Method) method).config(plan(method.config(), 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  @DisplayName("takes two steps by every method, changes only the adapter, and repeats")
  void everyMethod(AlignmentMethod method) {
    String before = START.hash();
    PolicyTraining.Result result = run(START, planned(method));
    assertEquals(2, result.history().steps().size());
    LanguageModel model = result.model();
    assertTrue(model.adapter().isPresent());
    assertEquals(before, START.hash(), "the start stays as it was");
    if (model.config().vocabulary() == START.config().vocabulary()) {
      assertEquals(before, model.base().hash(), "the frozen weights");
    }
    assertNotEquals(model.base().hash(), model.merged().hash());
    assertEquals(model.hash(), run(START, planned(method)).model().hash(), "one seed");
  }

  @Test
  @DisplayName("feeds offline losses on-policy too")
  void onPolicy() {
    OnlineMethod method = OnPolicy.of(new Dpo()).prompts(4);
    PolicyTraining.Result result = run(START, method.config(plan(method.config(), 2)));
    assertTrue(result.model().adapter().isPresent());
  }

  @Test
  @DisplayName("learns what full training learns")
  void learns() {
    Dpo dpo = new Dpo().config(plan(new Dpo().config(), 60).learningRate(1e-2)).beta(0.5);
    List<LabelledResponse> toys = Toys.goodAndBad();
    PolicyTraining.Result result =
        new PolicyTraining(Tiny.model(71), PromptTemplate.PLAIN, dpo)
            .run(toys, RunOptions.defaults());
    List<StepMetrics> steps = result.history().steps();
    assertEquals(Math.log(2), steps.get(0).loss(), 1e-6, "the adapter starts at zero");
    assertTrue(steps.get(59).loss() < 0.3, "last loss " + steps.get(59).loss());
  }

  @Test
  @DisplayName("with the base as its reference equals training with a separate reference")
  void reference() {
    Dpo dpo = new Dpo().config(plan(new Dpo().config(), 5).learningRate(1e-2).watchKl(1));
    PolicyTraining.Result own = run(START, dpo);
    // A copy with an adapter, whose base is a second model in memory.
    LanguageModel copy = START.copy();
    PolicyTraining.Result other = run(copy, dpo);
    assertEquals(own.model().hash(), other.model().hash());
    double first = own.history().steps().get(0).parts().get("KL to start");
    double last = own.history().steps().get(4).parts().get("KL to start");
    assertEquals(0, first, 1e-6);
    assertTrue(last > 1e-4, "KL " + last);
  }

  @Test
  @DisplayName("goes on after two interruptions as if there had been none, with dropout too")
  void resume() {
    Dpo dpo =
        new Dpo().config(plan(new Dpo().config(), 9).learningRate(1e-2).lora(LORA.dropout(0.3)));
    RunOptions options = RunOptions.defaults().checkpoints(folder.resolve("run"), 2);
    for (int stop : new int[] {3, 7}) {
      run(START, dpo, options.callback(Toys.stopAfter(stop)));
    }
    PolicyTraining.Result resumed = run(START, dpo, options);
    assertTrue(resumed.finished());
    assertEquals(run(START, dpo).model().hash(), resumed.model().hash());
  }

  @Test
  @DisplayName("trains an adapter further, alone or with its own settings")
  void further() {
    Dpo dpo = new Dpo().config(plan(new Dpo().config(), 3).learningRate(1e-2));
    LanguageModel first = run(START, dpo).model();
    String before = first.hash();
    LanguageModel second = run(first, dpo).model();
    Dpo silent = new Dpo().steps(3).batchSize(4).seed(3).learningRate(1e-2);
    LanguageModel third = run(first, silent.config(silent.config().heldOut(0))).model();
    assertEquals(before, first.hash());
    assertNotEquals(before, second.hash());
    assertEquals(START.hash(), second.base().hash());
    assertEquals(second.hash(), third.hash());
  }

  @Test
  @DisplayName("makes reward models and preference models of an adapter and a head")
  void judges() {
    List<Pair> pairs =
        IntStream.range(0, 8).mapToObj(i -> new Pair(Toys.letter(i), "k k", "m")).toList();
    TrainingConfig plan = plan(TrainingConfig.small(), 40).learningRate(2e-2);
    RewardNetwork network =
        new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), plan)
            .run(pairs, RunOptions.defaults())
            .network();
    assertTrue(network.model().adapter().isPresent());
    assertTrue(network.score("a", "k k") > network.score("a", "m"));
    assertEquals(START.hash(), network.model().base().hash());
    PairwiseTraining.Result pairwise =
        new PairwiseTraining(START, PromptTemplate.PLAIN, plan).run(pairs, RunOptions.defaults());
    assertTrue(pairwise.network().model().adapter().isPresent());
    assertFalse(pairwise.history().steps().isEmpty());
  }

  @Test
  @DisplayName("gives a policy gradient's critic an adapter too, from a reward model or anew")
  void critics() {
    Ppo ppo = new Ppo().rollouts(new RolloutConfig(4, 2).maxTokens(4));
    ppo = ppo.config(plan(ppo.config(), 2));
    RewardNetwork judge = RewardNetwork.from(START, PromptTemplate.PLAIN);
    OnlineTraining training =
        new OnlineTraining(START, PromptTemplate.PLAIN, ppo, (p, r) -> r.length());
    String before = judge.model().hash();
    PolicyTraining.Result result = training.criticFrom(judge).run(PROMPTS, RunOptions.defaults());
    assertTrue(result.history().steps().get(1).parts().containsKey("value loss"));
    assertEquals(before, judge.model().hash());
  }
}

package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.method.BestOf2;
import org.attune.method.Ca;
import org.attune.method.Ipo;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Dapo;
import org.attune.method.online.Grpo;
import org.attune.method.online.Gspo;
import org.attune.method.online.KlControl;
import org.attune.method.online.MissingEosPolicy;
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
import org.attune.train.offline.PolicyTraining;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Online training")
final class OnlineTrainingTest {
  private static final LanguageModel START = Tiny.fresh(61);
  private static final List<String> PROMPTS =
      IntStream.range(0, 22).mapToObj(Toys::letter).toList();

  /** An arm for every letter, which pays from 0 for "a" to 1 for "v"; all else pays nothing. */
  private static final Reward BANDIT =
      (prompt, response) -> Math.max(0, PROMPTS.indexOf(response)) / 21.0;

  /** The share of "k" in a response of four words; a shorter one misses some. */
  private static final Reward WORDS =
      (prompt, response) -> Stream.of(response.split(" ", -1)).filter("k"::equals).count() / 4.0;

  private static TrainingConfig quick(int rounds) {
    return new Ppo()
        .config()
        .steps(rounds)
        .batchSize(32)
        .microBatch(32)
        .learningRate(1e-2)
        .warmup(0)
        .seed(3);
  }

  private static List<OnlineMethod> gradients(int tokens, TrainingConfig plan) {
    RolloutConfig alone = new RolloutConfig(22, 3).maxTokens(tokens);
    return List.of(
        new Ppo().rollouts(alone.passes(2)).kl(0).criticRate(1e-2).config(plan),
        new Reinforce().rollouts(alone).kl(0).config(plan),
        new Rloo().rollouts(alone).kl(0).config(plan),
        new Grpo().rollouts(alone.passes(2)).kl(0).config(plan),
        new Dapo().rollouts(alone.passes(2)).config(plan),
        new Gspo().rollouts(alone.passes(2)).kl(0).config(plan));
  }

  private static OnlineMethod ipo(TrainingConfig plan) {
    return OnPolicy.of(new Ipo().config(plan.learningRate(3e-3)))
        .source(ResponseSampler.topP(2, 1, 1).maxTokens(3))
        .prompts(16);
  }

  private static PolicyTraining.Result run(
      OnlineMethod method, Reward reward, RunOptions runOptions) {
    return new OnlineTraining(START, PromptTemplate.PLAIN, method, reward).run(PROMPTS, runOptions);
  }

  private static double part(PolicyTraining.Result result, int step, String name) {
    return result.history().steps().get(step).parts().get(name);
  }

  @Nested
  @DisplayName("finds the known optimum")
  final class Optimum {
    private DynamicTest reaches(OnlineMethod method, Reward reward, double first, double last) {
      return DynamicTest.dynamicTest(
          method.name(),
          () -> {
            PolicyTraining.Result result = run(method, reward, RunOptions.defaults());
            int end = result.history().steps().size() - 1;
            assertTrue(part(result, 0, "reward") < first, "first " + part(result, 0, "reward"));
            assertTrue(part(result, end, "reward") > last, "last " + part(result, end, "reward"));
          });
    }

    @TestFactory
    @DisplayName("of a bandit with 22 arms")
    Stream<DynamicTest> bandit() {
      return gradients(1, quick(25)).stream().map(method -> reaches(method, BANDIT, 0.5, 0.9));
    }

    @TestFactory
    @DisplayName("of a task of four words, of which each must be right")
    Stream<DynamicTest> words() {
      return gradients(4, quick(40)).stream().map(method -> reaches(method, WORDS, 0.2, 0.9));
    }

    @TestFactory
    @DisplayName("with offline losses on responses of the policy as it learns")
    Stream<DynamicTest> onPolicy() {
      TrainingConfig plan = quick(80).learningRate(3e-3);
      return Stream.of(new Ipo().beta(0.03).config(plan), new BestOf2().config(plan))
          .map(
              method ->
                  OnPolicy.of(method)
                      .source(ResponseSampler.topP(4, 1, 1).maxTokens(1))
                      .prompts(22))
          .map(method -> reaches(method, BANDIT, 0.5, 0.9));
    }
  }

  @Nested
  @DisplayName("goes on where it stopped")
  final class Resumed {
    @TempDir private Path folder;

    private List<OnlineMethod> all(int rounds) {
      TrainingConfig plan = quick(rounds);
      Ppo ppo = new Ppo().rollouts(new RolloutConfig(12, 1).passes(2).maxTokens(5)).config(plan);
      return List.of(
          ppo.penalty(KlControl.adaptive(0.2, 0.5, 40)).valueClip(0.2).entropyBonus(0.01),
          new Grpo().rollouts(new RolloutConfig(6, 2).maxTokens(5)).config(plan),
          new Dapo().rollouts(new RolloutConfig(6, 2).maxTokens(5)).config(plan),
          new Gspo().rollouts(new RolloutConfig(6, 2).maxTokens(5)).config(plan),
          ipo(plan));
    }

    @Test
    @DisplayName("and two interruptions later the weights are those of one straight run")
    void resume() {
      for (OnlineMethod method : all(8)) {
        RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve(method.name()), 3);
        for (int stop : new int[] {2, 6}) {
          PolicyTraining.Result part =
              run(method, WORDS, runOptions.callback(Toys.stopAfter(stop)));
          assertFalse(Thread.interrupted(), "the flag is cleared");
          assertFalse(part.finished());
          assertEquals(stop, part.history().steps().size());
        }
        PolicyTraining.Result resumed = run(method, WORDS, runOptions);
        PolicyTraining.Result straight = run(method, WORDS, RunOptions.defaults());
        assertTrue(resumed.finished());
        assertEquals(straight.model().hash(), resumed.model().hash(), method.name());
        assertNotEquals(START.hash(), resumed.model().hash());
        for (int i = 0; i < 8; i++) {
          assertEquals(part(straight, i, "KL (k1)"), part(resumed, i, "KL (k1)"), method.name());
        }
      }
    }

    @Test
    @DisplayName("a recorded stream, replayed in its order, makes the same run bit for bit")
    void tandem() {
      for (OnlineMethod method : all(5)) {
        Path file = folder.resolve(method.name() + ".jsonl");
        OnlineTraining training = new OnlineTraining(START, PromptTemplate.PLAIN, method, WORDS);
        String online =
            training
                .recording(RolloutLog.to(file))
                .run(PROMPTS, RunOptions.defaults())
                .model()
                .hash();
        Reward never =
            (prompt, response) -> {
              throw new IllegalStateException("A replay scores nothing.");
            };
        OnlineTraining offline = new OnlineTraining(START, PromptTemplate.PLAIN, method, never);
        RolloutLog replay = RolloutLog.from(file);
        assertEquals(
            online, offline.recording(replay).run(PROMPTS, RunOptions.defaults()).model().hash());
        assertNotEquals(
            online,
            offline
                .recording(replay.shuffled(5, 1))
                .run(PROMPTS, RunOptions.defaults())
                .model()
                .hash());
      }
    }

    @Test
    @DisplayName("a recording of a resumed run is that of a straight one")
    void recordedAcrossStops() throws java.io.IOException {
      OnlineMethod method = ipo(quick(6));
      Path whole = folder.resolve("whole.jsonl");
      Path pieces = folder.resolve("pieces.jsonl");
      OnlineTraining training = new OnlineTraining(START, PromptTemplate.PLAIN, method, WORDS);
      training.recording(RolloutLog.to(whole)).run(PROMPTS, RunOptions.defaults());
      RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("kept"), 2);
      OnlineTraining kept = training.recording(RolloutLog.to(pieces));
      kept.run(PROMPTS, runOptions.callback(Toys.stopAfter(3)));
      kept.run(PROMPTS, runOptions);
      assertEquals(java.nio.file.Files.readString(whole), java.nio.file.Files.readString(pieces));
    }
  }

  @Nested
  @DisplayName("tells the truth")
  final class Truth {
    @Test
    @DisplayName("the policy that sampled is the reference at first, and nothing is clipped")
    void first() {
      TrainingConfig plan = quick(2).batchSize(66).microBatch(66);
      PolicyTraining.Result result =
          run(
              new Ppo().rollouts(new RolloutConfig(22, 3).maxTokens(4)).config(plan),
              WORDS,
              RunOptions.defaults());
      assertEquals(0, part(result, 0, "KL (k1)"));
      assertEquals(0, part(result, 0, "KL"));
      assertEquals(0, part(result, 0, "clip fraction"));
      assertTrue(part(result, 1, "KL") > 0);
      assertEquals(Math.log(Tiny.vocabulary()), part(result, 0, "entropy"), 0.2);
      assertEquals(66, part(result, 0, "responses"));
    }

    @Test
    @DisplayName("equal rewards are ties, from which nothing is learnt")
    void ties() {
      Reward constant = (prompt, response) -> 3;
      assertEquals(
          START.hash(), run(ipo(quick(3)), constant, RunOptions.defaults()).model().hash());
      assertNotEquals(
          START.hash(), run(ipo(quick(3)), WORDS, RunOptions.defaults()).model().hash());
    }

    @Test
    @DisplayName("a response that never ends loses the penalty")
    void unfinished() {
      Reward constant = (prompt, response) -> 3;
      RolloutConfig one =
          new RolloutConfig(22, 1).maxTokens(1).unfinished(MissingEosPolicy.minus(2));
      PolicyTraining.Result result =
          run(new Reinforce().rollouts(one).config(quick(1)), constant, RunOptions.defaults());
      double share = part(result, 0, "unfinished");
      assertTrue(share > 0.5, "most single words are no end-of-text");
      assertEquals(3 - 2 * share, part(result, 0, "reward"), 1e-12);
    }

    @Test
    @DisplayName("memory stays flat, however many rollouts there were")
    void memory() {
      OnlineMethod few = gradients(3, quick(2)).get(0);
      OnlineMethod many = few.config(quick(12));
      assertEquals(
          arrays(run(few, WORDS, RunOptions.defaults())),
          arrays(run(many, WORDS, RunOptions.defaults())));
    }

    private int arrays(PolicyTraining.Result result) {
      return result.model().decoder().weights().manager().getManagedArrays().size();
    }

    @Test
    @DisplayName("what cannot be is refused in a sentence that says what to do")
    void refused() {
      assertTrue(
          message(() -> run(OnPolicy.of(new Ca()), WORDS, RunOptions.defaults()))
              .contains("use another method"));
      assertTrue(
          message(() -> run(ipo(quick(1)), (p, r) -> Double.NaN, RunOptions.defaults()))
              .contains("must be a finite number"));
      assertTrue(message(() -> OnPolicy.of(new Sft()).every(0)).contains("at least one"));
    }

    private String message(org.junit.jupiter.api.function.Executable bad) {
      return assertThrows(InvalidInputException.class, bad).getMessage();
    }
  }
}

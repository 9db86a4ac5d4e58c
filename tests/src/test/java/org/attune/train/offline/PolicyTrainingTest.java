package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.method.Fa;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.RankingLoss;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Training a policy")
final class PolicyTrainingTest {
  private static final LanguageModel START = Tiny.fresh(71);
  private static final List<LabelledResponse> DATA = Toys.noise(24, 5);

  private static PolicyTraining.Result run(OfflineMethod method, RunOptions runOptions) {
    return new PolicyTraining(START, PromptTemplate.PLAIN, method).run(DATA, runOptions);
  }

  private static String hash(OfflineMethod method, RunOptions runOptions) {
    return run(method, runOptions).model().hash();
  }

  @Nested
  @DisplayName("repeats")
  final class Repeats {
    @Test
    @DisplayName("with the same seed bit for bit, and differs with another")
    void seeds() {
      String before = START.hash();
      PolicyTraining.Result first = run(Toys.sft(6), RunOptions.defaults());
      PolicyTraining.Result second = run(Toys.sft(6), RunOptions.defaults());
      assertEquals(first.model().hash(), second.model().hash());
      assertEquals(losses(first), losses(second));
      assertNotEquals(first.model().hash(), hash(Toys.sft(6).seed(8), RunOptions.defaults()));
      assertEquals(before, START.hash(), "the start stays as it was");
    }

    private List<Double> losses(PolicyTraining.Result result) {
      return result.history().steps().stream().map(StepMetrics::loss).toList();
    }

    @Test
    @DisplayName("and the history says what happened")
    void history() {
      PolicyTraining.Result result =
          run(Toys.sft(6).config(Toys.sft(6).config().watchKl(3)), RunOptions.defaults());
      assertTrue(result.finished());
      assertEquals(24, result.examples());
      List<StepMetrics> steps = result.history().steps();
      assertEquals(6, steps.size());
      for (int i = 0; i < 6; i++) {
        assertEquals(i + 1, steps.get(i).step());
        assertEquals(Toys.sft(6).config().rate(i + 1, 6), steps.get(i).rate());
        assertEquals(i % 3 == 2, steps.get(i).parts().containsKey("KL to start"));
      }
      assertTrue(steps.get(5).parts().get("KL to start") > 0);
      assertEquals(6, result.history().table().rowCount());
    }

    @Test
    @DisplayName("a method that uses no row says so")
    void none() {
      InvalidInputException refused =
          assertThrows(
              InvalidInputException.class,
              () -> run(new Fa().threshold(99), RunOptions.defaults()));
      assertTrue(
          refused
              .getMessage()
              .contains("FA uses none of the 24 labelled responses, whose highest reward is"),
          refused.getMessage());
    }
  }

  @Nested
  @DisplayName("can be stopped and goes on")
  final class Stopped {
    @TempDir private Path folder;

    @Test
    @DisplayName("an interrupt returns what there is and is thereby dealt with")
    void interrupt() {
      List<Boolean> done = new ArrayList<>();
      TrainingCallback listener =
          new TrainingCallback() {
            @Override
            public void onStep(StepMetrics step) {
              Toys.stopAfter(3).onStep(step);
            }

            @Override
            public void onEnd() {
              done.add(true);
            }
          };
      PolicyTraining.Result part = run(Toys.sft(9), RunOptions.defaults().callback(listener));
      assertFalse(Thread.interrupted(), "the flag is cleared");
      assertFalse(part.finished());
      assertEquals(3, part.history().steps().size());
      assertEquals(List.of(true), done);
      assertNotEquals(START.hash(), part.model().hash());
    }

    @Test
    @DisplayName("an interrupt during the last step is left to what comes next")
    void lastStep() {
      RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("last"), 4);
      PolicyTraining.Result whole = run(Toys.sft(3), runOptions.callback(Toys.stopAfter(3)));
      assertTrue(Thread.interrupted(), "the flag stays");
      assertTrue(whole.finished());
      assertEquals(whole.model().hash(), hash(Toys.sft(3), runOptions), "and it was saved");
    }

    @Test
    @DisplayName("and two interruptions later the weights are those of one straight run")
    void resume() {
      RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("run"), 4);
      for (int stop : new int[] {3, 7}) {
        PolicyTraining.Result part = run(Toys.sft(10), runOptions.callback(Toys.stopAfter(stop)));
        assertEquals(stop, part.history().steps().size());
      }
      PolicyTraining.Result resumed = run(Toys.sft(10), runOptions);
      PolicyTraining.Result straight = run(Toys.sft(10), RunOptions.defaults());
      assertTrue(resumed.finished());
      assertEquals(straight.model().hash(), resumed.model().hash());
      for (int i = 0; i < 10; i++) {
        assertEquals(
            straight.history().steps().get(i).loss(), resumed.history().steps().get(i).loss());
      }
      assertEquals(
          straight.model().hash(), hash(Toys.sft(10), runOptions), "a finished run stays as it is");
    }

    @Test
    @DisplayName("but not as another method, with other data or from another start")
    void otherRun() {
      RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("other"), 2);
      hash(Toys.sft(4), runOptions);
      PolicyTraining other = new PolicyTraining(START, PromptTemplate.PLAIN, Toys.sft(4));
      assertThrows(
          InvalidInputException.class, () -> run(Toys.sft(4).learningRate(1e-4), runOptions));
      assertThrows(
          InvalidInputException.class,
          () -> run(new Fa().threshold(-99).config(Toys.sft(4).config()), runOptions));
      assertThrows(InvalidInputException.class, () -> other.run(Toys.noise(24, 6), runOptions));
      assertThrows(
          InvalidInputException.class,
          () ->
              new PolicyTraining(Tiny.fresh(72), PromptTemplate.PLAIN, Toys.sft(4))
                  .run(DATA, runOptions));
    }

    @Test
    @DisplayName("and so can a reward model's training")
    void rewardModel() {
      List<Pair> pairs =
          DATA.stream().map(row -> new Pair(row.prompt(), row.response() + " k", "m")).toList();
      TrainingConfig plan = Toys.sft(6).config();
      RewardTraining training =
          new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), plan);
      RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("reward"), 2);
      assertFalse(training.run(pairs, runOptions.callback(Toys.stopAfter(3))).finished());
      List<Double> resumed = scores(training.run(pairs, runOptions));
      assertEquals(scores(training.run(pairs, RunOptions.defaults())), resumed);
    }

    private List<Double> scores(RewardTraining.Result result) {
      return result.network().scores(List.of("a", "b c"), List.of("k l", "m"));
    }
  }
}

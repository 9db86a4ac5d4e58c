package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.Tiny;
import org.attune.data.BadInput;
import org.attune.data.Pair;
import org.attune.method.Fa;
import org.attune.method.Method;
import org.attune.method.Plan;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.reward.RankingLoss;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Training a policy")
final class PolicyTrainingTest {
  private static final LanguageModel START = Tiny.fresh(71);
  private static final List<PolicyTraining.Labelled> DATA = Toys.noise(24, 5);

  private static PolicyTraining.Result run(Method method, Keeping keeping) {
    return new PolicyTraining(START, Layout.PLAIN, method).run(DATA, keeping);
  }

  private static String hash(Method method, Keeping keeping) {
    return run(method, keeping).model().hash();
  }

  @Nested
  @DisplayName("repeats")
  final class Repeats {
    @Test
    @DisplayName("with the same seed bit for bit, and differs with another")
    void seeds() {
      String before = START.hash();
      PolicyTraining.Result first = run(Toys.sft(6), Keeping.nothing());
      PolicyTraining.Result second = run(Toys.sft(6), Keeping.nothing());
      assertEquals(first.model().hash(), second.model().hash());
      assertEquals(losses(first), losses(second));
      assertNotEquals(first.model().hash(), hash(Toys.sft(6).seed(8), Keeping.nothing()));
      assertEquals(before, START.hash(), "the start stays as it was");
    }

    private List<Double> losses(PolicyTraining.Result result) {
      return result.history().steps().stream().map(Step::loss).toList();
    }

    @Test
    @DisplayName("and the history says what happened")
    void history() {
      PolicyTraining.Result result =
          run(Toys.sft(6).plan(Toys.sft(6).plan().watchKl(3)), Keeping.nothing());
      assertTrue(result.finished());
      assertEquals(24, result.examples());
      List<Step> steps = result.history().steps();
      assertEquals(6, steps.size());
      for (int i = 0; i < 6; i++) {
        assertEquals(i + 1, steps.get(i).step());
        assertEquals(Toys.sft(6).plan().rate(i + 1, 6), steps.get(i).rate());
        assertEquals(i % 3 == 2, steps.get(i).parts().containsKey("KL to start"));
      }
      assertTrue(steps.get(5).parts().get("KL to start") > 0);
      assertEquals(6, result.history().table().rowCount());
    }

    @Test
    @DisplayName("a method that uses no row says so")
    void none() {
      BadInput refused =
          assertThrows(BadInput.class, () -> run(new Fa().threshold(99), Keeping.nothing()));
      assertTrue(refused.getMessage().contains("FA uses none of the 24"), refused.getMessage());
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
      StepListener listener =
          new StepListener() {
            @Override
            public void on(Step step) {
              Toys.stopAfter(3).on(step);
            }

            @Override
            public void done() {
              done.add(true);
            }
          };
      PolicyTraining.Result part = run(Toys.sft(9), Keeping.nothing().listener(listener));
      assertFalse(Thread.interrupted(), "the flag is cleared");
      assertFalse(part.finished());
      assertEquals(3, part.history().steps().size());
      assertEquals(List.of(true), done);
      assertNotEquals(START.hash(), part.model().hash());
    }

    @Test
    @DisplayName("and two interruptions later the weights are those of one straight run")
    void resume() {
      Keeping keeping = Keeping.nothing().checkpoints(folder.resolve("run"), 4);
      for (int stop : new int[] {3, 7}) {
        PolicyTraining.Result part = run(Toys.sft(10), keeping.listener(Toys.stopAfter(stop)));
        assertEquals(stop, part.history().steps().size());
      }
      PolicyTraining.Result resumed = run(Toys.sft(10), keeping);
      PolicyTraining.Result straight = run(Toys.sft(10), Keeping.nothing());
      assertTrue(resumed.finished());
      assertEquals(straight.model().hash(), resumed.model().hash());
      for (int i = 0; i < 10; i++) {
        assertEquals(
            straight.history().steps().get(i).loss(), resumed.history().steps().get(i).loss());
      }
      assertEquals(
          straight.model().hash(), hash(Toys.sft(10), keeping), "a finished run stays as it is");
    }

    @Test
    @DisplayName("but not as another method, with other data or from another start")
    void otherRun() {
      Keeping keeping = Keeping.nothing().checkpoints(folder.resolve("other"), 2);
      hash(Toys.sft(4), keeping);
      PolicyTraining other = new PolicyTraining(START, Layout.PLAIN, Toys.sft(4));
      assertThrows(BadInput.class, () -> run(Toys.sft(4).learningRate(1e-4), keeping));
      assertThrows(
          BadInput.class, () -> run(new Fa().threshold(-99).plan(Toys.sft(4).plan()), keeping));
      assertThrows(BadInput.class, () -> other.run(Toys.noise(24, 6), keeping));
      assertThrows(
          BadInput.class,
          () -> new PolicyTraining(Tiny.fresh(72), Layout.PLAIN, Toys.sft(4)).run(DATA, keeping));
    }

    @Test
    @DisplayName("and so can a reward model's training")
    void rewardModel() {
      List<Pair> pairs =
          DATA.stream().map(row -> new Pair(row.prompt(), row.response() + " k", "m")).toList();
      Plan plan = Toys.sft(6).plan();
      RewardTraining training = new RewardTraining(START, Layout.PLAIN, new RankingLoss(), plan);
      Keeping keeping = Keeping.nothing().checkpoints(folder.resolve("reward"), 2);
      assertFalse(training.run(pairs, keeping.listener(Toys.stopAfter(3))).finished());
      List<Double> resumed = scores(training.run(pairs, keeping));
      assertEquals(scores(training.run(pairs, Keeping.nothing())), resumed);
    }

    private List<Double> scores(RewardTraining.Result result) {
      return result.network().scores(List.of("a", "b c"), List.of("k l", "m"));
    }
  }
}

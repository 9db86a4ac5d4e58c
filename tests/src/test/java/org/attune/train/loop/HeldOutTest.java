package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.method.Dpo;
import org.attune.method.Kto;
import org.attune.method.OfflineMethod;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.method.Validation;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.RankingLoss;
import org.attune.train.Toys;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.RewardTraining;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Prompts that are held back")
final class HeldOutTest {
  private static final LanguageModel START = Tiny.fresh(71);
  private static final List<LabelledResponse> DATA = Toys.noise(80, 5);
  private static final Validation EIGHT = Validation.standard().evaluations(8);

  private static TrainingConfig plan(Validation validation) {
    return TrainingConfig.small()
        .steps(16)
        .batchSize(4)
        .microBatch(4)
        .learningRate(5e-3)
        .validation(validation);
  }

  private static PolicyTraining.Result run(
      OfflineMethod method, List<LabelledResponse> data, RunOptions runOptions) {
    return new PolicyTraining(START, PromptTemplate.PLAIN, method).run(data, runOptions);
  }

  private static PolicyTraining.Result run(Validation validation, RunOptions runOptions) {
    return run(new Sft().config(plan(validation)), DATA, runOptions);
  }

  @Nested
  @DisplayName("are chosen")
  final class Chosen {
    private Set<String> prompts(List<LabelledResponse> rows) {
      return rows.stream().map(LabelledResponse::prompt).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("whole, and the same ones whatever the order of the rows")
    void byPrompt() {
      HeldOut<LabelledResponse> split =
          HeldOut.of(DATA, LabelledResponse::prompt, Validation.standard());
      assertFalse(split.heldOut().isEmpty());
      assertTrue(Collections.disjoint(prompts(split.training()), prompts(split.heldOut())));
      assertEquals(DATA.size(), split.training().size() + split.heldOut().size());
      List<LabelledResponse> turned = new java.util.ArrayList<>(DATA);
      Collections.reverse(turned);
      HeldOut<LabelledResponse> other =
          HeldOut.of(turned, LabelledResponse::prompt, Validation.standard());
      assertEquals(new HashSet<>(split.heldOut()), new HashSet<>(other.heldOut()));
    }

    @Test
    @DisplayName("only where there are prompts to spare, and never more than the plan says")
    void bounded() {
      assertEquals(0, Validation.standard().heldOut(39));
      assertEquals(4, Validation.standard().heldOut(40));
      assertEquals(32, Validation.standard().heldOut(100_000));
      assertEquals(0, Validation.none().heldOut(100_000));
    }
  }

  @Nested
  @DisplayName("are measured")
  final class Measured {
    @Test
    @DisplayName("without a trace in the training: the same weights as on the other rows alone")
    void noTrace() {
      List<LabelledResponse> others = HeldOut.of(DATA, LabelledResponse::prompt, EIGHT).training();
      PolicyTraining.Result with = run(EIGHT, RunOptions.defaults());
      PolicyTraining.Result without =
          run(new Sft().config(plan(Validation.none())), others, RunOptions.defaults());
      assertEquals(without.model().hash(), with.model().hash());
      assertEquals(others.size(), with.examples());
      assertTrue(without.history().heldOutLosses().isEmpty());
    }

    @Test
    @DisplayName(
        "or not, as the run says, with the same weights; and always where they choose the weights")
    void notMeasured() {
      RunOptions quiet = RunOptions.defaults().withoutHeldOutLoss();
      PolicyTraining.Result with = run(EIGHT, RunOptions.defaults());
      PolicyTraining.Result without = run(EIGHT, quiet);
      assertEquals(with.model().hash(), without.model().hash());
      assertEquals(with.examples(), without.examples());
      assertTrue(without.history().heldOutLosses().isEmpty());
      assertEquals(9, run(EIGHT.keepingBest(), quiet).history().heldOutLosses().size());
    }

    @Test
    @DisplayName("before every second of sixteen steps, and once more after the last")
    void history() {
      History history = run(EIGHT, RunOptions.defaults()).history();
      List<Integer> measured =
          history.steps().stream()
              .filter(step -> step.parts().containsKey(History.HELD_OUT_LOSS))
              .map(StepMetrics::step)
              .toList();
      assertEquals(List.of(1, 3, 5, 7, 9, 11, 13, 15, 16), measured);
      assertEquals(9, history.heldOutLosses().size());
      assertTrue(history.table().columnNames().contains(History.HELD_OUT_LOSS));
      assertFalse(history.steps().get(0).parts().containsKey(History.SCORE_SENSITIVITY));
    }

    @Test
    @DisplayName(
        "by the method's own loss: ln 2 for DPO and one half for KTO before the first step")
    void otherLosses() {
      List<LabelledResponse> pairs = new java.util.ArrayList<>();
      DATA.forEach(
          row -> {
            pairs.add(row);
            pairs.add(new LabelledResponse(row.prompt(), row.response() + " k", row.reward() + 1));
          });
      List<Double> dpo =
          run(new Dpo().config(plan(EIGHT)), pairs, RunOptions.defaults())
              .history()
              .heldOutLosses();
      assertEquals(Math.log(2), dpo.get(0), 1e-3);
      assertNotEquals(dpo.get(0), dpo.get(dpo.size() - 1));
      List<Double> kto =
          run(new Kto().config(plan(EIGHT)), DATA, RunOptions.defaults()).history().heldOutLosses();
      assertEquals(0.5, kto.get(0), 1e-3);
    }

    @Test
    @DisplayName("by the ranking loss where a reward model is trained")
    void rewardModel() {
      List<Pair> pairs =
          DATA.stream()
              .map(row -> new Pair(row.prompt(), row.response() + " k", row.response()))
              .toList();
      History history =
          new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), plan(EIGHT))
              .run(pairs, RunOptions.defaults())
              .history();
      assertEquals(Math.log(2), history.heldOutLosses().get(0), 1e-3);
    }
  }

  @Nested
  @DisplayName("decide, where the plan says so,")
  final class Decide {
    private final Validation patient = EIGHT.earlyStopping(2);

    /** Random letters cannot be learned, so the held-out loss soon rises. */
    private PolicyTraining.Result overfitted(Validation validation, RunOptions runOptions) {
      TrainingConfig plan = plan(validation.evaluations(60)).steps(60).learningRate(2e-2);
      return run(new Sft().config(plan), DATA, runOptions);
    }

    @Test
    @DisplayName("when to stop, and which weights to keep")
    void earlyStopping() {
      PolicyTraining.Result stopped = overfitted(patient, RunOptions.defaults());
      List<Double> losses = stopped.history().heldOutLosses();
      int lowest = losses.indexOf(Collections.min(losses));
      assertTrue(stopped.finished());
      assertTrue(stopped.history().steps().size() < 60, "it stopped early");
      assertEquals(losses.size() - 3, lowest, "two measurements after the lowest");
      PolicyTraining.Result again =
          run(
              new Sft().config(plan(Validation.none()).steps(60).learningRate(2e-2)),
              HeldOut.of(DATA, LabelledResponse::prompt, patient).training(),
              RunOptions.defaults().callback(Toys.stopAfter(lowest)));
      assertEquals(again.model().hash(), stopped.model().hash(), "the weights of the lowest loss");
    }

    @Test
    @DisplayName("and a run that was stopped in between ends with the very same weights")
    void resumes(@TempDir Path folder) {
      String whole = overfitted(patient, RunOptions.defaults()).model().hash();
      int steps = overfitted(patient, RunOptions.defaults()).history().steps().size();
      RunOptions kept = RunOptions.defaults().checkpoints(folder, 100);
      PolicyTraining.Result part = overfitted(patient, kept.callback(Toys.stopAfter(steps - 1)));
      assertFalse(part.finished());
      PolicyTraining.Result rest = overfitted(patient, kept);
      assertEquals(whole, rest.model().hash());
      assertEquals(steps, rest.history().steps().size());
      PolicyTraining.Result third = overfitted(patient, kept);
      assertEquals(whole, third.model().hash(), "a finished run is not trained further");
    }

    @Test
    @DisplayName("but not where nothing is held back, which is refused")
    void refused() {
      String said =
          assertThrows(InvalidInputException.class, () -> Validation.none().earlyStopping(2))
              .getMessage();
      assertTrue(said.contains("hold out a share"), said);
      assertThrows(InvalidInputException.class, () -> TrainingConfig.small().heldOut(1));
      assertThrows(InvalidInputException.class, () -> TrainingConfig.small().earlyStopping(0));
    }
  }
}

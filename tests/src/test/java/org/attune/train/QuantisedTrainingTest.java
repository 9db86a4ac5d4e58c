package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.engine.HostTensor;
import org.attune.method.Dpo;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.Quantisation;
import org.attune.reward.RankingLoss;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.RewardTraining;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expected adapters are trained over the same numbers in 32 bits. */
@DisplayName("Training an adapter over quantised weights")
final class QuantisedTrainingTest {
  private static final LanguageModel PLAIN = Tiny.fresh(71);

  @TempDir private Path folder;

  private static Dpo dpo(int steps) {
    TrainingConfig plan =
        new Dpo().config().steps(steps).batchSize(4).microBatch(4).seed(3).heldOut(0);
    return new Dpo().config(plan.learningRate(1e-2).lora(new Lora(2, 4)).checkpointing());
  }

  private static PolicyTraining.Result run(LanguageModel start, Dpo dpo, RunOptions options) {
    return new PolicyTraining(start, PromptTemplate.PLAIN, dpo).run(Toys.goodAndBad(), options);
  }

  private static LanguageModel quantised(Quantisation type) {
    return PLAIN.quantised(type);
  }

  @ParameterizedTest
  @EnumSource(names = {"Q8_0", "Q4_0"})
  @DisplayName("equals training over what the blocks stand for, bit for bit, and learns")
  void equal(Quantisation type) {
    LanguageModel start = quantised(type);
    LanguageModel wide =
        LanguageModel.of(
            start.config(), start.decoder().weights().copy(Device.cpu()), start.tokenizer());
    String before = start.hash();
    PolicyTraining.Result result = run(start, dpo(20), RunOptions.defaults());
    Map<String, HostTensor> expected =
        run(wide, dpo(20), RunOptions.defaults()).model().decoder().trainable().tensors();
    Map<String, HostTensor> actual = result.model().decoder().trainable().tensors();
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, tensor) -> assertArrayEquals(tensor.values(), actual.get(name).values(), name));
    assertEquals(before, result.model().base().hash(), "the frozen weights");
    assertEquals(Math.log(2), result.history().steps().get(0).loss(), 1e-6);
    assertTrue(result.history().steps().get(19).loss() < 0.68);
  }

  @Test
  @DisplayName("goes on after two interruptions as if there had been none, but not otherwise held")
  void resume() {
    LanguageModel start = quantised(Quantisation.Q4_0);
    RunOptions options = RunOptions.defaults().checkpoints(folder.resolve("run"), 2);
    for (int stop : new int[] {3, 7}) {
      run(start, dpo(9), options.callback(Toys.stopAfter(stop)));
    }
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> run(quantised(Quantisation.Q8_0), dpo(9), options))
            .getMessage();
    assertTrue(said.contains("start was"), said);
    PolicyTraining.Result resumed = run(quantised(Quantisation.Q4_0), dpo(9), options);
    assertTrue(resumed.finished());
    assertEquals(run(start, dpo(9), RunOptions.defaults()).model().hash(), resumed.model().hash());
  }

  @Test
  @DisplayName("makes reward models too, and is the only training of quantised weights")
  void rewards() {
    LanguageModel start = quantised(Quantisation.Q8_0);
    List<Pair> pairs = List.of(new Pair("a", "k k", "m"), new Pair("b", "k k", "m"));
    TrainingConfig plan =
        TrainingConfig.small().steps(8).batchSize(2).seed(3).heldOut(0).learningRate(1e-2);
    RewardTraining all = new RewardTraining(start, PromptTemplate.PLAIN, new RankingLoss(), plan);
    assertThrows(InvalidInputException.class, () -> all.run(pairs, RunOptions.defaults()));
    RewardTraining.Result result =
        new RewardTraining(
                start, PromptTemplate.PLAIN, new RankingLoss(), plan.lora(new Lora(2, 4)))
            .run(pairs, RunOptions.defaults());
    assertTrue(result.network().score("a", "k k") > result.network().score("a", "m"));
    Dpo whole = new Dpo().config(plan);
    assertThrows(InvalidInputException.class, () -> run(start, whole, RunOptions.defaults()));
  }
}

package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.engine.DType;
import org.attune.method.Dpo;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.model.io.PolicyFolder;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PairwiseTraining;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.RewardTraining;
import org.attune.train.online.OnlineTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected models are trained from the same weights in 32 bits. */
@DisplayName("Training from a folder in 16 bits equals training from its weights in 32")
final class HalfTrainingTest {
  private static final List<String> PROMPTS = IntStream.range(0, 8).mapToObj(Toys::letter).toList();
  private static final List<Pair> PAIRS =
      PROMPTS.stream().map(prompt -> new Pair(prompt, "k k", "m")).toList();

  @TempDir private Path folder;

  private LanguageModel narrow(DType precision) {
    Path place = folder.resolve("start");
    HuggingFaceFolder.save(Tiny.fresh(71).as(precision), place);
    LanguageModel start = HuggingFaceFolder.load(place, Device.cpu());
    assertTrue(start.decoder().weights().areHalves());
    return start;
  }

  private static TrainingConfig plan(TrainingConfig config, boolean lora) {
    TrainingConfig two =
        config.steps(2).batchSize(4).microBatch(4).seed(3).heldOut(0).learningRate(1e-2);
    return lora ? two.lora(new Lora(2, 4)) : two;
  }

  private static void tookTwoSteps(History history) {
    assertEquals(2, history.steps().size());
    history.steps().forEach(step -> assertTrue(Double.isFinite(step.loss())));
    assertTrue(history.steps().get(0).gradientNorm() > 0);
  }

  private static LanguageModel dpo(LanguageModel start, boolean lora) {
    Dpo dpo = new Dpo().config(plan(new Dpo().config(), lora));
    PolicyTraining.Result result =
        new PolicyTraining(start, PromptTemplate.PLAIN, dpo)
            .run(Toys.goodAndBad(), RunOptions.defaults());
    tookTwoSteps(result.history());
    return result.model();
  }

  @ParameterizedTest(name = "{0}, LoRA {1}")
  @CsvSource({"F16,true", "F16,false", "BF16,true", "BF16,false"})
  @DisplayName("by DPO, whose reference is the folder too")
  void policies(DType precision, boolean lora) {
    LanguageModel start = narrow(precision);
    String before = start.hash();
    LanguageModel trained = dpo(start, lora);
    assertEquals(dpo(start.on(Device.cpu()), lora).hash(), trained.hash());
    assertEquals(before, start.hash(), "the start stays as it was");
    assertEquals(lora, trained.adapter().isPresent());
    assertEquals(lora, trained.decoder().weights().areHalves());
    if (lora) {
      assertEquals(before, trained.base().hash(), "the frozen weights");
      assertNotEquals(before, trained.merged().hash());
    }
  }

  private static RewardNetwork judge(LanguageModel start, boolean lora) {
    RewardTraining.Result result =
        new RewardTraining(
                start, PromptTemplate.PLAIN, new RankingLoss(), plan(TrainingConfig.small(), lora))
            .run(PAIRS, RunOptions.defaults());
    tookTwoSteps(result.history());
    return result.network();
  }

  @ParameterizedTest(name = "{0}, LoRA {1}")
  @CsvSource({"F16,true", "F16,false", "BF16,true", "BF16,false"})
  @DisplayName("of reward models and preference models")
  void judges(DType precision, boolean lora) {
    LanguageModel start = narrow(precision);
    RewardNetwork network = judge(start, lora);
    assertEquals(judge(start.on(Device.cpu()), lora).model().hash(), network.model().hash());
    assertTrue(network.score("a", "k k") > network.score("a", "m"));
    PairwiseTraining.Result pairwise =
        new PairwiseTraining(start, PromptTemplate.PLAIN, plan(TrainingConfig.small(), lora))
            .run(PAIRS, RunOptions.defaults());
    tookTwoSteps(pairwise.history());
  }

  private static LanguageModel ppo(LanguageModel start, boolean lora, Optional<Path> judge) {
    Ppo ppo = new Ppo().rollouts(new RolloutConfig(4, 2).maxTokens(4));
    OnlineTraining training =
        new OnlineTraining(
            start,
            PromptTemplate.PLAIN,
            ppo.config(plan(ppo.config(), lora)),
            (prompt, response) -> response.length());
    PolicyTraining.Result result =
        judge
            .map(place -> training.criticFrom(RewardNetwork.load(place)))
            .orElse(training)
            .run(PROMPTS, RunOptions.defaults());
    tookTwoSteps(result.history());
    assertTrue(Double.isFinite(result.history().steps().get(1).parts().get("value loss")));
    return result.model();
  }

  @ParameterizedTest(name = "{0}, LoRA {1}")
  @CsvSource({"F16,true", "BF16,false"})
  @DisplayName("by PPO, with a critic from the policy or from a reward model's folder in 16 bits")
  void critics(DType precision, boolean lora) {
    LanguageModel start = narrow(precision);
    LanguageModel wide = start.on(Device.cpu());
    assertEquals(
        ppo(wide, lora, Optional.empty()).hash(), ppo(start, lora, Optional.empty()).hash());
    Path place = folder.resolve("judge");
    PolicyFolder.save(judge(wide, false).model().as(precision), PromptTemplate.PLAIN, place);
    RewardNetwork loaded = RewardNetwork.load(place);
    assertTrue(loaded.weights().areHalves());
    assertTrue(loaded.score("a", "k k") > loaded.score("a", "m"));
    ppo(start, lora, Optional.of(place));
  }
}

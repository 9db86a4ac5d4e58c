package org.attune.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Policy;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.Pretraining;
import org.attune.world.AnswerReview;
import org.attune.world.World;

/** A base model with under half the bundled one's weights, for claims about size. */
final class SmallModel {
  private static final int WIDTH = 64;
  private static final int LAYERS = 3;
  private static final int BATCH = 32;
  private static final long SEED = 1;

  private SmallModel() {}

  /** Returns the model, pretrained for as many batches as the context has steps. */
  static Policy of(ClaimContext bench) {
    LanguageModel bundled = bench.start().model();
    int steps = bench.scale().steps();
    String what = WIDTH + " " + LAYERS + " " + BATCH + " " + steps + bench.start().hash();
    Path place = bench.results().place("small", what);
    if (!Files.isDirectory(place)) {
      HuggingFaceFolder.save(pretrained(bundled, steps), place, DType.F32);
    }
    return Policy.load(place).named("small start");
  }

  private static List<Pretraining.Text> texts(int count) {
    World world = World.standard();
    return world.corpus(count, SEED).stream()
        .map(
            text ->
                new Pretraining.Text(
                    text.prompt(), text.response(), AnswerReview.of(world.golden(), text)))
        .toList();
  }

  private static LlamaConfig config(LlamaConfig bundled) {
    return LlamaConfig.small(
        bundled.vocabulary(), WIDTH, LAYERS, 4, 2, bundled.context(), bundled.bos(), bundled.eos());
  }

  private static LanguageModel pretrained(LanguageModel bundled, int steps) {
    LanguageModel fresh =
        LanguageModel.random(config(bundled.config()), bundled.tokenizer(), SEED, PyTorch.device());
    TrainingConfig plan =
        TrainingConfig.small()
            .steps(steps)
            .batchSize(BATCH)
            .microBatch(BATCH)
            .learningRate(4e-3)
            .schedule(LearningRateSchedule.COSINE)
            .warmup(0.05)
            .seed(SEED);
    PolicyTraining.Result result =
        new Pretraining(fresh, PromptTemplate.PLAIN, plan)
            .run(texts(steps * BATCH), RunOptions.defaults().callback(step -> {}));
    if (!result.finished()) {
      throw new ClaimInterruptedException();
    }
    return result.model();
  }
}

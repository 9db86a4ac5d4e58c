package org.attune.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Policy;
import org.attune.data.world.Review;
import org.attune.data.world.World;
import org.attune.method.Decay;
import org.attune.method.Plan;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.LlamaConfig;
import org.attune.model.Native;
import org.attune.model.SafeTensors;
import org.attune.train.Keeping;
import org.attune.train.PolicyTraining;
import org.attune.train.Pretraining;

/** A base model of half the bundled one's width, for claims about size. */
final class SmallModel {
  private static final int WIDTH = 64;
  private static final int LAYERS = 3;
  private static final int BATCH = 32;
  private static final long SEED = 1;

  private SmallModel() {}

  /** Returns the model, which reads as many batches of the world as the bench has steps. */
  static Policy of(Workbench bench) {
    LanguageModel bundled = bench.start().model();
    int steps = bench.scale().steps();
    String what = WIDTH + " " + LAYERS + " " + BATCH + " " + steps + bench.start().hash();
    Path place = bench.place("small", what);
    if (!Files.isDirectory(place)) {
      pretrained(bundled, steps).save(place, SafeTensors.Precision.F32);
    }
    return Policy.load(place).named("small start");
  }

  private static LanguageModel pretrained(LanguageModel bundled, int steps) {
    int vocabulary = bundled.config().vocabulary();
    int context = bundled.config().context();
    LlamaConfig config =
        LlamaConfig.small(
            vocabulary,
            WIDTH,
            LAYERS,
            4,
            2,
            context,
            bundled.config().bos(),
            bundled.config().eos());
    LanguageModel fresh = LanguageModel.random(config, bundled.tokenizer(), SEED, Native.device());
    Plan plan =
        Plan.small()
            .steps(steps)
            .batchSize(BATCH)
            .microBatch(BATCH)
            .learningRate(4e-3)
            .decay(Decay.COSINE)
            .warmup(0.05)
            .seed(SEED);
    World world = World.standard();
    List<Pretraining.Text> texts =
        world.corpus(steps * BATCH, SEED).stream()
            .map(
                text ->
                    new Pretraining.Text(
                        text.prompt(),
                        text.response(),
                        Review.of(world.golden().grade(text.prompt(), text.response()))))
            .toList();
    PolicyTraining.Result result =
        new Pretraining(fresh, Layout.PLAIN, plan)
            .run(texts, Keeping.nothing().listener(step -> {}));
    if (!result.finished()) {
      throw new Workbench.Stopped();
    }
    return result.model();
  }
}

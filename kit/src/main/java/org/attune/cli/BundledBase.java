package org.attune.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.Tokenizer;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.progress.ProgressCallback;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.Pretraining;
import org.attune.util.AtomicFile;
import org.attune.view.Durations;
import org.attune.view.Numbers;
import org.attune.world.AnswerReview;
import org.attune.world.World;
import org.attune.world.WriteTokenizer;

/**
 * Pretrains a base model on the world: answers of all qualities, each followed by a reader's
 * review, so that the model has a notion of quality.
 *
 * @param steps optimiser steps of 32 texts
 * @param texts the number of texts to draw
 */
record BundledBase(int steps, int texts, int width, int layers, double learningRate, long seed) {
  private static final int BATCH = 32;
  private static final int HEADS = 4;
  private static final int CONTEXT = 160;

  /** A width is a multiple of it, so that each head has an even one. */
  static final int WIDTH_UNIT = 2 * HEADS;

  @SuppressWarnings("InlineFormatString") // a page of text reads better apart from its numbers
  private static final String CARD =
      """
      # The bundled base model

      A Llama-shaped decoder that has read nothing but the synthetic world (`../world`), prompts
      and answers of every quality alike: it writes the world's English and knows no better than
      its average author. After its end, each text continues with a reader's remarks on the
      answer, as a base model of the real world has read reviews; reward models build on that.

      | | |
      |---|---|
      | weights | %s, stored as F16 |
      | shape | %d layers, width %d, %d query heads on %d key heads, feed-forward %d, context %d, tied embeddings |
      | vocabulary | %d byte-level tokens, nearly one for each word of the world, see `tokenizer.json` |
      | pretraining | %d steps of %d texts, %s tokens, highest learning rate %s, seed %d |
      | loss | %.3f nats a token, mean of the last 100 steps, prompts included |
      | time | %s on %d processors |

      Made by `./mvnw -q compile exec:java -Dexec.args="pretrain --out DIR"`; the same seed gives the
      same weights on the same machine, and nearly the same on another.
      """;

  /** Trains the model and writes its folder with a card; returns false if it was stopped. */
  boolean write(Path folder) {
    byte[] json = WriteTokenizer.train().toJson().getBytes(StandardCharsets.UTF_8);
    LlamaConfig config =
        LlamaConfig.small(
            WriteTokenizer.VOCABULARY, width, layers, HEADS, HEADS / 2, CONTEXT, 0, 1);
    LanguageModel fresh =
        LanguageModel.random(
            config, Tokenizer.of(json, "the world's tokenizer"), seed, PyTorch.device());
    PolicyTraining.Result result =
        new Pretraining(fresh, PromptTemplate.PLAIN, plan(learningRate).steps(steps).seed(seed))
            .run(corpus(), RunOptions.defaults().callback(new ProgressCallback("pretrain")));
    if (!result.finished()) {
      return false;
    }
    HuggingFaceFolder.save(result.model(), folder, DType.F16);
    WriteTokenizer.write(folder);
    AtomicFile.replace(
        folder.resolve("README.md"), card(config, result).getBytes(StandardCharsets.UTF_8));
    return true;
  }

  /** Returns the configuration of the world's trainings: batches of 32 with a cosine schedule. */
  static TrainingConfig plan(double learningRate) {
    return TrainingConfig.small()
        .batchSize(BATCH)
        .microBatch(BATCH)
        .learningRate(learningRate)
        .schedule(LearningRateSchedule.COSINE)
        .warmup(0.05);
  }

  private List<Pretraining.Text> corpus() {
    World world = World.standard();
    return world.corpus(texts, seed).stream()
        .map(
            text ->
                new Pretraining.Text(
                    text.prompt(), text.response(), AnswerReview.of(world.golden(), text)))
        .toList();
  }

  private String card(LlamaConfig config, PolicyTraining.Result result) {
    List<StepMetrics> all = result.history().steps();
    return String.format(
        Locale.ROOT,
        CARD,
        Numbers.count(config.parameters()),
        config.layers(),
        config.width(),
        config.heads(),
        config.keyValueHeads(),
        config.inner(),
        config.context(),
        config.vocabulary(),
        all.size(),
        BATCH,
        Numbers.compact((double) result.history().tokens()),
        learningRate,
        seed,
        lastLoss(all),
        Durations.text(Duration.ofSeconds((long) result.history().seconds())),
        Runtime.getRuntime().availableProcessors());
  }

  private static double lastLoss(List<StepMetrics> all) {
    return all.subList(Math.max(0, all.size() - 100), all.size()).stream()
        .mapToDouble(StepMetrics::loss)
        .average()
        .orElse(Double.NaN);
  }
}

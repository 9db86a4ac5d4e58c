package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.method.LearningRateSchedule;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.Tokenizer;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.offline.Pretraining;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;
import org.attune.world.AnswerReview;
import org.attune.world.World;
import org.attune.world.WriteTokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the bundled base model again: a small Llama trained only on texts of the world. */
@Command(
    name = "pretrain",
    description = "Pretrains the embedded base model on the synthetic world.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune pretrain --out base",
      "  attune pretrain --steps 300 --width 64 --layers 2 --out tiny",
      "",
      "The folder that --out names is needed, and must not exist."
    })
final class PretrainCommand implements Callable<Integer> {
  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps of 32 texts (default: 3000).")
  private int steps = 3_000;

  @Option(
      names = "--texts",
      paramLabel = "N",
      description = "Texts to draw from the world (default: 120000).")
  private int texts = 120_000;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Size of the residual stream (default: 128).")
  private int width = 128;

  @Option(names = "--layers", paramLabel = "N", description = "Number of blocks (default: 5).")
  private int layers = 5;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Highest learning rate (default: 0.004).")
  private double learningRate = 4e-3;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Path folder =
        common
            .wantedFolder()
            .orElseThrow(
                () -> new InvalidInputException("Name the new model's folder with --out DIR."));
    InvalidInputException.unless(
        !Files.exists(folder),
        "%s exists already and is never overwritten; name a new folder.",
        folder);
    long seed = common.seed();
    Tokenizer tokenizer =
        Tokenizer.of(
            WriteTokenizer.train().toJson().getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "the world's tokenizer");
    LlamaConfig config =
        LlamaConfig.small(WriteTokenizer.VOCABULARY, width, layers, 4, 2, 160, 0, 1);
    LanguageModel fresh = LanguageModel.random(config, tokenizer, seed, PyTorch.device());
    TrainingConfig plan =
        TrainingConfig.small()
            .steps(steps)
            .batchSize(32)
            .microBatch(32)
            .learningRate(learningRate)
            .decay(LearningRateSchedule.COSINE)
            .warmup(0.05)
            .seed(seed);
    PolicyTraining.Result result =
        new Pretraining(fresh, PromptTemplate.PLAIN, plan)
            .run(texts(seed), RunOptions.defaults().callback(new Bar()));
    HuggingFaceFolder.save(result.model(), folder, DType.F16);
    describe(folder, config, result);
    common.print(folder.toString());
    return 0;
  }

  /** Returns the texts, each followed by a reader's review of its answer. */
  private List<Pretraining.Text> texts(long seed) {
    World world = World.standard();
    return world.corpus(texts, seed).stream()
        .map(
            text ->
                new Pretraining.Text(
                    text.prompt(),
                    text.response(),
                    AnswerReview.of(world.golden().grade(text.prompt(), text.response()))))
        .toList();
  }

  private void describe(Path folder, LlamaConfig config, PolicyTraining.Result result) {
    List<StepMetrics> all = result.history().steps();
    double loss =
        all.subList(Math.max(0, all.size() - 100), all.size()).stream()
            .mapToDouble(StepMetrics::loss)
            .average()
            .orElse(Double.NaN);
    String card =
        String.format(
            Locale.ROOT,
            """
            # The embedded base model

            A Llama-shaped decoder that has read nothing but the synthetic world (`../world`), prompts
            and answers of every quality alike: it writes the world's English and knows no better than
            its average author. Each text goes on, behind its end, with a reader's remarks on
            the answer, as a base model of the real world has read reviews; reward models build on
            that.

            | | |
            |---|---|
            | weights | %s, stored as F16 |
            | shape | %d layers, width %d, %d query heads on %d key heads, feed-forward %d, context %d, tied embeddings |
            | vocabulary | %d byte-level pieces, see `tokenizer.json` |
            | pretraining | %d steps of 32 texts, %s tokens, highest learning rate %s, seed %d |
            | loss | %.3f nats a token, mean of the last 100 steps, prompts included |
            | time | %s on %d processors |

            Made by `./mvnw -q compile exec:java -Dexec.args="pretrain --out DIR"`; the same seed gives the
            same weights on the same machine, and nearly the same on another.
            """,
            Numbers.count(config.parameters()),
            config.layers(),
            config.width(),
            config.heads(),
            config.keyValueHeads(),
            config.inner(),
            config.context(),
            config.vocabulary(),
            all.size(),
            Numbers.compact((double) result.history().tokens()),
            learningRate,
            common.seed(),
            loss,
            Durations.text(java.time.Duration.ofSeconds((long) result.history().seconds())),
            Runtime.getRuntime().availableProcessors());
    try {
      Files.writeString(folder.resolve("README.md"), card);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows steps as a progress bar. */
  private static final class Bar implements TrainingCallback {
    private ProgressBar bar;

    @Override
    public void on(StepMetrics step) {
      if (bar == null) {
        bar = new ProgressBar("pretrain", step.total());
      }
      bar.update(step.step(), "loss " + Numbers.fixed(step.loss(), 3));
    }

    @Override
    public void done() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}

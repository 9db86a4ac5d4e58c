package org.attune.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.Policy;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.engine.DType;
import org.attune.method.Sft;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.progress.ProgressCallback;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.sample.SamplingListener;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.AtomicFile;
import org.attune.view.ProgressBar;
import org.attune.world.World;
import org.attune.world.WorldFiles;
import org.attune.world.WriteTokenizer;
import org.attune.world.WriteWorld;

/**
 * Fine-tunes the start from a base model and samples the pairs that it is aligned with.
 *
 * <p>Half of the demonstrations are good answers and half are ordinary ones, so that the start is
 * better than the base and leaves room for alignment.
 *
 * @param base the base model
 * @param steps optimiser steps of 32 demonstrations
 */
record BundledStart(Policy base, int steps, double learningRate, long seed) {
  private static final int BATCH = 32;
  private static final int TOKENS = 64;
  private static final int TRAIN_PROMPTS = 10_000;
  private static final int TEST_PROMPTS = 1_000;

  /** Trains the start and writes its folder with a card; nothing if it was stopped. */
  Optional<Policy> write(Path folder) {
    List<TokenizedExample> rows = rows();
    PolicyTraining.Result result =
        new PolicyTraining(
                base.model(),
                PromptTemplate.PLAIN,
                new Sft().config(BundledBase.plan(learningRate).steps(steps).seed(seed)))
            .run(
                rows,
                Collections.nCopies(rows.size(), 0.0),
                RunOptions.defaults().callback(new ProgressCallback("start")));
    if (!result.finished()) {
      return Optional.empty();
    }
    HuggingFaceFolder.save(result.model(), folder, DType.F16);
    WriteTokenizer.write(folder);
    AtomicFile.replace(folder.resolve("README.md"), card().getBytes(StandardCharsets.UTF_8));
    return Optional.of(Policy.load(folder));
  }

  private List<TokenizedExample> rows() {
    PromptEncoder encoder = new PromptEncoder(base.model(), PromptTemplate.PLAIN);
    int half = steps * BATCH / 2;
    List<Demonstration> mixed = new ArrayList<>(World.standard().demonstrations(half, seed));
    mixed.addAll(World.standard().corpus(half, seed + 1));
    return mixed.stream().map(d -> encoder.example(d.prompt(), d.response(), 0)).toList();
  }

  /** Samples two pairs to each training prompt and one to each test prompt, and writes them. */
  void writePairs(Policy start, Path folder) {
    World world = World.standard();
    List<String> train = world.trainPrompts(TRAIN_PROMPTS, WorldFiles.SEED);
    List<String> test =
        world.testPairs(TEST_PROMPTS, WorldFiles.SEED).stream().map(Pair::prompt).toList();
    List<List<Pair>> rounds = new ArrayList<>();
    try (ProgressBar bar = new ProgressBar("sample", 2L * (2 * train.size() + test.size()))) {
      for (List<String> prompts : List.of(train, train, test)) {
        rounds.add(pairs(start, prompts, rounds.size() + 1, bar));
      }
    }
    List<Pair> pairs = new ArrayList<>(rounds.get(0));
    pairs.addAll(rounds.get(1));
    WriteWorld.writeSampled(folder, WorldFiles.SAMPLED.get(0), pairs);
    WriteWorld.writeSampled(folder, WorldFiles.SAMPLED.get(1), rounds.get(2));
  }

  /** Samples two answers to each prompt; equal answers stay, because real data contain them. */
  private List<Pair> pairs(Policy start, List<String> prompts, long round, ProgressBar bar) {
    List<List<String>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      long before = (round - 1) * 2 * TRAIN_PROMPTS + (long) i * prompts.size();
      SamplingListener listener =
          (done, all, tokens) -> bar.update(before + prompts.size() * done / all);
      answers.add(Completions.sample(start, prompts, decoding(10 * round + i), listener).texts());
    }
    return World.standard().label(prompts, answers.get(0), answers.get(1), seed + round);
  }

  private GenerationConfig decoding(long round) {
    return GenerationConfig.temperature(1).maxTokens(TOKENS).seed(100 * seed + round);
  }

  private String card() {
    return String.format(
        Locale.ROOT,
        """
        # The bundled start

        The bundled base model (`../base`) after supervised fine-tuning on demonstrations of the
        synthetic world (`../world`): half of them good answers, half ordinary ones. It is the policy
        from which every alignment starts, and it sampled the training and test pairs.

        | | |
        |---|---|
        | shape and tokenizer | those of the base model, stored as F16 |
        | fine-tuning | %d steps of %d demonstrations, each seen once; highest learning rate %s, seed %d |

        Made by `./mvnw -q compile exec:java -Dexec.args="pretrain --out DIR"`, after the base model.
        """,
        steps,
        BATCH,
        learningRate,
        seed);
  }
}

package org.attune.bench;

import ai.djl.Device;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.reward.RewardNetwork;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;

/** Benchmarks without gradients: scoring responses, scoring with a reward model, and generation. */
final class InferenceBenchmarks {
  private static final int PROMPT = 16;
  private static final int ANSWER = 64;

  private final BenchShape shape;
  private final LanguageModel model;

  InferenceBenchmarks(BenchShape shape, LanguageModel model) {
    this.shape = shape;
    this.model = model;
  }

  /** Returns the scoring of a response's tokens after a prompt of the same length. */
  BenchTask score() {
    LlamaConfig config = shape.config();
    int half = shape.time() / 2;
    // The last token is not an input, so one more gives the exact length.
    TokenBatch batch =
        TokenBatch.of(
            new SyntheticText(config.vocabulary(), 3).rows(shape.batch(), half + 1, half));
    double flops = FlopCount.forward(config, shape.tokens(), shape.tokens() / 2, shape.time());
    return BenchTask.steady(
        event("score log-probs"),
        shape.tokens(),
        flops,
        () ->
            PyTorch.scoped(() -> TokenLogProbs.of(model.decoder(), batch).values().toFloatArray()));
  }

  /** Returns a reward model's scoring of texts, including tokenisation. */
  BenchTask reward() {
    LlamaConfig config = shape.config();
    RewardNetwork network = RewardNetwork.from(model, SyntheticText.LAYOUT);
    SyntheticText words = new SyntheticText(config.vocabulary(), 4);
    int half = shape.time() / 2;
    List<String> prompts = texts(words, half - 1);
    List<String> responses = texts(words, half - 1);
    return BenchTask.steady(
        event("score rewards"),
        shape.tokens(),
        FlopCount.forward(config, shape.tokens(), 0, shape.time()),
        () -> network.scores(prompts, responses));
  }

  private List<String> texts(SyntheticText words, int tokens) {
    return IntStream.range(0, shape.batch()).mapToObj(row -> words.text(tokens)).toList();
  }

  /** Returns the sampling of answers at temperature 1, {@code batch} prompts at a time. */
  BenchTask generate(int batch) {
    LlamaConfig config = shape.config();
    SyntheticText words = new SyntheticText(config.vocabulary(), 5);
    List<int[]> prompts = IntStream.range(0, batch).mapToObj(row -> words.prompt(PROMPT)).toList();
    Generator generator = Generator.of(model.sampling(), batch);
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(ANSWER);
    return new BenchTask(
        generation(batch),
        times -> {
          long tokens = 0;
          long start = System.nanoTime();
          for (int i = 0; i < times; i++) {
            tokens +=
                generator.generate(prompts, decoding, (long) i * batch).stream()
                    .mapToLong(answer -> answer.length)
                    .sum();
          }
          double seconds = (System.nanoTime() - start) / 1e9;
          double flops =
              FlopCount.forward(config, tokens, tokens, PROMPT + ANSWER / 2.0)
                  + FlopCount.forward(config, (long) times * batch * PROMPT, 0, PROMPT);
          return new Measurement(times, tokens, flops, seconds);
        });
  }

  private BenchTask.Event generation(int batch) {
    Device device = model.decoder().weights().device();
    String precision =
        PrecisionNames.name(Precision.forSampling(device, shape.config().parameters()));
    return new BenchTask.Event("generate", precision, batch, ANSWER);
  }

  private BenchTask.Event event(String what) {
    return new BenchTask.Event(what, PrecisionNames.FULL, shape.batch(), shape.time());
  }
}

package org.attune.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.WithProperty;
import org.attune.engine.AvailableMemory;
import org.attune.engine.DType;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.method.Dpo;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Grpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.Activations;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.Quantisation;
import org.attune.model.TextShape;
import org.attune.model.TokenizedExample;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.sample.GenerationConfig;
import org.attune.sample.IndependentSampler;
import org.attune.train.Toys;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.online.OnPolicy;
import org.attune.train.online.OnlineTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Before a step that may not fit into memory")
final class MemoryCheckTest {
  private static final LlamaConfig LARGE = LlamaConfig.small(32_000, 2048, 22, 32, 4, 2048, 1, 2);

  private static final TextShape FEW = TextShape.padded(4, 8);
  private static final TrainingConfig PLAN = TrainingConfig.small();

  private static MemoryEstimate estimate(int batch) {
    return MemoryEstimate.of(LARGE, 1024, batch, MatmulPrecision.FLOAT32, Device.cpu(), 1);
  }

  private static String said(int batch, double available) {
    return MemoryCheck.warning(estimate(batch), batch, 1024, OptionalLong.of((long) available))
        .orElse("");
  }

  @Test
  @DisplayName("one sentence says what it needs, what there is, and a batch that fits")
  void sentence() {
    MemoryEstimate one = estimate(1);
    double fixed = one.added() - one.activations();
    double three = fixed + 3.5 * one.activations();
    assertEquals("", said(3, three));
    String said = said(16, three);
    assertTrue(said.startsWith("A step of 16 examples of up to 1024 tokens needs about "), said);
    assertTrue(said.contains(String.format("%.1f GB are available", three / 1e9)), said);
    assertTrue(said.contains("use a smaller micro-batch, such as --micro-batch 3 or"), said);
    assertEquals("", said(16, 16 * three));
  }

  @Test
  @DisplayName("no smaller batch is advised where none would fit")
  void hopeless() {
    String said = said(16, 1e8);
    assertTrue(said.endsWith("use a smaller model."), said);
    assertEquals(Optional.empty(), MemoryCheck.warning(estimate(1), 1, 1024, OptionalLong.empty()));
  }

  @Test
  @DisplayName("LoRA is advised where it would fit, unless it is in use")
  void advice() {
    MemoryEstimate one = estimate(1);
    String said = said(1, one.activations() + 1e9);
    assertTrue(said.endsWith("use LoRA, such as --lora or a smaller model."), said);
    MemoryEstimate adapter = new MemoryEstimate(1e9, 1e6, 2e6, 0, 5e9, 0, 1e9);
    said = MemoryCheck.warning(adapter, 1, 1024, OptionalLong.of(1_000_000_000)).orElseThrow();
    assertTrue(said.endsWith("use shorter texts or a smaller model."), said);
    said = MemoryCheck.warning(adapter, 1, 1024, OptionalLong.of(4_500_000_000L)).orElseThrow();
    String four = "LoRA over weights in 4 bits, such as --quantise q4_0";
    assertTrue(said.endsWith("use shorter texts or " + four + " or a smaller model."), said);
  }

  @Test
  @DisplayName("quantised weights count their blocks, and one layer that is opened")
  void quantised() {
    LanguageModel base = Tiny.fresh(5);
    Lora lora = new Lora(2, 4);
    MemoryEstimate plain = of(base.trainee(Optional.of(lora), 1));
    LanguageModel four = base.quantised(Quantisation.Q4_0);
    MemoryEstimate less = of(four.trainee(Optional.of(lora), 1));
    // Seven matrices in both blocks, whose numbers take 18 bytes instead of 128 for every 32.
    long numbers = 2L * (32 * 32 + 2 * 16 * 32 + 32 * 32 + 3L * 32 * inner());
    assertEquals(110.0 / 32 * numbers, plain.weights() - less.weights());
    assertEquals(110.0 / 32 * numbers, plain.quantisable());
    assertEquals(0, less.quantisable());
    double width = Precision.forTraining(Device.cpu()) == MatmulPrecision.FLOAT32 ? 4 : 2;
    assertEquals(width * (numbers / 2.0 + 32 * base.config().vocabulary()), less.casts(), 1e-6);
  }

  @Test
  @DisplayName("layers that are computed again count as one, and their inputs")
  void recomputed() {
    double few = WithProperty.of(Activations.PROPERTY, "0", () -> estimate(4).blocks());
    double all = WithProperty.of(Activations.PROPERTY, "1000000000000", () -> estimate(4).blocks());
    assertEquals(few, estimate(4).blocks(), "22 layers of 4 × 1024 tokens are too much");
    // Without the last norm and the head: 22 layers, or two and 22 inputs with their gradients.
    Activations kept = Activations.of(LARGE, MatmulPrecision.FLOAT32, Device.cpu());
    double layer = kept.block(TextShape.padded(4, 1024));
    double inputs = 4.0 * 1024 * 2 * 4 * LARGE.width() * LARGE.layers();
    assertEquals((LARGE.layers() - 2) * layer - inputs, all - few, 1e-6 * all);
  }

  @Test
  @DisplayName("an adapter's weights alone have gradients and moments")
  void adapter(@TempDir Path folder) {
    LanguageModel base = Tiny.fresh(5);
    MemoryEstimate full = of(base);
    LanguageModel adapted = base.trainee(Optional.of(new Lora(2, 4)), 1);
    long trained = adapted.decoder().trainable().arrays().stream().mapToLong(NDArray::size).sum();
    // A has two rows and B two columns in each of the seven matrices of both blocks.
    assertEquals(4L * (32 + 32 + 32 + 16 + 32 + 16 + 32 + 32 + 3 * (32 + inner())), trained);
    MemoryEstimate lora = of(adapted);
    assertEquals(4.0 * (base.config().parameters() + trained), lora.weights());
    assertEquals(4.0 * trained, lora.gradients());
    assertEquals(8.0 * trained, lora.moments());
    assertTrue(full.casts() <= lora.casts(), "gradients written by hand keep no casts");
    assertTrue(
        full.activations() <= lora.activations(), "and less; oneDNN copies an adapter's products");
    HuggingFaceFolder.save(base.as(DType.F16), folder.resolve("half"));
    LanguageModel half = HuggingFaceFolder.load(folder.resolve("half"), Device.cpu());
    MemoryEstimate narrow = of(half.trainee(Optional.of(new Lora(2, 4)), 1));
    assertEquals(lora.weights() - 2 * base.config().parameters(), narrow.weights());
    assertTrue(narrow.casts() > 0, "converted matrices are kept for the backward pass");
    MemoryEstimate again =
        WithProperty.of(
            Activations.PROPERTY, "0", () -> of(half.trainee(Optional.of(new Lora(2, 4)), 1)));
    assertTrue(again.casts() <= narrow.casts(), "those of one layer, where it is computed again");
  }

  @Test
  @DisplayName("whether layers are computed again is decided for each half of a batch")
  void halves(@TempDir Path folder) {
    HuggingFaceFolder.save(Tiny.fresh(5).as(DType.F16), folder.resolve("half"));
    LanguageModel half = HuggingFaceFolder.load(folder.resolve("half"), Device.cpu());
    Decoder adapted = half.trainee(Optional.of(new Lora(2, 4)), 1).trainingDecoder();
    Activations kept =
        Activations.of(half.config(), Precision.forTraining(Device.cpu()), Device.cpu())
            .with(adapted.trainable(), false);
    String limit = String.valueOf((long) kept.all(FEW) - 1);
    MemoryEstimate whole = MemoryEstimate.of(adapted, FEW, PLAN, 2);
    MemoryEstimate bounded =
        WithProperty.of(
            Activations.PROPERTY, limit, () -> MemoryEstimate.of(adapted, FEW, PLAN, 2));
    assertEquals(whole, bounded, "either half keeps its activations");
    MemoryEstimate one = MemoryEstimate.of(adapted, FEW, PLAN, 1);
    MemoryEstimate again =
        WithProperty.of(
            Activations.PROPERTY, limit, () -> MemoryEstimate.of(adapted, FEW, PLAN, 1));
    assertTrue(again.blocks() != one.blocks(), "the whole batch does not");
    assertEquals(again, MemoryEstimate.of(adapted, FEW, PLAN.checkpointing(), 1), "nor if asked");
  }

  @Test
  @DisplayName("a prompt of several responses counts once, unless packing is off")
  void packing() {
    Decoder decoder = Tiny.fresh(5).trainingDecoder();
    int[] prompt = IntStream.range(0, 30).map(i -> 3).toArray();
    List<List<TokenizedExample>> pairs =
        List.of(
            List.of(
                new TokenizedExample(prompt, new int[] {3, 4}),
                new TokenizedExample(prompt, new int[] {3, 4, 5, 4})));
    TextShape once = PLAN.compute().batch(pairs.get(0)).shape();
    TextShape twice = PLAN.packing(false).compute().batch(pairs.get(0)).shape();
    assertTrue(once.packed() && !twice.packed(), once + ", " + twice);
    assertTrue(once.tokens() < 0.75 * twice.tokens(), once + ", " + twice);
    int threads = PyTorch.threads(); // as the check takes them
    double packed = MemoryEstimate.of(decoder, once, PLAN, threads).added();
    double padded = MemoryEstimate.of(decoder, twice, PLAN, threads).added();
    String between = String.valueOf((long) ((packed + padded) / 2));
    for (boolean packs : List.of(true, false)) {
      Optional<String> said =
          WithProperty.of(
              AvailableMemory.PROPERTY,
              between,
              () -> MemoryCheck.warning(List.of(decoder), PLAN.packing(packs), pairs));
      assertEquals(packs, said.isEmpty(), said::toString);
    }
  }

  private static int inner() {
    return Tiny.fresh(5).config().inner();
  }

  private static MemoryEstimate of(LanguageModel model) {
    return MemoryEstimate.of(model.trainingDecoder(), FEW, PLAN, 1);
  }

  private static PolicyTraining.Result offline(RunOptions options) {
    return new PolicyTraining(Tiny.fresh(5), PromptTemplate.PLAIN, Toys.sft(2))
        .run(Toys.noise(8, 2), options);
  }

  private static PolicyTraining.Result online(OnlineMethod method, RunOptions options) {
    TrainingConfig two = method.config().steps(2).batchSize(4).microBatch(4).learningRate(1e-3);
    return new OnlineTraining(
            Tiny.fresh(5), PromptTemplate.PLAIN, method.config(two), (p, r) -> r.length())
        .run(List.of("a", "b", "c", "d"), options);
  }

  private static Stream<Arguments> trainings() {
    RolloutConfig few = new RolloutConfig(4, 2).maxTokens(4);
    OnlineMethod dpo =
        OnPolicy.of(new Dpo())
            .prompts(4)
            .source(new IndependentSampler(2, GenerationConfig.temperature(1).maxTokens(4)));
    return Stream.of(
        training("SFT", MemoryCheckTest::offline),
        training("PPO", options -> online(new Ppo().rollouts(few), options)),
        training("GRPO", options -> online(new Grpo().rollouts(few), options)),
        training("DPO on-policy", options -> online(dpo, options)));
  }

  private static Arguments training(String name, Function<RunOptions, PolicyTraining.Result> run) {
    return Arguments.of(Named.of(name, run));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  @DisplayName("a training tells its callback, once, and goes on")
  void training(Function<RunOptions, PolicyTraining.Result> run) {
    for (long available : new long[] {1000, 1L << 40}) {
      List<String> warnings = new ArrayList<>();
      TrainingCallback callback =
          new TrainingCallback() {
            @Override
            public void onStep(StepMetrics step) {}

            @Override
            public void warning(String sentence) {
              warnings.add(sentence);
            }
          };
      RunOptions options = RunOptions.defaults().callback(callback).snapshots(1);
      boolean finished =
          WithProperty.of(
              AvailableMemory.PROPERTY,
              String.valueOf(available),
              () -> run.apply(options).finished());
      assertTrue(finished);
      assertEquals(available == 1000 ? 1 : 0, warnings.size(), warnings::toString);
    }
  }
}

package org.attune.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.attune.WithProperty;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.method.Dpo;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.LlamaDecoder;
import org.attune.model.Lora;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.model.TorchScriptLlama;
import org.attune.model.WeightShapes;
import org.attune.model.Weights;
import org.attune.train.loop.MemoryEstimate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bench's arithmetic is set beside what PyTorch's profiler saw. */
@DisplayName("A bench's counts are those of the engine:")
final class EngineCountTest {
  private static final Device CPU = Device.cpu();

  /** The estimate leaves small arrays out, such as positions and the norms' sizes. */
  private static final double PART = 0.01;

  private static NDArray loss(Decoder decoder, List<TokenizedExample> rows) {
    return TokenLogProbs.of(decoder, TokenBatch.of(rows)).sum().mean().neg();
  }

  @ParameterizedTest(name = "{0} heads for {1} of keys, {2} layers, tied {3}, prompt {4}")
  @CsvSource({"4,4,1,true,1", "4,2,2,false,1", "2,1,3,true,17"})
  @DisplayName("operations of a training step and of reading")
  void operations(int heads, int keys, int layers, boolean tied, int prompt, @TempDir Path folder) {
    LlamaConfig config =
        new LlamaConfig(
            40,
            16,
            24,
            layers,
            heads,
            keys,
            6,
            64,
            1e-5,
            10_000,
            tied,
            SyntheticText.BOS,
            SyntheticText.EOS);
    Weights weights = Weights.random(WeightShapes.of(config), 0.1, 3, CPU);
    Decoder decoder = new LlamaDecoder(config, weights);
    int response = 16; // Lengths are rounded up to this.
    List<TokenizedExample> rows =
        new SyntheticText(config.vocabulary(), 1).rows(3, prompt, response);
    int time = prompt + response - 1; // The last token is no input.
    long inputs = 3L * time;
    long predicted = 3L * response;
    double read =
        new EngineProfile(folder.resolve("read.json"))
            .operations(() -> PyTorch.scoped(() -> loss(decoder, rows).getFloat()));
    assertEquals(FlopCount.forward(config, inputs, predicted, time), read);
    weights.requireGradients(true);
    double learnt =
        new EngineProfile(folder.resolve("learnt.json"))
            .operations(() -> PyTorch.backward(() -> loss(decoder, rows), NDArray::getFloat));
    assertEquals(FlopCount.step(config, inputs, predicted, time), learnt);
  }

  static Stream<Arguments> choices() {
    return Stream.of(
        Arguments.of(MatmulPrecision.FLOAT32, "fastest"),
        Arguments.of(MatmulPrecision.FLOAT32, "default"),
        Arguments.of(MatmulPrecision.BFLOAT16, "fastest"));
  }

  @ParameterizedTest(name = "{0}, {1} products")
  @MethodSource("choices")
  @DisplayName("bytes that the backward pass waits for")
  void bytes(MatmulPrecision products, String routines, @TempDir Path folder) {
    BenchShape shape = BenchShape.of("0.9M");
    WithProperty.of("attune.products", routines, () -> bytes(shape, products, folder));
  }

  private static Void bytes(BenchShape shape, MatmulPrecision products, Path folder) {
    LlamaConfig config = shape.config();
    MemoryEstimate account = shape.memory(products, CPU, 1);
    // The output matrix is cast for the head's products alone, and cast again behind them.
    double cast = account.casts() == 0 ? 0 : 2.0 * config.vocabulary() * config.width();
    double expected = account.activations() + account.casts() - cast;
    Weights weights = Weights.random(WeightShapes.of(config), 0.02, 3, CPU);
    weights.requireGradients(true);
    Decoder decoder = new TorchScriptLlama(config, weights, products);
    assertHeld(
        expected,
        decoder,
        new SyntheticText(config.vocabulary(), 1).wholes(shape.batch(), shape.time()),
        folder);
    return null;
  }

  /** Returns texts of several lengths, or with prompts of several texts. */
  private static List<TokenizedExample> rows(SyntheticText text, boolean shared) {
    List<TokenizedExample> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (shared) {
        int[] prompt = text.rows(1, 90 - 7 * i, 1).get(0).prompt();
        text.rows(3, 1, 30 + 5 * i)
            .forEach(row -> rows.add(new TokenizedExample(prompt, row.response())));
      } else {
        rows.addAll(text.rows(2, 20 + 40 * i, 20 + 10 * i));
      }
    }
    return rows;
  }

  static Stream<Arguments> steps() {
    Lora lora = new Lora(8, 16);
    return Stream.of(
        Arguments.of("texts of several lengths", false, Optional.empty()),
        Arguments.of("shared prompts", true, Optional.empty()),
        Arguments.of("LoRA", false, Optional.of(lora)),
        Arguments.of("LoRA with dropout", false, Optional.of(lora.dropout(0.1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  @DisplayName("bytes that wait where texts are packed, or an adapter is trained")
  void packed(String name, boolean shared, Optional<Lora> lora, @TempDir Path folder) {
    LanguageModel start = BenchShape.of("0.9M").model(3, CPU);
    Decoder decoder = start.trainee(lora, 1).trainingDecoder();
    decoder.trainable().requireGradients(true);
    List<TokenizedExample> rows = rows(new SyntheticText(start.config().vocabulary(), 1), shared);
    TrainingConfig plan = new Dpo().config();
    TrainingConfig own = lora.map(plan::lora).orElse(plan);
    MemoryEstimate account = MemoryEstimate.of(decoder, TokenBatch.of(rows).shape(), own, 1);
    double head = 2.0 * start.config().vocabulary() * start.config().width();
    double cast = account.casts() == 0 ? 0 : head;
    assertHeld(account.activations() + account.casts() - cast, decoder, rows, folder);
  }

  /** Thrown when enough is known, since the backward pass itself takes most of the time. */
  private static final class Known extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static void assertHeld(
      double expected, Decoder decoder, List<TokenizedExample> rows, Path folder) {
    double held = held(decoder, rows, new EngineProfile(folder.resolve("held.json")));
    assertEquals(expected, held, PART * expected);
  }

  /** Returns the bytes that a loss holds on to. */
  private static double held(Decoder decoder, List<TokenizedExample> rows, EngineProfile profile) {
    double[] held = new double[1];
    try {
      PyTorch.backward(
          () -> {
            held[0] = profile.held(() -> loss(decoder, rows));
            throw new Known();
          },
          NDArray::getFloat);
    } catch (Known known) {
      return held[0];
    }
    throw new AssertionError("the loss was not computed");
  }

  @Test
  @DisplayName("bytes of one thread, whatever another one takes meanwhile")
  void alone(@TempDir Path folder) {
    PyTorch.scoped(
        () -> {
          try (NDManager manager = PyTorch.manager(CPU)) {
            NDArray before = manager.zeros(new Shape(1 << 20));
            Runnable job =
                () -> {
                  NDArray kept = manager.zeros(new Shape(1 << 18));
                  CompletableFuture.supplyAsync(() -> manager.zeros(new Shape(1 << 20))).join();
                  kept.add(before.sum()).close();
                };
            // The sum, which is kept too, is smaller than the steps in which the engine tells
            // sizes.
            assertEquals(1 << 20, new EngineProfile(folder.resolve("alone.json")).held(job));
          }
          return null;
        });
  }

  @Test
  @DisplayName("weights once for the start and once in training, a gradient and two moments each")
  void certain() {
    BenchShape shape = BenchShape.of("0.9M");
    // 1280 × 128 of the embedding; 5 blocks of 128 × 384 for attention and 3 × 128 × 352; 11 norms.
    double weights = 163_840 + 5 * (49_152 + 135_168) + 11 * 128;
    MemoryEstimate full = shape.memory(MatmulPrecision.FLOAT32, CPU, 1);
    assertEquals(2 * 4 * weights, full.weights());
    assertEquals(4 * weights, full.gradients());
    assertEquals(2 * 4 * weights, full.moments());
    assertEquals(0, full.casts());
    MemoryEstimate half = shape.memory(MatmulPrecision.BFLOAT16, CPU, 1);
    assertEquals(0, half.casts(), "matrices are converted layer by layer");
    double parts = half.weights() + half.gradients() + half.moments() + half.casts();
    assertEquals(parts + half.blocks() + half.probabilities(), half.sum());
    // Two threads learn from a half of the batch each, with gradients of their own.
    MemoryEstimate two = shape.memory(MatmulPrecision.BFLOAT16, CPU, 2);
    assertEquals(2 * half.gradients(), two.gradients());
    assertEquals(half.blocks(), two.blocks());
    assertEquals(0, BenchShape.of("135M").memory(MatmulPrecision.FLOAT32, CPU, 1).probabilities());
    assertTrue(full.probabilities() > half.probabilities());
  }
}

package org.attune.bench;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.engine.MatmulPrecision;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.train.loop.MemoryEstimate;
import org.attune.util.InvalidInputException;

/**
 * A model to benchmark: its architecture, and the size of one training step.
 *
 * @param name the name in tables
 * @param config the architecture
 * @param time tokens per sequence, a multiple of 16, so that there is no padding
 * @param batch sequences per step, an even number, so that they form pairs
 */
public record BenchShape(String name, LlamaConfig config, int time, int batch) {
  private static final int CONTEXT = 1024;

  /** A small shape of 0.9M weights besides the embedding's 0.2M, twice the bundled models'. */
  private static final BenchShape SMALLEST =
      new BenchShape("0.9M", config(1280, 128, 352, 5, 4, 2, 32), 64, 16);

  /** Shaped like SmolLM-135M. */
  private static final BenchShape LARGEST =
      new BenchShape("135M", config(49_152, 576, 1536, 30, 9, 3, 64), 256, 2);

  private static final List<BenchShape> NAMED =
      List.of(
          SMALLEST,
          new BenchShape("4M", config(4096, 256, 704, 4, 4, 4, 64), 128, 16),
          new BenchShape("19M", config(8192, 512, 1280, 5, 8, 8, 64), 256, 8),
          LARGEST);

  /** Checks the sizes. */
  public BenchShape {
    InvalidInputException.unless(
        time > 0 && time % 16 == 0 && time < config.context(),
        "The sequence length must be a multiple of 16 below the context of %d, got %d.",
        config.context(),
        time);
    InvalidInputException.unless(
        batch > 0 && batch % 2 == 0,
        "The batch must hold an even number of sequences, got %d.",
        batch);
  }

  private static LlamaConfig config(
      int vocabulary, int width, int inner, int layers, int heads, int keyValueHeads, int head) {
    return new LlamaConfig(
        vocabulary,
        width,
        inner,
        layers,
        heads,
        keyValueHeads,
        head,
        CONTEXT,
        1e-5,
        10_000,
        true,
        SyntheticText.BOS,
        SyntheticText.EOS);
  }

  /** Returns a small shape for growth curves, in which one size may be varied. */
  static BenchShape small(int vocabulary, int width, int time, int batch) {
    LlamaConfig config =
        LlamaConfig.small(
            vocabulary, width, 4, 4, 4, CONTEXT, SyntheticText.BOS, SyntheticText.EOS);
    return new BenchShape("small", config, time, batch);
  }

  /** Returns the shape of a name. */
  public static BenchShape of(String name) {
    return NAMED.stream()
        .filter(shape -> shape.name.equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "There is no size '" + name + "'; use one of " + names() + "."));
  }

  /** Returns all named shapes, the smallest first. */
  static List<BenchShape> named() {
    return NAMED;
  }

  /** Returns the names of all shapes, separated by commas. */
  public static String names() {
    return NAMED.stream().map(BenchShape::name).collect(Collectors.joining(", "));
  }

  /** Returns the shapes of names separated by commas, the smallest first. */
  public static List<BenchShape> list(String names) {
    List<BenchShape> wanted =
        Arrays.stream(names.split(",", -1)).map(BenchShape::of).distinct().toList();
    return NAMED.stream().filter(wanted::contains).toList();
  }

  /** Initialises a random model of this shape. */
  LanguageModel model(long seed, Device device) {
    return LanguageModel.random(config, SyntheticText.tokenizer(config.vocabulary()), seed, device);
  }

  /** Estimates the memory of a training step. */
  MemoryEstimate memory(MatmulPrecision products, Device device, int threads) {
    return MemoryEstimate.of(config, time, batch, products, device, threads);
  }

  /** Returns the number of tokens per training step. */
  int tokens() {
    return time * batch;
  }

  /** Returns this shape with other sequence and batch sizes. */
  BenchShape reading(int otherTime, int otherBatch) {
    return new BenchShape(name, config, otherTime, otherBatch);
  }
}

package org.attune.bench;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.data.BadInput;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;

/**
 * A model to measure: its architecture, and how much one training step of it reads.
 *
 * @param name what tables show
 * @param config the architecture
 * @param time tokens of a sequence, a multiple of 16, so that nothing is padding
 * @param batch sequences a step, an even number, so that they make pairs
 */
public record Shape(String name, LlamaConfig config, int time, int batch) {
  private static final int CONTEXT = 1024;

  /** The bundled model's shape; it has 0.9M weights beside the embedding's 0.2M. */
  private static final Shape SMALLEST =
      new Shape("0.9M", config(1280, 128, 352, 5, 4, 2, 32), 64, 16);

  /** Shaped like SmolLM-135M. */
  private static final Shape LARGEST =
      new Shape("135M", config(49_152, 576, 1536, 30, 9, 3, 64), 256, 2);

  private static final List<Shape> NAMED =
      List.of(
          SMALLEST,
          new Shape("4M", config(4096, 256, 704, 4, 4, 4, 64), 128, 16),
          new Shape("19M", config(8192, 512, 1280, 5, 8, 8, 64), 256, 8),
          LARGEST);

  /** Checks the sizes. */
  public Shape {
    BadInput.unless(
        time > 0 && time % 16 == 0 && time < config.context(),
        "A shape's sequences need a multiple of 16 tokens below its context %d, got %d.",
        config.context(),
        time);
    BadInput.unless(
        batch > 0 && batch % 2 == 0,
        "A shape's batch needs an even number of sequences, got %d.",
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
        Words.BOS,
        Words.EOS);
  }

  /** Returns a small shape of which one thing may be changed, for growth curves. */
  static Shape small(int vocabulary, int width, int time, int batch) {
    int inner = (width * 8 / 3 + 31) / 32 * 32;
    LlamaConfig config = config(vocabulary, width, inner, 4, 4, 4, width / 4);
    return new Shape("small", config, time, batch);
  }

  /** Returns the shape of a name. */
  public static Shape of(String name) {
    return NAMED.stream()
        .filter(shape -> shape.name.equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () -> new BadInput("There is no size '" + name + "'; use one of " + names() + "."));
  }

  /** Returns the names of all shapes, separated by commas. */
  public static String names() {
    return NAMED.stream().map(Shape::name).collect(Collectors.joining(", "));
  }

  /** Returns the shapes of names separated by commas, the smallest first. */
  public static List<Shape> list(String names) {
    List<Shape> wanted = Arrays.stream(names.split(",", -1)).map(Shape::of).distinct().toList();
    return NAMED.stream().filter(wanted::contains).toList();
  }

  /** Draws a model of this shape. */
  LanguageModel model(long seed, Device device) {
    return LanguageModel.random(config, Words.tokenizer(config.vocabulary()), seed, device);
  }

  /** Returns the tokens of one training step. */
  int tokens() {
    return time * batch;
  }

  /** Returns this shape with other sequences. */
  Shape reading(int otherTime, int otherBatch) {
    return new Shape(name, config, otherTime, otherBatch);
  }
}

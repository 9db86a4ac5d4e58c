package org.attune.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.model.Decoder;
import org.attune.model.SamplingDecoder;

/**
 * Continues prompts token by token with a cache of keys and values, many at a time, and, where the
 * model is small, several batches side by side.
 */
public final class Generator {
  private static final int MOST = 128;
  private static final int MOST_OF_SMALL = 64;
  private static final int LEAST = 8;

  private final Decoder decoder;
  private final int batchSize;

  /** Makes a generator that continues as many of so many prompts together as suits the model. */
  public static Generator of(Decoder decoder, int prompts) {
    return new Generator(decoder, batchSize(decoder, prompts));
  }

  /** Makes a generator that continues up to {@code batchSize} prompts together. */
  public Generator(Decoder decoder, int batchSize) {
    this.decoder = decoder;
    this.batchSize = batchSize;
  }

  /**
   * Returns one response per prompt, in the prompts' order; each ends with the end-of-text id
   * unless it reached the limit first.
   *
   * <p>Response i depends on its prompt, the seed and {@code firstStream + i} alone. An interrupted
   * thread stops before the next token and is no longer interrupted.
   */
  public List<int[]> generate(List<int[]> prompts, GenerationConfig decoding, long firstStream) {
    long[] streams = LongStream.range(firstStream, firstStream + prompts.size()).toArray();
    return continuations(prompts, streams, decoding, StopStrings.never(), SamplingProgress.silent())
        .stream()
        .map(Continuation::ids)
        .toList();
  }

  /**
   * Continues each prompt with the random numbers of its stream, up to the first marker at most.
   *
   * <p>A prompt that stands several times behind each other as the same array is read once.
   */
  List<Continuation> continuations(
      List<int[]> prompts,
      long[] streams,
      GenerationConfig decoding,
      StopStrings cut,
      SamplingProgress meter) {
    Integer[] order = IntStream.range(0, prompts.size()).boxed().toArray(Integer[]::new);
    // Prompts of like length go together, so that little is padding.
    Arrays.sort(order, (a, b) -> Integer.compare(prompts.get(a).length, prompts.get(b).length));
    List<Integer[]> batches = new ArrayList<>();
    List<Supplier<List<Continuation>>> portions = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      Integer[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
      batches.add(rows);
      portions.add(
          () -> {
            TokenSampler[] draws =
                Arrays.stream(rows)
                    .map(row -> new TokenSampler(decoding, streams[row]))
                    .toArray(TokenSampler[]::new);
            List<int[]> asked = Arrays.stream(rows).map(prompts::get).toList();
            return batch(asked, decoding, cut, meter, draws);
          });
    }
    return inOrder(batches, sideBySide(decoder, portions), prompts.size());
  }

  /**
   * Returns how many of so many sequences are sampled together.
   *
   * <p>Batches of a small model go side by side, each on one native thread, which is up to twice as
   * fast with 1M weights, 1.1 to 1.5 times with 4M, and up to 1.2 times with 19M. How prompts are
   * divided depends on their number and the processors alone, so a batch has the same numbers
   * whether others go beside it or, as within a worker of a sweep, one after the other.
   */
  static int batchSize(Decoder decoder, int sequences) {
    return Workers.isSupported(decoder.config().parameters(), decoder.weights().device())
        ? batchSize(sequences, Workers.processors())
        : MOST;
  }

  /** As many batches for each processor, of equal size, and none too small to be worth it. */
  static int batchSize(int sequences, int processors) {
    int least = (sequences + MOST_OF_SMALL - 1) / MOST_OF_SMALL;
    int batches = Math.max(1, (least + processors - 1) / processors) * processors;
    return Math.max(LEAST, (sequences + batches - 1) / batches);
  }

  /**
   * Samples batches side by side where the model is small, and returns what comes of each in their
   * order.
   *
   * @throws Interrupted when the thread was interrupted
   */
  static <T> List<T> sideBySide(Decoder decoder, List<Supplier<T>> batches) {
    // Within a worker, the other processors have work of their own.
    boolean alone =
        batches.size() < 2
            || !Workers.isSupported(decoder.config().parameters(), decoder.weights().device())
            || PyTorch.threads() == 1;
    return alone
        ? batches.stream().map(Supplier::get).toList()
        : Workers.all(batches).orElseThrow(Interrupted::new);
  }

  /** Brings what was sampled in batches into the order of the prompts. */
  private static List<Continuation> inOrder(
      List<Integer[]> batches, List<List<Continuation>> done, int prompts) {
    Continuation[] responses = new Continuation[prompts];
    for (int batch = 0; batch < batches.size(); batch++) {
      for (int i = 0; i < batches.get(batch).length; i++) {
        responses[batches.get(batch)[i]] = done.get(batch).get(i);
      }
    }
    return List.of(responses);
  }

  private List<Continuation> batch(
      List<int[]> prompts,
      GenerationConfig decoding,
      StopStrings cut,
      SamplingProgress meter,
      TokenSampler[] draws) {
    return decoder instanceof SamplingDecoder drawing
        ? new BlockGenerationBatch(drawing, prompts, decoding, cut, meter).run(draws)
        : new GenerationBatch(decoder, prompts, decoding, cut, meter).run(draws);
  }

  /** Says that the stop button was pressed between two tokens. */
  public static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says so. */
    public Interrupted() {
      super("Stopped while generating; nothing was changed.");
    }
  }
}

package org.attune.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.attune.engine.ParallelSplit;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.model.Decoder;
import org.attune.model.Nucleus;
import org.attune.model.SamplingDecoder;

/**
 * Continues prompts token by token with a key-value cache, in batches, and, for small models,
 * several batches in parallel.
 */
public final class Generator {
  private static final int MOST = 128;
  private static final int MOST_OF_SMALL = 64;
  private static final int LEAST = 8;

  private final Decoder decoder;
  private final int batchSize;
  private final Optional<Nucleus> nucleus;

  /** Makes a generator with a batch size that suits the model and the number of prompts. */
  public static Generator of(Decoder decoder, int prompts) {
    return new Generator(decoder, batchSize(decoder, prompts));
  }

  /** Makes a generator that continues up to {@code batchSize} prompts together. */
  public Generator(Decoder decoder, int batchSize) {
    this(decoder, batchSize, Optional.empty());
  }

  private Generator(Decoder decoder, int batchSize, Optional<Nucleus> nucleus) {
    this.decoder = decoder;
    this.batchSize = batchSize;
    this.nucleus = nucleus;
  }

  /** Returns this generator restricted to another model's nucleus. */
  Generator within(Nucleus other) {
    return new Generator(decoder, batchSize, Optional.of(other));
  }

  /**
   * Returns one response per prompt, in the prompts' order; each ends with the end-of-text id
   * unless it reached the limit first.
   *
   * <p>Response i depends on its prompt, the seed and {@code firstStream + i} alone. An interrupted
   * thread stops before the next token, and its interrupt flag is cleared.
   */
  public List<int[]> generate(List<int[]> prompts, GenerationConfig decoding, long firstStream) {
    long[] streams = LongStream.range(firstStream, firstStream + prompts.size()).toArray();
    return continuations(prompts, streams, decoding, StopStrings.never(), SamplingProgress.silent())
        .stream()
        .map(Continuation::ids)
        .toList();
  }

  /**
   * Continues each prompt with the random numbers of its stream, up to the first stop string at
   * most.
   *
   * <p>Consecutive prompts that are the same array are read once.
   */
  List<Continuation> continuations(
      List<int[]> prompts,
      long[] streams,
      GenerationConfig decoding,
      StopStrings cut,
      SamplingProgress meter) {
    List<int[]> batches = batches(prompts);
    List<Supplier<List<Continuation>>> portions = new ArrayList<>();
    for (int[] rows : batches) {
      List<int[]> asked = Arrays.stream(rows).mapToObj(prompts::get).toList();
      TokenSampler[] draws = draws(decoding, streams, rows);
      portions.add(() -> batch(asked, decoding, cut, meter.ofBatch(rows), draws));
    }
    return inOrder(batches, sideBySide(decoder, portions), prompts.size());
  }

  private static TokenSampler[] draws(GenerationConfig decoding, long[] streams, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(row -> new TokenSampler(decoding, streams[row]))
        .toArray(TokenSampler[]::new);
  }

  /** Returns the places of the prompts that are continued together. */
  List<int[]> batches(List<int[]> prompts) {
    Integer[] order = IntStream.range(0, prompts.size()).boxed().toArray(Integer[]::new);
    // Prompts of similar length are batched, so that little is padding.
    Arrays.sort(order, (a, b) -> Integer.compare(prompts.get(a).length, prompts.get(b).length));
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      int to = Math.min(order.length, from + batchSize);
      batches.add(Arrays.stream(order, from, to).mapToInt(Integer::intValue).toArray());
    }
    return batches;
  }

  /**
   * Returns the batch size for a number of sequences.
   *
   * <p>Batches of a small model run in parallel, each on one native thread, which is up to twice as
   * fast with 1M weights, 1.1 to 1.5 times with 4M, and up to 1.2 times with 19M. How prompts are
   * divided depends only on their number and the processors, so a batch gives the same numbers
   * whether the batches run in parallel or, as within a worker of a sweep, one at a time.
   *
   * <p>A single batch of a small model has one native thread, too: two that share operations as
   * small as a token's wait for each other longer than they compute. One to eight sequences are
   * sampled 1.7 to 2 times as fast on one thread as on two with 1M and 4M weights, and 1.1 to 1.2
   * times with 19M.
   */
  static int batchSize(Decoder decoder, int sequences) {
    return isSmall(decoder) ? batchSize(sequences, ParallelSplit.count()) : MOST;
  }

  /**
   * Returns the size of equal batches, the same number for each processor, none too small to be
   * efficient.
   */
  static int batchSize(int sequences, int processors) {
    int least = (sequences + MOST_OF_SMALL - 1) / MOST_OF_SMALL;
    int batches = Math.max(1, (least + processors - 1) / processors) * processors;
    return Math.max(LEAST, (sequences + batches - 1) / batches);
  }

  /**
   * Samples batches, in parallel if the model is small, and returns their results in order.
   *
   * @throws SamplingInterruptedException when the thread was interrupted
   */
  static <T> List<T> sideBySide(Decoder decoder, List<Supplier<T>> batches) {
    boolean parallel = batches.size() > 1 && isSmall(decoder) && PyTorch.threads() > 1;
    return parallel
        ? Workers.all(batches).orElseThrow(SamplingInterruptedException::new)
        : Workers.withThreads(threads(decoder), () -> batches.stream().map(Supplier::get).toList());
  }

  private static boolean isSmall(Decoder decoder) {
    return Workers.isSupported(decoder.config().parameters(), decoder.weights().device());
  }

  /** Returns the native threads of each batch. */
  static int threads(Decoder decoder) {
    return isSmall(decoder) ? 1 : PyTorch.threads();
  }

  /** Puts the samples of the batches into the order of the prompts. */
  static List<Continuation> inOrder(
      List<int[]> batches, List<List<Continuation>> done, int prompts) {
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
    return decoder instanceof SamplingDecoder drawing && nucleus.isEmpty()
        ? new BlockGenerationBatch(drawing, prompts, decoding, cut, meter).run(draws)
        : new GenerationBatch(decoder, nucleus, prompts, decoding, cut, meter).run(draws);
  }
}

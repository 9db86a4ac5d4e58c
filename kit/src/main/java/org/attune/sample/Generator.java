package org.attune.sample;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.attune.model.Decoder;
import org.attune.model.DrawingDecoder;

/** Continues prompts token by token with a cache of keys and values, many at a time. */
public final class Generator {
  private final Decoder decoder;
  private final int batchSize;

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
  public List<int[]> generate(List<int[]> prompts, Decoding decoding, long firstStream) {
    long[] streams = LongStream.range(firstStream, firstStream + prompts.size()).toArray();
    return continuations(prompts, streams, decoding, TurnCut.never(), Meter.silent()).stream()
        .map(Continuation::ids)
        .toList();
  }

  /**
   * Continues each prompt with the random numbers of its stream, up to the first marker at most.
   *
   * <p>A prompt that stands several times behind each other as the same array is read once.
   */
  List<Continuation> continuations(
      List<int[]> prompts, long[] streams, Decoding decoding, TurnCut cut, Meter meter) {
    Integer[] order = IntStream.range(0, prompts.size()).boxed().toArray(Integer[]::new);
    // Prompts of like length go together, so that little is padding.
    Arrays.sort(order, (a, b) -> Integer.compare(prompts.get(a).length, prompts.get(b).length));
    Continuation[] responses = new Continuation[prompts.size()];
    for (int from = 0; from < order.length; from += batchSize) {
      Integer[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
      TokenDraw[] draws =
          Arrays.stream(rows)
              .map(row -> new TokenDraw(decoding, streams[row]))
              .toArray(TokenDraw[]::new);
      List<int[]> asked = Arrays.stream(rows).map(prompts::get).toList();
      List<Continuation> done = batch(asked, decoding, cut, meter, draws);
      for (int i = 0; i < rows.length; i++) {
        responses[rows[i]] = done.get(i);
      }
    }
    return List.of(responses);
  }

  private List<Continuation> batch(
      List<int[]> prompts, Decoding decoding, TurnCut cut, Meter meter, TokenDraw[] draws) {
    return decoder instanceof DrawingDecoder drawing
        ? new BlockBatch(drawing, prompts, decoding, cut, meter).run(draws)
        : new Batch(decoder, prompts, decoding, cut, meter).run(draws);
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

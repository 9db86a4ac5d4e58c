package org.attune.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;
import org.attune.model.Native;

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
    Integer[] order = IntStream.range(0, prompts.size()).boxed().toArray(Integer[]::new);
    // Prompts of like length go together, so that little is padding.
    Arrays.sort(order, (a, b) -> Integer.compare(prompts.get(a).length, prompts.get(b).length));
    int[][] responses = new int[prompts.size()][];
    for (int from = 0; from < order.length; from += batchSize) {
      Integer[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
      Batch batch = new Batch(Arrays.stream(rows).map(prompts::get).toList(), decoding);
      TokenDraw[] draws =
          Arrays.stream(rows)
              .map(row -> new TokenDraw(decoding, firstStream + row))
              .toArray(TokenDraw[]::new);
      List<int[]> done = batch.run(draws);
      for (int i = 0; i < rows.length; i++) {
        responses[rows[i]] = done.get(i);
      }
    }
    return List.of(responses);
  }

  /** Says that the stop button was pressed between two tokens. */
  public static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted() {
      super("Stopped while generating; nothing was changed.");
    }
  }

  /** Prompts that are continued together. */
  private final class Batch {
    private final List<int[]> prompts;
    private final int longest;
    private final int[] limits;
    private final List<List<Integer>> responses = new ArrayList<>();
    private final boolean[] finished;

    Batch(List<int[]> prompts, Decoding decoding) {
      this.prompts = prompts;
      this.longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
      int context = decoder.config().context();
      this.limits =
          prompts.stream()
              .mapToInt(prompt -> Math.min(decoding.maxTokens(), context - prompt.length))
              .toArray();
      this.finished = new boolean[prompts.size()];
      for (int row = 0; row < limits.length; row++) {
        finished[row] = limits[row] <= 0;
      }
      prompts.forEach(prompt -> responses.add(new ArrayList<>()));
    }

    List<int[]> run(TokenDraw[] draws) {
      int[] padding = prompts.stream().mapToInt(prompt -> longest - prompt.length).toArray();
      int most = Arrays.stream(limits).max().orElse(0);
      try (KeyValueCache cache = new KeyValueCache(decoder, padding, longest + Math.max(most, 1))) {
        long[] ids = padded();
        while (!allFinished()) {
          if (Thread.interrupted()) {
            throw new Interrupted();
          }
          ids = next(ids, cache, draws);
        }
      }
      return responses.stream()
          .map(ids -> ids.stream().mapToInt(Integer::intValue).toArray())
          .toList();
    }

    private long[] next(long[] ids, KeyValueCache cache, TokenDraw[] draws) {
      int rows = prompts.size();
      float[] logits;
      try (Native.Scope scope = Native.scope()) {
        NDManager manager = decoder.weights().manager();
        NDArray input = manager.create(ids, new Shape(rows, ids.length / rows));
        logits = decoder.logits(decoder.next(input, cache)).toFloatArray();
      }
      int vocabulary = logits.length / rows;
      long[] chosen = new long[rows];
      for (int row = 0; row < rows; row++) {
        if (!finished[row]) {
          int token = draws[row].draw(logits, row * vocabulary, vocabulary);
          responses.get(row).add(token);
          chosen[row] = token;
          finished[row] =
              token == decoder.config().eos() || responses.get(row).size() == limits[row];
        }
      }
      return chosen;
    }

    private long[] padded() {
      long[] ids = new long[prompts.size() * longest];
      for (int row = 0; row < prompts.size(); row++) {
        int[] prompt = prompts.get(row);
        for (int i = 0; i < prompt.length; i++) {
          ids[row * longest + longest - prompt.length + i] = prompt[i];
        }
      }
      return ids;
    }

    private boolean allFinished() {
      for (boolean done : finished) {
        if (!done) {
          return false;
        }
      }
      return true;
    }
  }
}

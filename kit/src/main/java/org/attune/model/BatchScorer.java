package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;

/**
 * Reads many texts in batches, without gradients: texts of similar length, so that little is
 * padding, and two batches in parallel where that suits the model.
 *
 * @param decoder the model, possibly called from two threads
 * @param batch how many texts form a batch
 * @param sorted whether texts of similar length are batched, rather than consecutive ones
 */
public record BatchScorer(Decoder decoder, int batch, boolean sorted) {
  /** Uses the fastest settings. */
  public BatchScorer(Decoder decoder, int batch) {
    this(decoder, batch, true);
  }

  /** Returns a scorer that reads a {@link ReadBatch} of so many texts as it is. */
  public static BatchScorer together(Decoder decoder, int texts) {
    return new BatchScorer(decoder, Math.max(1, texts)).inOrder();
  }

  /** Returns this scorer with batches of consecutive texts. */
  public BatchScorer inOrder() {
    return new BatchScorer(decoder, batch, false);
  }

  /**
   * Returns one number per text, in the texts' order.
   *
   * @param numbers computes the number of each row // (batch)
   * @param watcher is called periodically with the number of scored texts, and may throw to stop
   */
  public float[] each(
      List<TokenizedExample> texts, Function<TokenBatch, NDArray> numbers, IntConsumer watcher) {
    return eachAt(
        texts,
        places -> numbers.apply(TokenBatch.of(places.stream().map(texts::get).toList())),
        watcher);
  }

  /** Returns one number per text, in the texts' order. */
  public float[] each(List<TokenizedExample> texts, Function<TokenBatch, NDArray> numbers) {
    return each(texts, numbers, done -> {});
  }

  /** Returns log π(y|x) of each text. */
  public float[] logProbs(List<TokenizedExample> texts) {
    return each(texts, rows -> TokenLogProbs.of(decoder, rows).sum());
  }

  /**
   * Returns one number per text, in the texts' order, computed from the texts' indices.
   *
   * @param numbers computes the numbers of the texts at given indices // (batch)
   * @param watcher is called periodically with the number of scored texts, and may throw to stop
   */
  public float[] eachAt(
      List<TokenizedExample> texts, Function<List<Integer>, NDArray> numbers, IntConsumer watcher) {
    List<Float> found = read(texts, places -> boxed(numbers.apply(places)), watcher);
    float[] all = new float[found.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = found.get(i);
    }
    return all;
  }

  private static List<Float> boxed(NDArray numbers) {
    List<Float> values = new ArrayList<>();
    for (float value : numbers.toFloatArray()) {
      values.add(value);
    }
    return values;
  }

  /**
   * Returns one result per text, in the texts' order.
   *
   * @param batch reads the texts at given indices, and returns one result for each
   * @param watcher is called periodically with the number of texts read, and may throw to stop
   */
  public <T> List<T> read(
      List<TokenizedExample> texts, Function<List<Integer>, List<T>> batch, IntConsumer watcher) {
    List<T> found = new ArrayList<>(Collections.nCopies(texts.size(), (T) null));
    int done = 0;
    for (List<List<Integer>> round : rounds(batches(texts))) {
      List<List<T>> values = sideBySide(round, batch);
      for (int i = 0; i < round.size(); i++) {
        for (int row = 0; row < round.get(i).size(); row++) {
          found.set(round.get(i).get(row), values.get(i).get(row));
        }
        done += round.get(i).size();
      }
      watcher.accept(done);
    }
    return found;
  }

  /** Returns the places of the texts of each batch. */
  private List<List<Integer>> batches(List<TokenizedExample> texts) {
    Integer[] order = IntStream.range(0, texts.size()).boxed().toArray(Integer[]::new);
    if (sorted) {
      int[] longest = longestOfPrompt(texts);
      Arrays.sort(
          order,
          Comparator.<Integer>comparingInt(i -> longest[i])
              .thenComparing(i -> IntBuffer.wrap(texts.get(i).prompt())));
    }
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(order.length, from + batch);
      batches.add(List.of(Arrays.copyOfRange(order, from, to)));
    }
    return batches;
  }

  /** Returns the batches with the native threads that {@link #read} gives to each. */
  public List<ReadBatch> plan(List<TokenizedExample> texts) {
    int threads = PyTorch.threads();
    Workers.Both<Integer> shares = Workers.shares(threads);
    List<ReadBatch> plan = new ArrayList<>();
    for (List<List<Integer>> round : rounds(batches(texts))) {
      if (round.size() == 1) {
        plan.add(new ReadBatch(round.get(0), threads));
      } else {
        plan.add(new ReadBatch(round.get(0), shares.first()));
        plan.add(new ReadBatch(round.get(1), shares.second()));
      }
    }
    return plan;
  }

  /** Returns the length of the longest text with the prompt of each, which is read once for all. */
  private static int[] longestOfPrompt(List<TokenizedExample> texts) {
    Map<IntBuffer, Integer> longest = new HashMap<>();
    texts.forEach(t -> longest.merge(IntBuffer.wrap(t.prompt()), t.length(), Math::max));
    return texts.stream().mapToInt(t -> longest.get(IntBuffer.wrap(t.prompt()))).toArray();
  }

  /** Groups the batches that run in parallel. */
  private List<List<List<Integer>>> rounds(List<List<Integer>> batches) {
    boolean two =
        Workers.isSplitSupported(
            decoder.config().parameters(), decoder.weights().device(), PyTorch.threads());
    List<List<List<Integer>>> rounds = new ArrayList<>();
    for (int from = 0; from < batches.size(); from += two ? 2 : 1) {
      rounds.add(batches.subList(from, Math.min(batches.size(), from + (two ? 2 : 1))));
    }
    return rounds;
  }

  private static <T> List<List<T>> sideBySide(
      List<List<Integer>> round, Function<List<Integer>, List<T>> batch) {
    List<Supplier<List<T>>> reads =
        round.stream()
            .map(places -> (Supplier<List<T>>) () -> PyTorch.scoped(() -> batch.apply(places)))
            .toList();
    if (reads.size() == 1) {
      return List.of(reads.get(0).get());
    }
    Workers.Both<List<T>> both = Workers.both(reads.get(0), reads.get(1));
    return List.of(both.first(), both.second());
  }
}

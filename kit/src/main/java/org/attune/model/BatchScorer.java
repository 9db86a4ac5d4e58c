package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;

/**
 * Reads many texts without gradients, some of them together: texts of like length, so that little
 * is padding, and two batches side by side where that suits the model.
 *
 * @param decoder reads, from two threads perhaps
 * @param batch how many texts are read together
 * @param sorted whether texts of like length are read together, or else those that follow each
 *     other
 * @param parallel whether two batches may be read side by side
 */
public record BatchScorer(Decoder decoder, int batch, boolean sorted, boolean parallel) {
  /** Reads in the fastest way. */
  public BatchScorer(Decoder decoder, int batch) {
    this(decoder, batch, true, true);
  }

  /** Returns the same with one batch after the other. */
  public BatchScorer sequential() {
    return new BatchScorer(decoder, batch, sorted, false);
  }

  /** Returns the same with batches of texts that follow each other. */
  public BatchScorer inOrder() {
    return new BatchScorer(decoder, batch, false, parallel);
  }

  /**
   * Returns a number of each text, in the texts' order.
   *
   * @param numbers computes the number of each row // (batch)
   * @param watcher is told now and then how many texts are scored, and may throw to stop
   */
  public float[] each(
      List<TokenizedExample> texts, Function<TokenBatch, NDArray> numbers, IntConsumer watcher) {
    return eachAt(
        texts,
        places -> numbers.apply(TokenBatch.of(places.stream().map(texts::get).toList())),
        watcher);
  }

  /** Returns a number of each text, in the texts' order. */
  public float[] each(List<TokenizedExample> texts, Function<TokenBatch, NDArray> numbers) {
    return each(texts, numbers, done -> {});
  }

  /** Returns log π(y|x) of each text. */
  public float[] logProbs(List<TokenizedExample> texts) {
    return each(texts, rows -> TokenScores.of(decoder, rows).sum());
  }

  /**
   * Returns a number of each text, in the texts' order, where it takes more than the text.
   *
   * @param numbers computes the numbers of the texts at some places // (batch)
   * @param watcher is told now and then how many texts are scored, and may throw to stop
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
   * Returns what is read of each text, in the texts' order.
   *
   * @param batch reads the texts at some places, and returns one thing each
   * @param watcher is told now and then how many texts are read, and may throw to stop
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

  private List<List<Integer>> batches(List<TokenizedExample> texts) {
    Integer[] order = IntStream.range(0, texts.size()).boxed().toArray(Integer[]::new);
    if (sorted) {
      Arrays.sort(order, Comparator.comparingInt(i -> texts.get(i).length()));
    }
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(order.length, from + batch);
      batches.add(List.of(Arrays.copyOfRange(order, from, to)));
    }
    return batches;
  }

  /** Puts together what is read side by side. */
  private List<List<List<Integer>>> rounds(List<List<Integer>> batches) {
    boolean two =
        parallel
            && Workers.isSplitSupported(
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

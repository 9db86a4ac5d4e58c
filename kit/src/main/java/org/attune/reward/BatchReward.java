package org.attune.reward;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.model.ReadBatch;

/**
 * A reward whose model reads rows of texts in batches, whose composition shows in the last digits
 * of its scores; a cluster reads whole batches, and so computes the same scores.
 *
 * <p>Rows are given as columns: the prompts and the responses, or, for a model that compares, the
 * prompts, the first and the second responses.
 */
public interface BatchReward {
  /** Reads rows with the model: in this process, or on a cluster. */
  @FunctionalInterface
  interface RowNumbers {
    /** Returns the model's number of each row, a score or a log-odds, in the rows' order. */
    List<Double> read(List<List<String>> columns);
  }

  /** Returns the batches in which this process reads rows. */
  List<ReadBatch> batches(List<List<String>> columns);

  /** Returns the numbers of the rows of one batch, in its order. */
  List<Double> batch(List<List<String>> columns);

  /** Returns the scores of responses, whose rows a reader reads. */
  default List<Double> scores(RowNumbers reader, List<String> prompts, List<String> responses) {
    return reader.read(List.of(prompts, responses));
  }

  /** Returns how much better each first response is than the second; a reader reads the rows. */
  default List<Double> margins(
      RowNumbers reader, List<String> prompts, List<String> first, List<String> second) {
    List<Double> ours = scores(reader, prompts, first);
    List<Double> theirs = scores(reader, prompts, second);
    return IntStream.range(0, prompts.size()).mapToObj(i -> ours.get(i) - theirs.get(i)).toList();
  }
}

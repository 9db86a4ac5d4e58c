package org.attune.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.attune.cluster.SharedState;
import org.attune.engine.WorkerDevice;
import org.attune.engine.Workers;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/**
 * Scores the rows of a partition, a few at a time, as they are asked for.
 *
 * @param state what the reward needs, such as a model
 * @param scorer the task that returns the reward
 * @param prompt the place of the column of prompts
 * @param response the place of the column of responses
 */
record LabelledPartition(Broadcast<SharedState> state, byte[] scorer, int prompt, int response)
    implements MapPartitionsFunction<Row, Row> {
  /** The number of rows that are scored together. */
  static final int BATCH = 256;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Reward reward =
        WorkerDevice.with(
            TaskDevice.of(TaskContext.get()), () -> (Reward) state.value().piece(scorer).run());
    Deque<Row> ready = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !ready.isEmpty() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (ready.isEmpty()) {
          ready.addAll(scored(reward, rows));
        }
        if (ready.isEmpty()) {
          throw new NoSuchElementException();
        }
        return ready.remove();
      }
    };
  }

  private List<Row> scored(Reward reward, Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>();
    List<String> prompts = new ArrayList<>();
    List<String> responses = new ArrayList<>();
    while (batch.size() < BATCH && rows.hasNext()) {
      Row row = rows.next();
      batch.add(row);
      prompts.add(text(row, prompt));
      responses.add(text(row, response));
    }
    // One native thread, as everywhere: their number decides the order of sums.
    List<Double> scores = Workers.withThreads(1, () -> reward.scores(prompts, responses));
    List<Row> labelled = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Object[] values = new Object[batch.get(i).size() + 1];
      for (int column = 0; column < values.length - 1; column++) {
        values[column] = batch.get(i).get(column);
      }
      values[values.length - 1] = scores.get(i);
      labelled.add(RowFactory.create(values));
    }
    return labelled;
  }

  private static String text(Row row, int column) {
    InvalidInputException.unless(
        !row.isNullAt(column), "A row has no %s: %s", row.schema().fieldNames()[column], row);
    return row.getString(column);
  }
}

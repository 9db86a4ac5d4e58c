package org.attune.spark;

import java.io.Serializable;
import java.util.Collections;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.attune.engine.Workers;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Has a new session run empty pieces while the caller still loads its data and models: Spark loads
 * the classes of a job, and workers in other processes fetch the kit's jars and load the engine.
 */
final class WarmUp {
  private WarmUp() {}

  /**
   * Runs an empty piece on each processor; what fails, fails again and is told in the first job.
   */
  static void run(JavaSparkContext spark) {
    try {
      int pieces = Math.max(1, spark.defaultParallelism());
      SparkJob.run(
          spark, Collections.nCopies(pieces, new byte[0]), new Empty(), (piece, nothing) -> {});
    } catch (Exception | Error failed) { // Scala throws what it does not declare.
      return;
    }
  }

  /** An empty piece. */
  private static final class Empty extends AbstractFunction2<TaskContext, Iterator<byte[]>, byte[]>
      implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] apply(TaskContext context, Iterator<byte[]> pieces) {
      // This process loads the engine itself, and its number of native threads is not touched.
      boolean own = SparkEnv.get().executorId().equals("driver");
      return own ? pieces.next() : Workers.withThreads(1, pieces::next);
    }
  }
}

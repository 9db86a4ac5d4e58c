package org.attune.spark;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.attune.cluster.SharedState;
import org.attune.engine.WorkerDevice;
import org.attune.engine.Workers;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Pieces of work as one job of Spark, which passes on each result as soon as it arrives. */
final class SparkJob {
  private SparkJob() {}

  static void run(
      JavaSparkContext spark,
      List<byte[]> pieces,
      SharedState shared,
      BiConsumer<Integer, byte[]> arrived) {
    Broadcast<SharedState> state = spark.broadcast(shared);
    try {
      run(spark, pieces, new Compute(state), arrived);
    } finally {
      state.destroy(false);
    }
  }

  /** Runs a function on each piece. */
  static void run(
      JavaSparkContext spark,
      List<byte[]> pieces,
      Function2<TaskContext, Iterator<byte[]>, byte[]> function,
      BiConsumer<Integer, byte[]> arrived) {
    JavaRDD<byte[]> rdd = spark.parallelize(pieces, pieces.size());
    List<Object> partitions = IntStream.range(0, pieces.size()).mapToObj(i -> (Object) i).toList();
    spark
        .sc()
        .runJob(
            rdd.rdd(),
            function,
            CollectionConverters.asScala(partitions).toSeq(),
            new Handler(arrived),
            ClassTag$.MODULE$.apply(byte[].class));
  }

  /** Computes a piece on a worker. */
  private static final class Compute
      extends AbstractFunction2<TaskContext, Iterator<byte[]>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1;

    private final Broadcast<SharedState> state;

    Compute(Broadcast<SharedState> state) {
      this.state = state;
    }

    @Override
    public byte[] apply(TaskContext context, Iterator<byte[]> pieces) {
      return WorkerDevice.with(TaskDevice.of(context), () -> result(pieces.next()));
    }

    private byte[] result(byte[] bytes) {
      SharedState shared = state.value();
      // One native thread, if the piece takes no others: their number decides the order of sums.
      return shared.result(
          Workers.withThreads(1, () -> PieceOutcome.of(() -> shared.piece(bytes).run())));
    }
  }

  /** Passes on a result in the driver. */
  private static final class Handler extends AbstractFunction2<Object, byte[], BoxedUnit> {
    private final BiConsumer<Integer, byte[]> arrived;

    Handler(BiConsumer<Integer, byte[]> arrived) {
      this.arrived = arrived;
    }

    @Override
    public BoxedUnit apply(Object partition, byte[] result) {
      arrived.accept((Integer) partition, result);
      return BoxedUnit.UNIT;
    }
  }
}

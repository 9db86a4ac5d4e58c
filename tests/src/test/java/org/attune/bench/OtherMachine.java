package org.attune.bench;

import ai.djl.Device;
import java.util.EnumSet;
import java.util.List;
import org.attune.engine.Precision;
import org.attune.engine.Workers;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;

/** Trains and measures in a process that stands in for another machine, and prints numbers. */
final class OtherMachine {
  private static final BenchShape SHAPE = BenchShape.small(64, 16, 32, 2);
  private static final int STEPS = 3;

  private OtherMachine() {}

  /** Prints what the machine has, what a training comes to in both precisions, and a bench. */
  public static void main(String[] args) {
    Device device = Device.cpu();
    System.out.println("units " + Precision.hasFastBfloat16(device));
    System.out.println("processors " + Runtime.getRuntime().availableProcessors());
    System.out.println("float32 " + loss());
    System.setProperty("attune.precision", "bfloat16");
    System.out.println("bfloat16 " + loss());
    System.clearProperty("attune.precision");
    EnumSet<BenchTarget> all = EnumSet.complementOf(EnumSet.of(BenchTarget.MEMORY));
    Bench bench = new Bench(all, List.of(2), true, 1, device);
    bench.leftOut().forEach(System.out::println);
    BenchResults results = Workers.withThreads(1, () -> bench.run(List.of(SHAPE)));
    results
        .rows()
        .forEach(
            row -> System.out.println("ran " + row.event().what() + " " + row.event().precision()));
  }

  /** Returns the loss of a short training's last step. */
  static double loss() {
    TrainingConfig plan =
        TrainingConfig.small().steps(STEPS).batchSize(2).microBatch(2).learningRate(1e-2).seed(3);
    var rows =
        new SyntheticText(SHAPE.config().vocabulary(), 1).wholes(SHAPE.batch(), SHAPE.time());
    var training =
        new PolicyTraining(
            SHAPE.model(5, Device.cpu()), SyntheticText.LAYOUT, new Sft().config(plan));
    var steps =
        training
            .run(rows, rows.stream().map(row -> 0.0).toList(), RunOptions.defaults())
            .history()
            .steps();
    return steps.get(steps.size() - 1).loss();
  }
}

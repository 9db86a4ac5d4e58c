package org.attune.bench;

import ai.djl.Device;
import org.attune.engine.Workers;
import org.attune.util.ResidentMemory;

/**
 * A training in its own process, which prints its memory before there is a model and at its peak.
 */
final class MemoryProbe {
  /** The prefix of the bytes of a process without a model. */
  static final String BEFORE = "before ";

  /** The prefix of the bytes at the peak. */
  static final String PEAK = "peak ";

  private static final int STEPS = 4;

  private MemoryProbe() {}

  /** Trains the named shape for a few steps. */
  public static void main(String[] args) {
    Device device = Device.cpu();
    Workers.withThreads(Integer.parseInt(args[1]), () -> train(BenchShape.of(args[0]), device));
  }

  private static Measurement train(BenchShape shape, Device device) {
    // The engine, its libraries and the script compiler are loaded before measuring.
    BenchShape small = BenchShape.small(64, 16, 32, 2);
    new StepBenchmarks(small, small.model(1, device)).sft().laps().run(STEPS);
    System.out.println(BEFORE + ResidentMemory.now().orElse(0));
    Measurement lap = new StepBenchmarks(shape, shape.model(1, device)).sft().laps().run(STEPS);
    System.out.println(PEAK + ResidentMemory.peak().orElse(0));
    return lap;
  }
}

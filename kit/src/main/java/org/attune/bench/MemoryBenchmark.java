package org.attune.bench;

import ai.djl.Device;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.train.loop.MemoryEstimate;
import org.attune.util.InvalidInputException;
import org.attune.util.ResidentMemory;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares the estimated memory of a training step with the measured peak of its process.
 *
 * <p>Each shape trains in its own process, whose heap is fixed and touched beforehand: freed native
 * memory is kept, so a process that has done other work gives no valid measurement.
 */
public final class MemoryBenchmark {
  private static final double MEGA = 1e6;
  private static final long SMALL_HEAP = 256;

  /** The heap holds several copies of the weights while models are made and copied. */
  private static final int HEAP_BYTES_A_WEIGHT = 24;

  private static final List<String> NUMBERS =
      List.of(
          "weights",
          "gradients",
          "moments",
          "casts",
          "blocks",
          "probabilities",
          "sum",
          "measured",
          "ratio");

  private MemoryBenchmark() {}

  /** Returns one row per shape, in megabytes; an interrupt ends it with what is finished. */
  public static Table table(List<BenchShape> shapes, int threads) {
    InvalidInputException.unless(
        ResidentMemory.now().isPresent(),
        "This system does not report how much memory a process holds; leave memory out of --what.");
    MatmulPrecision products = Precision.forTraining(Device.cpu());
    Table table = Table.create("memory", StringColumn.create("shape"));
    for (String name : NUMBERS) {
      table.addColumns(DoubleColumn.create(name));
    }
    for (BenchShape shape : shapes) {
      if (Thread.interrupted() || !append(table, shape, products, threads)) {
        Thread.currentThread().interrupt(); // Restored for the caller.
        return table;
      }
    }
    return table;
  }

  private static boolean append(
      Table table, BenchShape shape, MatmulPrecision products, int threads) {
    MemoryEstimate held = shape.memory(products, Device.cpu(), threads);
    try {
      double measured = measure(shape, threads);
      table.stringColumn(0).append(shape.name());
      double[] megabytes = {
        held.weights(),
        held.gradients(),
        held.moments(),
        held.casts(),
        held.blocks(),
        held.probabilities(),
        held.sum(),
        measured
      };
      for (int i = 0; i < megabytes.length; i++) {
        table.doubleColumn(i + 1).append(megabytes[i] / MEGA);
      }
      table.doubleColumn("ratio").append(measured / held.sum());
      return true;
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  /** Returns the peak minus the bytes that the process held without a model. */
  private static double measure(BenchShape shape, int threads) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command(shape, threads)).redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        int code = process.waitFor();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (code != 0) {
          throw new IllegalStateException("The training of " + shape.name() + " ended: " + said);
        }
        return number(said, MemoryProbe.PEAK) - number(said, MemoryProbe.BEFORE);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A second Java process cannot be started.", e);
    }
  }

  private static double number(String said, String label) {
    return said.lines()
        .filter(line -> line.startsWith(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(label.length())))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> command(BenchShape shape, int threads) {
    long heap = SMALL_HEAP + shape.config().parameters() * HEAP_BYTES_A_WEIGHT / 1_000_000;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + heap + "m", "-Xmx" + heap + "m", "-XX:+AlwaysPreTouch"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath()));
    command.addAll(List.of(MemoryProbe.class.getName(), shape.name(), String.valueOf(threads)));
    return command;
  }

  /**
   * Returns the class path; a build tool's own class loader, which may run the command line, takes
   * precedence.
   */
  private static String classPath() {
    if (MemoryBenchmark.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(url -> new File(url.getPath()).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }
}

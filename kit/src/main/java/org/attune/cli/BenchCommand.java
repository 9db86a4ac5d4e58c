package org.attune.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.Provenance;
import org.attune.bench.Bench;
import org.attune.bench.BenchCharts;
import org.attune.bench.BenchComparison;
import org.attune.bench.BenchResults;
import org.attune.bench.BenchShape;
import org.attune.bench.BenchTarget;
import org.attune.bench.GrowthCurve;
import org.attune.bench.MachineInfo;
import org.attune.bench.MemoryBenchmark;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** Measures how fast this machine trains, scores and generates. */
@Command(
    name = "bench",
    description = "Measures how fast this machine trains, scores and generates.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune bench",
      "  attune bench --what train,peak --sizes 135M --rounds 3",
      "  attune bench --reference --what train,growth --threads 1",
      "  attune bench --against results/bench.csv",
      "",
      "Models have random weights. Candidates alternate in every round. FLOP/s count",
      "products with weights, 6 per weight and token in training, and attention over all",
      "positions. '%% peak' is the median as a share of the best matrix product in the same",
      "precision.",
      "'peak MB' is the highest memory of the process, JVM included; it never falls, as freed",
      "memory is kept."
    })
final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--what",
      paramLabel = "LIST",
      description =
          "What to measure: train, score, reward, generate, peak (default: these five), products"
              + " (the matrix products of a step, by library), memory, growth (steps of increasing"
              + " length, batch, vocabulary and size, up to 135M).")
  private String what = "train,score,reward,generate,peak";

  @Option(
      names = "--sizes",
      paramLabel = "LIST",
      description = "Model sizes: 0.9M, 4M, 19M or 135M (default: 0.9M,4M,19M).")
  private String sizes = "0.9M,4M,19M";

  @Option(
      names = "--batches",
      paramLabel = "LIST",
      description = "Numbers of prompts to answer at once (default: 1,16,128).")
  private String batches = "1,16,128";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of timed rounds (default: 5).")
  private int rounds = 5;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Native threads (default: what the engine chooses).")
  private Integer threads;

  @Option(names = "--reference", description = "Also time the reference decoder.")
  private boolean reference;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "The bench.csv of an earlier bench of this machine: also print the ratios of speeds, with"
              + " their spread.")
  private Path against;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, gpu or gpu1 (default: ATTUNE_DEVICE, or a GPU if there is one).")
  private String device;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Set<BenchTarget> wanted = BenchTarget.list(what);
    List<BenchShape> shapes = BenchShape.list(sizes);
    InvalidInputException.unless(rounds > 0, "--rounds must be > 0, got %d; try 5.", rounds);
    InvalidInputException.unless(
        threads == null || threads > 0, "--threads must be > 0, got %s; try 1.", threads);
    List<Integer> together = Arrays.stream(batches.split(",", -1)).map(this::batch).toList();
    Device place = device == null ? PyTorch.device() : PyTorch.device(device);
    InvalidInputException.unless(
        !wanted.contains(BenchTarget.MEMORY) || !place.isGpu(),
        "--what memory measures CPUs only; add --device cpu.");
    Bench bench = new Bench(wanted, together, reference, rounds, place);
    int count = threads == null ? PyTorch.threads() : threads;
    try (RunFolder folder = common.folder()) {
      return Workers.withThreads(count, () -> run(bench, shapes, count, folder));
    }
  }

  private int batch(String word) {
    InvalidInputException.unless(
        word.strip().matches("[1-9][0-9]{0,4}"),
        "--batches takes whole numbers > 0 between commas, got '%s'; try 1,16.",
        word);
    return Integer.parseInt(word.strip());
  }

  private int run(Bench bench, List<BenchShape> shapes, int count, RunFolder folder) {
    long start = System.nanoTime();
    Map<String, String> facts = MachineInfo.of(bench.device(), count);
    Optional<BenchComparison> earlier =
        Optional.ofNullable(against).map(file -> BenchComparison.read(file, facts));
    if (bench.what().contains(BenchTarget.MEMORY)) {
      writeMemory(MemoryBenchmark.table(shapes, count), facts, folder);
    }
    bench.leftOut().forEach(common::note);
    BenchResults results = bench.run(shapes);
    boolean complete = results.complete();
    if (!results.rows().isEmpty()) {
      write(results, facts, folder);
      earlier.ifPresent(comparison -> write(comparison.ratios(results), facts, folder));
    }
    if (bench.what().contains(BenchTarget.GROWTH) && complete) {
      complete = write(GrowthCurve.run(rounds, bench.device()), facts, folder);
    }
    finish(facts, Duration.ofNanos(System.nanoTime() - start), folder);
    if (!complete) {
      common.note("Stopped; the rows above are complete, the others were not measured.");
    }
    return complete ? 0 : 1;
  }

  private void writeMemory(Table memory, Map<String, String> facts, RunFolder folder) {
    common.print("Memory of a training step, and the peak of its process, in MB:");
    common.print(TextTable.text(memory));
    folder.csv("memory.csv", MachineInfo.behind(memory, facts));
  }

  private void write(BenchResults results, Map<String, String> facts, RunFolder folder) {
    common.print(TextTable.text(results.summary()));
    if (!results.ratios().isEmpty()) {
      common.print("\nThe fast decoder against the readable one, forward and backward passes:");
      common.print(TextTable.text(results.ratios()));
      folder.csv("ratios.csv", MachineInfo.behind(results.ratios(), facts));
    }
    folder.csv("bench.csv", MachineInfo.behind(results.table(), facts));
    BenchCharts.of(results).forEach((name, chart) -> folder.chart(name + ".png", chart));
  }

  private void write(Table ratios, Map<String, String> facts, RunFolder folder) {
    if (ratios.isEmpty()) {
      common.note("None of this was measured in " + against + ", so there are no ratios.");
      return;
    }
    common.print("\nAgainst " + against + ", above 1 where this bench is faster:");
    common.print(TextTable.text(ratios));
    folder.csv("against.csv", MachineInfo.behind(ratios, facts));
  }

  private void finish(Map<String, String> facts, Duration time, RunFolder folder) {
    String minutes = Durations.text(time);
    folder.provenance(new Provenance(facts).and("rounds", "" + rounds).and("took", minutes));
    common.print("Took " + minutes + ". " + folder.summary());
  }

  /** Writes what was measured of the curves, and returns whether they are complete. */
  private boolean write(GrowthCurve curves, Map<String, String> facts, RunFolder folder) {
    if (curves.exponents().isEmpty()) {
      return curves.complete();
    }
    common.print("\nHow the time of a training step grows:");
    common.print(TextTable.text(curves.exponents()));
    folder.csv("growth.csv", MachineInfo.behind(curves.table(), facts));
    folder.csv("exponents.csv", MachineInfo.behind(curves.exponents(), facts));
    folder.chart("growth.png", curves.chart());
    return curves.complete();
  }
}

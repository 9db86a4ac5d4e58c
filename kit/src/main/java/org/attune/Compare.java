package org.attune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.attune.cluster.Cluster;
import org.attune.engine.Workers;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;
import org.attune.util.InvalidInputException;

/**
 * A comparison of several methods, trained from the same start on the same labels.
 *
 * <pre>{@code
 * var comparison = Compare.of(sft(), fa(), rwr(), ca()).run(labels, policy);
 * comparison.evaluate(test, meanReward(Golden.reward()), klTo(policy))
 * }</pre>
 *
 * <p>Trainings run in parallel, each with one native thread, so the results do not depend on the
 * number of parallel runs. A reward that a sampling method uses is called from several threads at
 * once.
 *
 * @param methods in the order of the table
 * @param seeds seeds for the order of the data; each method is trained once with each
 * @param sideBySide the number of trainings that run at a time
 * @param cluster where they run, or nothing for this process
 */
public record Compare(
    List<Method> methods, List<Long> seeds, int sideBySide, Optional<Cluster> cluster) {
  /** Checks that there is something to compare and that no two methods share a name. */
  public Compare {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    InvalidInputException.unless(!methods.isEmpty(), "Specify at least one method to compare.");
    InvalidInputException.unless(!seeds.isEmpty(), "Specify at least one seed.");
    InvalidInputException.unless(
        sideBySide > 0, "The number of parallel trainings must be at least 1, got %d.", sideBySide);
    long names = methods.stream().map(Method::name).distinct().count();
    InvalidInputException.unless(
        names == methods.size(),
        "Two of the methods share a name: %s.",
        methods.stream().map(Method::name).toList());
  }

  /** Compares methods with several seeds, with one training per processor at a time. */
  public Compare(List<Method> methods, List<Long> seeds) {
    this(methods, seeds, Workers.processors(), Optional.empty());
  }

  /** Compares methods, each with the seed of its own configuration. */
  public static Compare of(Method... methods) {
    return new Compare(List.of(methods), List.of(1L));
  }

  /** Returns this comparison repeated with several seeds. */
  public Compare seeds(long... seeds) {
    return new Compare(methods, LongStream.of(seeds).boxed().toList(), sideBySide, cluster);
  }

  /** Returns this comparison with this many trainings at a time; the results stay the same. */
  public Compare sideBySide(int trainings) {
    return new Compare(methods, seeds, trainings, Optional.empty());
  }

  /**
   * Returns this comparison with its trainings on a cluster; the results stay the same. The labels
   * and the start are sent there once, and trained policies come back.
   */
  public Compare on(Cluster other) {
    return new Compare(methods, seeds, sideBySide, Optional.of(other));
  }

  /** Trains all methods with all seeds. */
  public ComparisonResult run(RewardLabel labels, Policy start) {
    return run(labels, start, RunOptions.defaults());
  }

  /**
   * Trains all methods with all seeds; checkpoints go to one folder per method and seed. With a
   * custom callback the runs are sequential.
   *
   * <p>When interrupted, it returns the seeds that all methods have finished or, if there are none,
   * the partial results of the first seed.
   */
  public ComparisonResult run(RewardLabel labels, Policy start, RunOptions runOptions) {
    AlignmentResult[] done = new AlignmentResult[seeds.size() * methods.size()];
    if (cluster.isPresent()) {
      there(cluster.get(), labels, start, runOptions, done);
    } else {
      here(labels, start, runOptions, done);
    }
    return comparison(start, Arrays.asList(done));
  }

  private void here(
      RewardLabel labels, Policy start, RunOptions runOptions, AlignmentResult[] done) {
    boolean watched = runOptions.callback() != TrainingCallback.SILENT;
    List<ParallelRuns.Job<Done>> jobs = new ArrayList<>();
    int lanes = ParallelRuns.most(start, watched ? 1 : sideBySide);
    for (int run : lanes == 1 ? inTurn() : longestFirst(labels.size())) {
      jobs.add(job(run, labels, start, runOptions));
    }
    new ParallelRuns<Done>("compare", 1, run -> run.alignment().finished())
        .run(0, jobs, lanes, run -> done[run.place()] = run.alignment());
  }

  private int[] inTurn() {
    return IntStream.range(0, seeds.size() * methods.size()).toArray();
  }

  /**
   * Returns the runs in the order in which they begin: those of a seed that learn from the most
   * responses first, since a long run that begins last leaves the other processors idle.
   *
   * @param examples the number of labelled responses
   */
  int[] longestFirst(int examples) {
    int count = methods.size();
    return IntStream.of(inTurn())
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer run) -> run / count)
                .thenComparing(run -> -responses(methods.get(run % count), examples)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long responses(Method method, int examples) {
    TrainingConfig config = method.config();
    return (long) config.stepsFor(examples) * config.batchSize();
  }

  private void there(
      Cluster place,
      RewardLabel labels,
      Policy start,
      RunOptions runOptions,
      AlignmentResult[] done) {
    List<AlignTask> pieces = new ArrayList<>();
    for (int run = 0; run < done.length; run++) {
      pieces.add(AlignTask.of(labels, method(run), start, options(run, runOptions)));
    }
    place.run(
        "compare",
        pieces,
        (run, trained) -> {
          done[run] = trained.alignment();
          options(run, runOptions)
              .checkpoints()
              .ifPresent(folder -> trained.checkpoints().orElseThrow().writeTo(folder));
        });
  }

  /** A finished training and its index. */
  private record Done(int place, AlignmentResult alignment) {}

  /** All methods of one seed come before those of the next. */
  private ParallelRuns.Job<Done> job(
      int run, RewardLabel labels, Policy start, RunOptions runOptions) {
    Method method = method(run);
    RunOptions own = options(run, runOptions);
    long seed = method.config().seed();
    String name = seeds.size() == 1 ? method.name() : method.name() + " (seed " + seed + ")";
    return new ParallelRuns.Job<>(
        name,
        method,
        bar -> new Done(run, labels.align(method, start, own.defaultListener(() -> bar))));
  }

  /** Returns the method of a run with its seed. */
  private Method method(int run) {
    Method method = methods.get(run % methods.size());
    return method.config(method.config().seed(seeds.get(run / methods.size())));
  }

  private RunOptions options(int run, RunOptions runOptions) {
    Method method = method(run);
    return runOptions.subfolder(method.name() + "-" + method.config().seed());
  }

  private ComparisonResult comparison(Policy start, List<AlignmentResult> done) {
    List<List<AlignmentResult>> rows = new ArrayList<>();
    for (int from = 0; from < done.size(); from += methods.size()) {
      rows.add(
          done.subList(from, from + methods.size()).stream().filter(Objects::nonNull).toList());
    }
    List<List<AlignmentResult>> whole = rows.stream().filter(this::whole).toList();
    if (whole.size() == seeds.size()) {
      return new ComparisonResult(start, whole, Optional.empty(), cluster);
    }
    List<AlignmentResult> part =
        rows.stream()
            .filter(row -> !row.isEmpty())
            .findFirst()
            .orElseThrow(SamplingInterruptedException::new);
    long finished = rows.stream().flatMap(List::stream).filter(AlignmentResult::finished).count();
    String why = "interrupted with " + finished + " of " + done.size() + " trained";
    return new ComparisonResult(
        start, whole.isEmpty() ? List.of(part) : whole, Optional.of(why), cluster);
  }

  private boolean whole(List<AlignmentResult> row) {
    return row.size() == methods.size() && row.stream().allMatch(AlignmentResult::finished);
  }
}

package org.attune.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.AlignmentResult;
import org.attune.Policy;
import org.attune.engine.Workers;
import org.attune.train.loop.RunOptions;
import org.attune.util.AtomicFile;
import org.attune.view.ProgressBar;

/**
 * Runs with the policies on their way, kept in the bench's folder beside the plain trainings: a run
 * is found again under a name that follows from all that decides it.
 */
final class RunStore {
  private static final String DONE = "seconds.txt";

  private final ClaimContext bench;

  RunStore(ClaimContext bench) {
    this.bench = bench;
  }

  /**
   * A run to do, unless it is done.
   *
   * @param name a short name for people
   * @param what all that decides the outcome
   * @param snapshots steps between the policies that are kept
   * @param work trains as told, and may write other files into the folder
   */
  record Job(String name, String what, int snapshots, Work work) {}

  /** How a job trains. */
  interface Work {
    AlignmentResult train(RunOptions runOptions, Path folder);
  }

  /**
   * A run that is done.
   *
   * @param folder where it is kept
   * @param kept the number of policies on its way, the last one included
   * @param seconds what it took, sampling included
   */
  record Run(String name, Path folder, int kept, double seconds) {
    /** Returns the policy at its end. */
    Policy last() {
      return policy(kept - 1);
    }

    /** Returns one policy on its way. */
    Policy policy(int place) {
      return Policy.load(folder.resolve(String.valueOf(place))).named(name + " " + (place + 1));
    }
  }

  /** Does what is not done yet, side by side, and returns all runs in order. */
  List<Run> runs(List<Job> jobs) {
    List<Supplier<Boolean>> open = new ArrayList<>();
    for (Job job : jobs) {
      if (!Files.exists(place(job).resolve(DONE))) {
        open.add(() -> work(job));
      }
    }
    sideBySide("train", open);
    return jobs.stream().map(this::found).toList();
  }

  /** Does jobs that each tell whether they came to their end. */
  static void sideBySide(String title, List<Supplier<Boolean>> jobs) {
    List<Boolean> done = new ArrayList<>();
    try (ProgressBar bar = new ProgressBar(title, jobs.size())) {
      boolean finished =
          jobs.isEmpty()
              || Workers.run(
                  jobs,
                  Workers.processors(),
                  whole -> {
                    done.add(whole);
                    bar.update(done.size());
                  });
      if (!finished || done.contains(false)) {
        throw new ClaimContext.Stopped();
      }
    }
  }

  /** Does the jobs of several arms together and returns each arm's runs, one a seed. */
  List<List<Run>> arms(List<Function<Long, Job>> arms) {
    List<Long> seeds = bench.scale().seeds();
    List<Run> all = runs(arms.stream().flatMap(arm -> seeds.stream().map(arm)).toList());
    return IntStream.range(0, arms.size())
        .mapToObj(arm -> all.subList(arm * seeds.size(), (arm + 1) * seeds.size()))
        .toList();
  }

  private Path place(Job job) {
    return bench.place(job.name(), job.what());
  }

  private boolean work(Job job) {
    Path place = place(job);
    RunOptions runOptions = RunOptions.defaults().callback(step -> {});
    AlignmentResult run =
        job.work()
            .train(job.snapshots() > 0 ? runOptions.snapshots(job.snapshots()) : runOptions, place);
    if (!run.finished()) {
      return false;
    }
    List<Policy> kept = run.snapshots().isEmpty() ? List.of(run.policy()) : run.snapshots();
    for (int i = 0; i < kept.size(); i++) {
      Path folder = place.resolve(String.valueOf(i));
      // An earlier try may have come this far; the same seed gave the same policy.
      if (!Files.isDirectory(folder)) {
        kept.get(i).save(folder);
      }
    }
    writeSeconds(place, run.seconds());
    return true;
  }

  private Run found(Job job) {
    Path place = place(job);
    int kept = 0;
    while (Files.isDirectory(place.resolve(String.valueOf(kept)))) {
      kept++;
    }
    return new Run(job.name(), place, kept, readSeconds(place));
  }

  static void writeSeconds(Path folder, double seconds) {
    AtomicFile.replace(
        folder.resolve(DONE),
        String.valueOf(seconds).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Returns the seconds of a run, which are no number where they were not measured. */
  static double readSeconds(Path folder) {
    try {
      Path file = folder.resolve(DONE);
      return Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

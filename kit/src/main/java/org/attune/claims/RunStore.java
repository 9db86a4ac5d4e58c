package org.attune.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.engine.Workers;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.ProgressBar;

/** Runs with their snapshots, stored under names derived from everything that decides them. */
final class RunStore {
  /** The file that a finished training writes last. */
  static final String DONE = "seconds.txt";

  private final ResultStore results;
  private final List<Long> seeds;

  RunStore(ResultStore results, List<Long> seeds) {
    this.results = results;
    this.seeds = seeds;
  }

  /**
   * A run to execute unless it is stored.
   *
   * @param name a short readable name
   * @param what everything that decides the outcome
   * @param snapshots steps between snapshots
   * @param work the training, which may write other files into the folder
   */
  record Job(String name, String what, int snapshots, RunTask.Work work) {}

  /**
   * A finished run.
   *
   * @param folder its folder
   * @param kept the number of snapshots, including the final policy
   * @param seconds its duration in seconds, including sampling
   */
  record Run(String name, Path folder, int kept, double seconds) {
    /** Returns the final policy. */
    Policy last() {
      return policy(kept - 1);
    }

    /** Returns one snapshot. */
    Policy policy(int place) {
      return Policy.load(folder.resolve(String.valueOf(place))).named(name + " " + (place + 1));
    }
  }

  /** Executes missing runs in parallel and returns all runs in order. */
  List<Run> runs(List<Job> jobs) {
    List<Job> open =
        jobs.stream()
            .filter(job -> !Files.exists(place(job).resolve(DONE)))
            .collect(
                Collectors.toMap(this::place, job -> job, (job, same) -> job, LinkedHashMap::new))
            .values()
            .stream()
            .toList();
    results.run(
        "train",
        open.stream().map(job -> new RunTask(job.work(), job.snapshots())).toList(),
        (run, ran) -> keep(open.get(run), ran));
    return jobs.stream().map(this::found).toList();
  }

  /** Runs jobs in parallel, each of which returns whether it is complete. */
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
        throw new ClaimInterruptedException();
      }
    }
  }

  /** Runs the jobs of several arms together and returns each arm's runs, one per seed. */
  List<List<Run>> arms(List<Function<Long, Job>> arms) {
    List<Run> all = runs(arms.stream().flatMap(arm -> seeds.stream().map(arm)).toList());
    return IntStream.range(0, arms.size())
        .mapToObj(arm -> all.subList(arm * seeds.size(), (arm + 1) * seeds.size()))
        .toList();
  }

  private Path place(Job job) {
    return results.place(job.name(), job.what());
  }

  private void keep(Job job, RunTask.Ran ran) {
    Path place = place(job);
    ran.files().writeTo(place);
    for (int i = 0; i < ran.kept().size(); i++) {
      Path folder = place.resolve(String.valueOf(i));
      // An earlier attempt may have written it; the same seed gives the same policy.
      if (!Files.isDirectory(folder)) {
        ran.kept().get(i).save(folder);
      }
    }
    writeSeconds(place, ran.seconds());
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

  /** Returns the seconds of a run, or NaN if they were not measured. */
  static double readSeconds(Path folder) {
    Path file = folder.resolve(DONE);
    try {
      return Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : Double.NaN;
    } catch (CharacterCodingException | NumberFormatException e) {
      throw new InvalidInputException(
          file + ": damaged (no number of seconds); delete its folder to train again.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read.", e);
    }
  }
}

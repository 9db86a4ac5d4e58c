package org.attune.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.Tiny;
import org.attune.model.PromptTemplate;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;
import org.attune.train.offline.PolicyTraining;

/** A long training in a process of its own, which prints how much memory the process has. */
final class LongRun {
  static final int WARM = 200;
  static final int LAST = 500;
  static final Path STATUS = Path.of("/proc/self/status");

  private LongRun() {}

  /** Trains and prints the resident memory in KiB after {@value #WARM} and {@value #LAST} steps. */
  public static void main(String[] args) {
    TrainingCallback listener =
        step -> {
          if (step.step() == WARM || step.step() == LAST) {
            System.gc();
            System.out.println("resident " + resident());
          }
        };
    new PolicyTraining(Tiny.fresh(82), PromptTemplate.PLAIN, Toys.sft(LAST))
        .run(Toys.noise(24, 9), RunOptions.defaults().callback(listener));
  }

  private static long resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

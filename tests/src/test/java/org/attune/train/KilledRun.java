package org.attune.train;

import java.nio.file.Path;
import org.attune.Tiny;
import org.attune.model.PromptTemplate;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;
import org.attune.train.offline.PolicyTraining;

/** A training in a process of its own, which keeps checkpoints and prints its weights' hash. */
final class KilledRun {
  private static final int STEPS = 60;
  private static final int EVERY = 3;

  private KilledRun() {}

  /** Trains with checkpoints in a folder, each step made longer by some milliseconds. */
  public static void main(String[] args) {
    long pause = Long.parseLong(args[1]);
    TrainingCallback listener =
        step -> {
          if (pause > 0) {
            await(pause);
          }
        };
    RunOptions runOptions =
        RunOptions.defaults().callback(listener).checkpoints(Path.of(args[0]), EVERY);
    PolicyTraining.Result result =
        new PolicyTraining(Tiny.fresh(81), PromptTemplate.PLAIN, Toys.sft(STEPS))
            .run(Toys.noise(24, 8), runOptions);
    System.out.println("finished with " + result.model().hash());
  }

  private static void await(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

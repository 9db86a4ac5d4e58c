package org.attune.claims;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.engine.Workers;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.sample.GenerationConfig;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.util.ProcessorTime;
import org.attune.view.Numbers;

/**
 * The speed of this machine with a policy, with all processors at work.
 *
 * @param trained seconds to learn from a response
 * @param sampled seconds to sample a response
 */
public record ResponseSpeed(double trained, double sampled) {
  private static final int BATCH = 32;
  private static final int UPDATES = 6;

  /** What counts as time. */
  public enum Clock {
    /** Elapsed time, with whatever else the machine does. */
    WALL,
    /** Processor time divided by the processors: elapsed time on a machine that is idle. */
    PROCESSOR
  }

  /**
   * Measures both in about a second each, after a short run that is not counted.
   *
   * @param data pairs to learn from
   * @param maxTokens the longest answer
   * @throws ClaimInterruptedException if a stop was requested while it trained or measured
   * @throws SamplingInterruptedException if a stop was requested while it sampled a first answer
   */
  public static ResponseSpeed measure(Dataset data, Policy start, int maxTokens, Clock clock) {
    Method sft = Align.sft();
    TrainingConfig plan = sft.config().heldOut(0).batchSize(BATCH).microBatch(BATCH);
    RewardLabel rows = data.take(UPDATES * BATCH / 2).rewardLabel((p, r) -> 0);
    List<String> asked = data.take(UPDATES * BATCH / 2).prompts();
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(maxTokens);
    RunOptions quiet = RunOptions.defaults().callback(step -> {});
    whole(rows.align(sft.config(plan.steps(1)), start, quiet));
    double trained =
        seconds(clock, () -> whole(rows.align(sft.config(plan.steps(UPDATES)), start, quiet)));
    start.answers(asked.subList(0, 1), decoding);
    double sampled = seconds(clock, () -> start.answers(asked, decoding));
    return new ResponseSpeed(trained / (UPDATES * BATCH), sampled / asked.size());
  }

  /** A stop during the measurement stops what it is made for, too. */
  private static AlignmentResult whole(AlignmentResult run) {
    if (!run.finished()) {
      throw new ClaimInterruptedException();
    }
    return run;
  }

  /**
   * Returns the seconds of a job per processor, when each of them has one.
   *
   * @throws ClaimInterruptedException if a stop was requested meanwhile
   */
  static double seconds(Clock clock, Supplier<Object> job) {
    int processors = Workers.processors();
    double used = ProcessorTime.seconds();
    long start = System.nanoTime();
    if (Workers.all(Collections.nCopies(processors, job)).isEmpty()) {
      throw new ClaimInterruptedException();
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    double processor = (ProcessorTime.seconds() - used) / processors;
    boolean told = clock == Clock.PROCESSOR && !Double.isNaN(processor);
    return (told ? processor : elapsed) / processors;
  }

  @Override
  public String toString() {
    return "%s ms to learn from a response, %s ms to sample one"
        .formatted(Numbers.fixed(1000 * trained, 2), Numbers.fixed(1000 * sampled, 2));
  }
}

package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.reward.Reward;
import org.attune.train.online.RolloutLog;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for recording the responses of an online run, or replaying those of another. */
final class RolloutLogOptions {
  /** Placeholder for the judge of a replay, whose responses were judged when recorded. */
  static final Reward REPLAYED = new Replayed();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Online methods: write every rollout to this file, one per line.")
  private Path record;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Online methods: take the rollouts from this file instead of sampling; nothing is "
              + "scored, but a critic still starts from the reward.")
  private Path replay;

  @Option(
      names = "--shuffle",
      paramLabel = "N",
      description =
          "Shuffle the prompts within each window of N rollouts of a replay (default: 1).")
  private Integer shuffle;

  private record Replayed() implements Reward {
    @Override
    public double score(String prompt, String response) {
      throw new IllegalStateException("A replay scores nothing.");
    }

    @Override
    public String toString() {
      return "as recorded";
    }
  }

  /** Returns whether responses come from a file. */
  boolean replays() {
    return replay != null;
  }

  /** Returns the log to write or replay; a replay is shuffled as requested. */
  RolloutLog recording(long seed) {
    InvalidInputException.unless(
        record == null || replay == null,
        "Give --record or --replay, not both: a replay would record what is already recorded.");
    InvalidInputException.unless(
        shuffle == null || replay != null,
        "--shuffle reorders the rollouts of a --replay; give the recording to replay.");
    if (replay == null) {
      return record == null ? RolloutLog.none() : RolloutLog.to(record);
    }
    InvalidInputException.unless(
        Files.isRegularFile(replay), "%s: there is no such recording.", replay);
    return RolloutLog.from(replay).shuffled(shuffle == null ? 1 : shuffle, seed);
  }
}

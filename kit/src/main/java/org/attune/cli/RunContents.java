package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.util.InvalidInputException;

/** What the folder of a run holds, where a model is wanted. */
final class RunContents {
  private RunContents() {}

  /** Rejects a run that holds no policy and says what it holds instead. */
  static void requirePolicy(Path folder) {
    requireFinished(folder, ModelOption.POLICY);
    InvalidInputException.unless(
        !isOther(folder, RewardOption.FOLDER, ModelOption.POLICY),
        "%s holds a reward and no policy; give a --model that 'attune train' wrote, or this folder"
            + " as --reward.",
        folder);
  }

  /** Rejects a run that holds no reward model and says what it holds instead. */
  static void requireReward(Path folder) {
    requireFinished(folder, RewardOption.FOLDER);
    InvalidInputException.unless(
        !isOther(folder, ModelOption.POLICY, RewardOption.FOLDER),
        "%s holds a policy and no reward; give a --reward that 'attune reward' wrote, golden or"
            + " length.",
        folder);
  }

  private static void requireFinished(Path folder, String wanted) {
    InvalidInputException.unless(
        isModel(folder)
            || Files.isDirectory(folder.resolve(wanted))
            || !Files.isDirectory(folder.resolve(RunFolder.CHECKPOINTS)),
        "%s holds a run that stopped before its end; repeat its command with --resume %s first.",
        folder,
        folder);
  }

  private static boolean isOther(Path folder, String other, String wanted) {
    return !isModel(folder)
        && Files.isDirectory(folder.resolve(other))
        && !Files.isDirectory(folder.resolve(wanted));
  }

  private static boolean isModel(Path folder) {
    return Files.exists(folder.resolve("config.json"));
  }
}

package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.util.InvalidInputException;

/** What the folder of a run holds, where a model is wanted. */
final class RunContents {
  private RunContents() {}

  /** Rejects a run that holds no policy and says what it holds instead. */
  static void requirePolicy(Path folder) {
    require(
        folder,
        ModelOption.POLICY,
        RewardOption.FOLDER,
        "a reward and no policy; give a --model that 'attune train' wrote, or this folder as"
            + " --reward");
  }

  /** Rejects a run that holds no reward model and says what it holds instead. */
  static void requireReward(Path folder) {
    require(
        folder,
        RewardOption.FOLDER,
        ModelOption.POLICY,
        "a policy and no reward; give a --reward that 'attune reward' wrote, golden or length");
  }

  private static void require(Path folder, String wanted, String other, String otherwise) {
    if (isModel(folder) || Files.isDirectory(folder.resolve(wanted))) {
      return;
    }
    InvalidInputException.unless(
        !Files.isDirectory(folder.resolve(RunFolder.CHECKPOINTS)),
        "%s holds a run that stopped before its end; repeat its command with --resume %s first.",
        folder,
        folder);
    InvalidInputException.unless(
        !Files.isDirectory(folder.resolve(other)), "%s holds %s.", folder, otherwise);
  }

  private static boolean isModel(Path folder) {
    return Files.exists(folder.resolve("config.json"));
  }
}

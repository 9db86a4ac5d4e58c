package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.data.Demonstration;
import org.attune.data.RowType;
import org.attune.method.TrainingConfig;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PairwiseTraining;
import org.attune.util.InvalidInputException;

/** Finds the reward that a command requests, and trains one on the data's pairs if needed. */
final class RewardChoice {
  /** What a command was doing when it was stopped before there was a reward. */
  static final String TRAINING = "while training the reward model";

  private final RewardOption option;
  private final CommonOptions common;

  RewardChoice(RewardOption option, CommonOptions common) {
    this.option = option;
    this.common = common;
  }

  /** A reward, and whether it is finished: a stopped training is not. */
  record Judge(Reward reward, boolean finished) {}

  /**
   * Returns the reward; a trained one is saved in the run's folder, and one saved there is reused.
   */
  Judge find(Dataset data, boolean bundled, Policy start, RunFolder folder, RunOptions runOptions) {
    Optional<Reward> named = option.find(bundled);
    if (named.isPresent()) {
      return new Judge(named.get(), true);
    }
    if (option.accuracy()) {
      return new Judge(RewardOption.accuracy(data), true);
    }
    InvalidInputException.unless(
        data.kind() == RowType.PAIRS || data.kind() == RowType.RANKINGS,
        "A reward model cannot be trained on %s; load pairs or rankings, or specify a --reward.",
        data.kind().plural());
    var place = folder.path().resolve(RewardOption.FOLDER);
    if (Files.isDirectory(place)) {
      return new Judge(RewardOption.load(place), true);
    }
    TrainingConfig plan = RewardModel.config().seed(common.seed());
    RunOptions below = runOptions.subfolder("reward");
    if (option.pairwise()) {
      PairwiseTraining.Result result = RewardModel.pairwise(start, data, plan, below);
      return verdict(result.network(), result.finished(), folder, result.network()::save);
    }
    RewardModel model = RewardModel.train(start, data, new RankingLoss(), plan, below);
    return verdict(model, model.finished(), folder, model::save);
  }

  private Judge verdict(Reward reward, boolean finished, RunFolder folder, Consumer<Path> saving) {
    if (finished) {
      folder.model(RewardOption.FOLDER, saving);
      common.note(reward + " is the reward.");
    }
    return new Judge(reward, finished);
  }

  /** Rejects a preference model for rows without responses to compare. */
  static Reward comparing(Reward reward, Dataset rows) {
    List<String> asked = rows.demonstrations().stream().map(Demonstration::prompt).toList();
    InvalidInputException.unless(
        !reward.comparesOnly() || Set.copyOf(asked).size() < asked.size(),
        "A pairwise preference model compares responses to one prompt, and the data has only one"
            + " per prompt; load pairs or rankings, or use a reward that scores.");
    return reward;
  }
}

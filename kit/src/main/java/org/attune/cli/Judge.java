package org.attune.cli;

import java.nio.file.Files;
import java.util.Optional;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.data.BadInput;
import org.attune.data.Kind;
import org.attune.method.Plan;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.train.Keeping;

/** Finds the reward that a command asks for, and trains one on the data's pairs where it must. */
final class Judge {
  private final RewardOption option;
  private final Common common;

  Judge(RewardOption option, Common common) {
    this.option = option;
    this.common = common;
  }

  /** What judges, and whether it is whole: a training that was stopped is not. */
  record Verdict(Reward reward, boolean finished) {}

  /**
   * Returns the reward; one that was trained is kept in the run's folder, and one that is kept
   * there already is used again.
   */
  Verdict find(Dataset data, boolean embedded, Policy start, RunFolder folder, Keeping keeping) {
    Optional<Reward> named = option.find(embedded);
    if (named.isPresent()) {
      return new Verdict(named.get(), true);
    }
    BadInput.unless(
        data.kind() == Kind.PAIRS || data.kind() == Kind.RANKINGS,
        "A reward model cannot be trained on %s; load pairs or rankings, or name a --reward.",
        data.kind().plural());
    var place = folder.path().resolve(RewardOption.FOLDER);
    if (Files.isDirectory(place)) {
      return new Verdict(RewardModel.load(place), true);
    }
    Plan plan = RewardModel.plan().seed(common.seed());
    RewardModel model =
        RewardModel.train(start, data, new RankingLoss(), plan, keeping.below("reward"));
    if (model.finished()) {
      model.save(place);
      folder.holds(RewardOption.FOLDER);
      common.note(model + " is the reward.");
    }
    return new Verdict(model, model.finished());
  }
}

package org.attune.cli;

import java.util.List;
import java.util.Optional;
import org.attune.Dataset;
import org.attune.RewardLabel;
import org.attune.data.RowType;
import org.attune.method.Grouping;
import org.attune.method.Kto;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.util.InvalidInputException;

/** Labels that need no judge: none at all, or the human labels in the data. */
final class Unjudged {
  private final RewardOption reward;
  private final CommonOptions common;

  Unjudged(RewardOption reward, CommonOptions common) {
    this.reward = reward;
    this.common = common;
  }

  /** Returns whether no reward was named and none of the methods uses one. */
  boolean isEnough(List<? extends Method> methods) {
    return !reward.isNamed() && methods.stream().noneMatch(Method::usesRewards);
  }

  /** Returns labels without a judge if the method or the data needs none and none was named. */
  Optional<RewardLabel> labels(Method method, Dataset rows, DataOptions data) {
    if (reward.provided()) {
      return Optional.of(rows.humanLabels());
    }
    if (reward.isNamed()) {
      if (method instanceof OfflineMethod && !method.usesRewards()) {
        common.note(method.name() + " uses no reward; --reward only fills labels.csv.");
      }
      return Optional.empty();
    }
    return method.match(offline -> labels(offline, rows, data), iterative -> Optional.empty());
  }

  private Optional<RewardLabel> labels(OfflineMethod method, Dataset rows, DataOptions data) {
    boolean compares = rows.kind() == RowType.PAIRS || rows.kind() == RowType.RANKINGS;
    if (!method.usesRewards()) {
      if (compares) {
        common.note(
            method.name()
                + " imitates every response, including those that people liked less; --method"
                + " preferred-ft imitates only the best ones.");
      }
      return Optional.of(rows.withoutReward());
    }
    return preferred(method, rows, data.bundled(), compares);
  }

  private Optional<RewardLabel> preferred(
      OfflineMethod method, Dataset rows, boolean bundled, boolean compares) {
    // A loss that needs an order, or good and bad, finds both in the human labels.
    boolean prefers = method.grouping() != Grouping.SINGLES || method instanceof Kto;
    InvalidInputException.unless(
        compares || !prefers,
        "%s needs pairs or rankings, and the data holds %s, of one response each; load rows with"
            + " prompt, chosen and rejected, or imitate these by --method sft.",
        method.name(),
        rows.kind().counted(rows.size()));
    if (bundled || !compares || !prefers) {
      if (!bundled && rows.kind() == RowType.RANKINGS) {
        common.note(
            "A reward model learns only the order of the data's scores; --reward provided uses the"
                + " scores themselves.");
      }
      return Optional.empty();
    }
    RewardLabel said = rows.humanLabels();
    common.note(
        method.name()
            + " learns from the human labels in the data; --reward uses a judge instead.");
    return Optional.of(said);
  }
}

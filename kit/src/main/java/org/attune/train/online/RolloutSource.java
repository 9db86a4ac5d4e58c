package org.attune.train.online;

import java.util.List;
import org.attune.model.LanguageModel;

/** Where the responses of an online run come from: from the policy, or from a recording. */
interface RolloutSource {
  /** Returns the responses of a round, counted from 0; those to one prompt stand together. */
  List<Rollout> rollout(int round, LanguageModel policy);

  /** Returns how many seconds of the last round went into its judgement. */
  default double judged() {
    return 0;
  }

  /** Returns the number of rounds for which there are responses. */
  int rounds();
}

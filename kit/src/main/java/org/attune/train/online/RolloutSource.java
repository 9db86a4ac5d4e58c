package org.attune.train.online;

import java.util.List;
import org.attune.model.LanguageModel;

/** The source of the responses of an online run: the policy, or a recording. */
interface RolloutSource {
  /** Returns the responses of a round, counted from 0; those to one prompt are consecutive. */
  List<Rollout> rollout(int round, LanguageModel policy);

  /** Returns the seconds of the last round that scoring took. */
  default double judged() {
    return 0;
  }

  /** Returns the number of groups with equal scores that the last round replaced. */
  default int replaced() {
    return 0;
  }

  /** Returns the number of rounds for which there are responses. */
  int rounds();
}

package org.attune;

import java.util.Arrays;
import org.attune.train.loop.History;
import org.attune.train.loop.Phase;
import org.attune.view.Costs;

/** Reads the costs of a run's steps from its history. */
final class Timings {
  private Timings() {}

  /** Returns the seconds of sampling, labelling, reference, training and checkpoints. */
  static Costs on(String name, History history) {
    double inside =
        Arrays.stream(Phase.values())
            .filter(Phase::within)
            .mapToDouble(stage -> stage.seconds(history))
            .sum();
    return Costs.of(name)
        .and(Costs.SAMPLING, Phase.SAMPLING.seconds(history))
        .and(Costs.LABELLING, Phase.LABELLING.seconds(history))
        .and(Costs.REFERENCE, Phase.REFERENCE.seconds(history))
        .and(Costs.TRAINING, history.seconds() - inside)
        .and(Costs.CHECKPOINTS, Phase.CHECKPOINTS.seconds(history));
  }
}

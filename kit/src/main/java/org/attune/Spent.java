package org.attune;

import java.util.Arrays;
import org.attune.train.History;
import org.attune.train.Stage;
import org.attune.view.Costs;

/** Reads from a history what its steps cost. */
final class Spent {
  private Spent() {}

  /** Returns the seconds of sampling, labelling, reference, training and checkpoints. */
  static Costs on(String name, History history) {
    double inside =
        Arrays.stream(Stage.values())
            .filter(Stage::within)
            .mapToDouble(stage -> stage.seconds(history))
            .sum();
    return Costs.of(name)
        .and(Costs.SAMPLING, Stage.SAMPLING.seconds(history))
        .and(Costs.LABELLING, Stage.LABELLING.seconds(history))
        .and(Costs.REFERENCE, Stage.REFERENCE.seconds(history))
        .and(Costs.TRAINING, history.seconds() - inside)
        .and(Costs.CHECKPOINTS, Stage.CHECKPOINTS.seconds(history));
  }
}

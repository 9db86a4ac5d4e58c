package org.attune.cli;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.attune.Policy;
import org.attune.train.loop.RunOptions;

/**
 * One run of a curve.
 *
 * @param group the curve it belongs to
 * @param name its label within the group, for display
 * @param seed the training seed; runs of the same seed are compared with each other
 * @param what everything that determines its policies
 * @param every steps between snapshots
 * @param work the run itself
 */
record CurveJob(String group, String name, long seed, String what, int every, Work work) {
  /** Returns the policies of a run in order, or nothing when it was interrupted. */
  interface Work extends Serializable {
    Optional<List<Policy>> policies(RunOptions runOptions);
  }
}

package org.attune.cluster;

import java.io.Serializable;

/**
 * An independent piece of work. It must be a record or serializable; models, policies and rewards
 * among its parts are sent once per process.
 *
 * @param <T> the type of the result, a value that can be sent back
 */
@FunctionalInterface
public interface ClusterTask<T> extends Serializable {
  /**
   * Computes the result; called once, in a thread with one native thread, of which a piece whose
   * work would have more here takes more.
   */
  T run();
}

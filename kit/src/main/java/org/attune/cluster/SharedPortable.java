package org.attune.cluster;

import java.util.Optional;

/**
 * A large portable object, such as a model or a data set, which is sent once to each process and
 * kept there under its key. Where a result holds it, it comes back as its key alone.
 */
public interface SharedPortable extends Portable {
  /**
   * Returns a text that differs whenever the objects would, or nothing if it is to be the hash of
   * the object's parts.
   */
  default Optional<String> key() {
    return Optional.empty();
  }
}

package org.attune.cluster;

/**
 * A large portable object, such as a model, which is sent once to each process and kept there under
 * its key.
 */
public interface SharedPortable extends Portable {
  /** Returns a text that differs whenever the objects would. */
  String key();
}

package org.attune.cluster;

/**
 * An object that is sent to another process in parts, because it holds native memory or other
 * things that cannot be sent.
 */
public interface Portable {
  /** Returns the parts, from which {@link Parts#whole} makes an equal object. */
  Parts parts();

  /** The parts of an object: a record of values that can be sent. */
  @FunctionalInterface
  interface Parts {
    /** Returns the object, in the process that received the parts. */
    Object whole();
  }
}

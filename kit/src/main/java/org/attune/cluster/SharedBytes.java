package org.attune.cluster;

import java.io.Serializable;

/** The bytes of a shared object, which a process fetches when it has no object of that key yet. */
@FunctionalInterface
public interface SharedBytes extends Serializable {
  /** Returns the bytes. */
  byte[] bytes();
}

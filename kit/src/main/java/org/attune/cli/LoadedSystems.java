package org.attune.cli;

import java.util.List;
import org.attune.Policy;

/**
 * Policies among judged systems, loaded for a report that shows an answer's tokens under two of
 * them.
 */
record LoadedSystems(List<Policy> policies) implements AutoCloseable {
  /** As many as a token is compared under. */
  static final int SHOWN = 2;

  @Override
  public void close() {
    policies.forEach(Policy::close);
  }
}

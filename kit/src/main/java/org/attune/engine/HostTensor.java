package org.attune.engine;

import org.attune.util.InvalidInputException;

/**
 * One tensor on Java's heap.
 *
 * @param shape its sizes
 * @param values its values in row-major order
 */
public record HostTensor(long[] shape, float[] values) {
  /** Rejects NaN and infinity; {@code where} names the file or folder. */
  public void requireFinite(String where, String name) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw InvalidInputException.of(
            "%s: the weights '%s' contain %s at position %d of %d; such a model can neither be"
                + " used nor saved; train again with a lower learning rate.",
            where, name, values[i], i + 1, values.length);
      }
    }
  }
}

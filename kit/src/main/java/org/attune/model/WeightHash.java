package org.attune.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.attune.engine.PyTorch;
import org.attune.util.Sha256;

/** Hashes the bits of weights; the result is the same on every machine. */
final class WeightHash {
  /** Number of weights hashed at a time. */
  private static final int HASHED = 1 << 14;

  private final MessageDigest digest;
  private final ByteBuffer some = ByteBuffer.allocate(HASHED * Float.BYTES);

  WeightHash() {
    digest = Sha256.digest();
  }

  /** Adds names and bits of weights. */
  WeightHash and(Weights weights) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      weights.forEach(
          (name, array) -> {
            and(name);
            update(weights.values(name));
          });
    }
    return this;
  }

  /** Adds a text. */
  WeightHash and(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Returns the hash of everything added. */
  String text() {
    return Sha256.brief(digest);
  }

  private void update(float[] values) {
    for (int from = 0; from < values.length; from += HASHED) {
      int length = Math.min(HASHED, values.length - from);
      some.clear().asFloatBuffer().put(values, from, length);
      digest.update(some.limit(length * Float.BYTES));
    }
  }
}

package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.attune.engine.PyTorch;
import org.attune.util.Sha256;

/** Hashes the bits of weights; the result is the same on every machine. */
final class WeightHash {
  /** Number of weights hashed at a time. */
  private static final int HASHED = 1 << 16;

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
            PyTorch.scoped(() -> update(weights.full(name).reshape(-1)));
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

  /** Adds values piece by piece, so that few of them are on the heap. */
  private NDArray update(NDArray values) {
    for (long from = 0; from < values.size(); from += HASHED) {
      long end = Math.min(values.size(), from + HASHED);
      try (NDArray part = values.get(new NDIndex().addSliceDim(from, end))) {
        float[] numbers = part.toFloatArray();
        some.clear().asFloatBuffer().put(numbers);
        digest.update(some.limit(numbers.length * Float.BYTES));
      }
    }
    return values;
  }
}

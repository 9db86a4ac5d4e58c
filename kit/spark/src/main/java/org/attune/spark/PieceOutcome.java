package org.attune.spark;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.attune.cluster.ClusterTask;

/**
 * What became of a piece: its result, or the exception that it threw, which is the same on every
 * worker, so that Spark need not try it again.
 *
 * @param result the result, if there is one
 * @param failure the exception, if there is one
 */
record PieceOutcome(Object result, RuntimeException failure) {
  /** Runs a piece. An error of the machine, such as lack of memory, is thrown. */
  static PieceOutcome of(ClusterTask<?> piece) {
    try {
      return new PieceOutcome(piece.run(), null);
    } catch (RuntimeException failure) {
      return new PieceOutcome(null, sendable(failure));
    }
  }

  private static RuntimeException sendable(RuntimeException failure) {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(failure);
      return failure;
    } catch (IOException unsendable) {
      RuntimeException told = new IllegalStateException(failure.toString());
      told.setStackTrace(failure.getStackTrace());
      return told;
    }
  }

  Object orThrow() {
    if (failure != null) {
      throw failure;
    }
    return result;
  }
}

package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.engine.PyTorch;

/**
 * The value of a loss at a point and its gradient there, computed as training computes them.
 *
 * @param value the loss
 * @param at the gradient with respect to each of the point's vectors
 */
public record Gradients(double value, List<double[]> at) {
  private static final double STEP = 1e-2;

  /** Computes a scalar loss of some vectors and its gradients. */
  public static Gradients of(Function<List<NDArray>, NDArray> loss, double[]... point) {
    try (NDManager manager = PyTorch.manager(Device.cpu())) {
      List<NDArray> leaves = new ArrayList<>();
      for (double[] vector : point) {
        NDArray leaf = manager.create(Close.narrow(vector));
        leaf.setRequiresGradient(true);
        leaves.add(leaf);
      }
      double value =
          PyTorch.backward(() -> loss.apply(leaves), scalar -> (double) scalar.getFloat());
      List<double[]> gradients = new ArrayList<>();
      for (NDArray leaf : leaves) {
        gradients.add(PyTorch.scoped(() -> Close.wide(leaf.getGradient().toFloatArray())));
      }
      return new Gradients(value, gradients);
    }
  }

  /**
   * Asserts that the gradients equal central differences of the loss with a step of 0.01, up to a
   * thousandth, or 1e-4 of what the loss itself is, which is what 32 bits leave of a difference.
   */
  public static void agreeWithDifferences(
      Function<List<NDArray>, NDArray> loss, double[]... point) {
    Gradients exact = of(loss, point);
    for (int vector = 0; vector < point.length; vector++) {
      for (int i = 0; i < point[vector].length; i++) {
        double slope = (moved(loss, point, vector, i, STEP) - moved(loss, point, vector, i, -STEP));
        slope /= 2 * STEP;
        double allowed = 1e-3 * Math.abs(slope) + 1e-4 * Math.max(1, Math.abs(exact.value()));
        assertEquals(slope, exact.at().get(vector)[i], allowed, "vector " + vector + "[" + i + "]");
      }
    }
  }

  private static double moved(
      Function<List<NDArray>, NDArray> loss, double[][] point, int vector, int i, double by) {
    double[][] other = point.clone();
    other[vector] = point[vector].clone();
    other[vector][i] += by;
    return of(loss, other).value();
  }
}

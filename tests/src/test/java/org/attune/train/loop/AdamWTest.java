package org.attune.train.loop;

import static org.attune.Close.close;
import static org.attune.Close.wide;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.Close;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.Weights;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AdamW")
final class AdamWTest {
  private static final double RATE = 0.01;
  private static final double DECAY = 0.1;
  private static final int STEPS = 8;

  /** The rule itself, in 64 bits: m, v, bias correction, decoupled decay, one number at a time. */
  private static final class Plain {
    private final double[] m;
    private final double[] v;
    private int steps;

    Plain(int size) {
      m = new double[size];
      v = new double[size];
    }

    void step(double[] p, double[] g, double rate, double decay) {
      steps++;
      for (int i = 0; i < p.length; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
        double first = m[i] / (1 - Math.pow(0.9, steps));
        double second = v[i] / (1 - Math.pow(0.99, steps));
        p[i] = p[i] * (1 - rate * decay) - rate * first / (Math.sqrt(second) + 1e-8);
      }
    }
  }

  private static Weights weights() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "matrix", new HostTensor(new long[] {2, 3}, new float[] {0.5f, -1, 2, 0.1f, -0.3f, 1.5f}));
    tensors.put("gain", new HostTensor(new long[] {3}, new float[] {1, 0.9f, -1.1f}));
    return Weights.of(tensors, Device.cpu()).requireGradients(true);
  }

  private static double[] numbers(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Arrays.stream(new double[size]).map(zero -> (float) random.nextGaussian()).toArray();
  }

  /** Gives the weights the gradient of Σ w c, which is c. */
  private static void setGradients(Weights weights, long step) {
    weights.gradients().make(); // A step has freed them.
    PyTorch.backward(
        () -> {
          NDManager manager = weights.manager();
          NDArray matrix = weights.get("matrix").reshape(6);
          NDArray gain = weights.get("gain");
          return matrix
              .mul(manager.create(Close.narrow(numbers(6, 2 * step))))
              .sum()
              .add(gain.mul(manager.create(Close.narrow(numbers(3, 2 * step + 1)))).sum());
        },
        NDArray::getFloat);
  }

  private static double norm(double[] a, double[] b) {
    return Math.sqrt(
        Arrays.stream(a).map(x -> x * x).sum() + Arrays.stream(b).map(x -> x * x).sum());
  }

  private static double[] values(Weights weights, String name) {
    return wide(weights.tensors().get(name).values());
  }

  @Test
  @DisplayName("takes the steps of its rule; matrices decay, vectors do not")
  void rule() {
    Weights weights = weights();
    AdamW optimiser = new AdamW(weights);
    double[] matrix = values(weights, "matrix");
    double[] gain = values(weights, "gain");
    Plain plainMatrix = new Plain(6);
    Plain plainGain = new Plain(3);
    for (int step = 0; step < STEPS; step++) {
      setGradients(weights, step);
      double[] g = numbers(6, 2L * step);
      double[] h = numbers(3, 2L * step + 1);
      double norm = optimiser.step(RATE / (step + 1), DECAY, 1e9);
      close(norm(g, h), norm, "norm before clipping");
      plainMatrix.step(matrix, g, RATE / (step + 1), DECAY);
      plainGain.step(gain, h, RATE / (step + 1), 0);
      close(matrix, values(weights, "matrix"), "matrix after step " + step);
      close(gain, values(weights, "gain"), "gain after step " + step);
    }
  }

  @Test
  @DisplayName("scales all gradients together when their common norm is above the limit")
  void clipping() {
    Weights weights = weights();
    AdamW optimiser = new AdamW(weights);
    double[] matrix = values(weights, "matrix");
    double[] gain = values(weights, "gain");
    Plain plainMatrix = new Plain(6);
    Plain plainGain = new Plain(3);
    int clipped = 0;
    for (int step = 0; step < STEPS; step++) {
      setGradients(weights, step);
      double[] g = numbers(6, 2L * step);
      double[] h = numbers(3, 2L * step + 1);
      double norm = norm(g, h);
      double limit = 2.5;
      clipped += norm > limit ? 1 : 0;
      double factor = Math.min(1, limit / (norm + 1e-6));
      close(norm, optimiser.step(RATE, 0, limit), "norm before clipping");
      plainMatrix.step(matrix, Arrays.stream(g).map(x -> x * factor).toArray(), RATE, 0);
      plainGain.step(gain, Arrays.stream(h).map(x -> x * factor).toArray(), RATE, 0);
      close(matrix, values(weights, "matrix"), "matrix after step " + step);
      close(gain, values(weights, "gain"), "gain after step " + step);
    }
    org.junit.jupiter.api.Assertions.assertTrue(0 < clipped && clipped < STEPS, "both cases");
  }

  @Test
  @DisplayName("clears the gradients, so that steps do not add up")
  void clears() {
    Weights weights = weights();
    AdamW optimiser = new AdamW(weights);
    setGradients(weights, 1);
    optimiser.step(RATE, 0, 1e9);
    assertEquals(0, optimiser.step(RATE, 0, 1e9));
  }

  @Test
  @DisplayName("goes on from its state as if it had never stopped, bit for bit")
  void state() {
    Weights whole = weights();
    AdamW straight = new AdamW(whole);
    for (int step = 0; step < 6; step++) {
      setGradients(whole, step);
      straight.step(RATE, DECAY, 1);
    }
    Weights parted = weights();
    AdamW first = new AdamW(parted);
    for (int step = 0; step < 3; step++) {
      setGradients(parted, step);
      first.step(RATE, DECAY, 1);
    }
    Weights again = weights();
    again.set(parted.tensors());
    AdamW second = new AdamW(again);
    second.restore(first.state());
    for (int step = 3; step < 6; step++) {
      setGradients(again, step);
      second.step(RATE, DECAY, 1);
    }
    for (String name : new String[] {"matrix", "gain"}) {
      assertArrayEquals(whole.tensors().get(name).values(), again.tensors().get(name).values());
    }
  }
}

package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import org.attune.engine.PyTorch;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;

/**
 * The feed-forward layers of the readable decoder. Of a mixture of experts every expert reads every
 * token, and what it computes is multiplied by zero where the router has not chosen it.
 *
 * @param linear the products of the decoder
 */
record ReadableFeedForward(Architecture architecture, Product linear) {
  /** The product of an input and the matrix of a name. */
  interface Product {
    /** Returns the product // (batch, time, out). */
    NDArray of(NDArray x, String name);
  }

  /**
   * Returns what the layer adds // (batch, time, width).
   *
   * @param at what the names of its weights begin with
   */
  NDArray of(NDArray x, String at) {
    return architecture.experts().isPresent()
        ? mixed(x, at, architecture.experts().get())
        : dense(x, at);
  }

  private NDArray dense(NDArray x, String at) {
    boolean gated = architecture.feedForward().gated();
    NDArray inner = activated(linear.of(x, at + (gated ? "gate_proj" : "up_proj")));
    if (gated) {
      inner = inner.mul(linear.of(x, at + "up_proj"));
    }
    return linear.of(inner, at + "down_proj");
  }

  private NDArray mixed(NDArray x, String at, Experts experts) {
    NDArray share = share(linear.of(x, at + "gate").softmax(-1), experts);
    NDArray sum = expert(0, x, at, share);
    for (int expert = 1; expert < experts.count(); expert++) {
      sum = sum.add(expert(expert, x, at, share));
    }
    return experts.shared() ? sum.add(shared(x, at)) : sum;
  }

  private NDArray expert(int expert, NDArray x, String at, NDArray share) {
    NDArray own = share.get(new NDIndex().addAllDim(2).addSliceDim(expert, expert + 1));
    return dense(x, at + "experts." + expert + ".").mul(own);
  }

  /** Keeps the largest probabilities and sets the others to zero // (batch, time, experts). */
  private static NDArray share(NDArray chances, Experts experts) {
    NDArray best = chances.stopGradient().topK(experts.used(), -1, true, true).get(0);
    int last = experts.used() - 1;
    NDArray least = best.get(new NDIndex().addAllDim(2).addSliceDim(last, last + 1));
    NDArray chosen = chances.mul(chances.gte(least).toType(DataType.FLOAT32, false));
    return experts.renormalised() ? chosen.div(chosen.sum(new int[] {-1}, true)) : chosen;
  }

  private NDArray shared(NDArray x, String at) {
    return dense(x, at).mul(Activation.sigmoid(linear.of(x, at + "shared_expert_gate")));
  }

  private NDArray activated(NDArray x) {
    return switch (architecture.activation()) {
      case SILU -> x.mul(Activation.sigmoid(x));
      case GELU -> Activation.gelu(x);
      case RELU -> Activation.relu(x);
      case RELU_SQUARED -> Activation.relu(x).square();
      case GELU_TANH -> {
        NDArray cube = x.mul(x).mul(x).mul(PyTorch.constant(x.getManager(), 0.044715));
        NDArray inner = x.add(cube).mul(PyTorch.constant(x.getManager(), Math.sqrt(2 / Math.PI)));
        yield x.mul(inner.tanh().add(1f)).mul(PyTorch.constant(x.getManager(), 0.5));
      }
    };
  }
}

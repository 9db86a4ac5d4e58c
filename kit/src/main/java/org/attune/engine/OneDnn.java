package org.attune.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Detects which matrix products oneDNN supports on this processor when it is called by name.
 *
 * <p>Builds of PyTorch without oneDNN do not know its operations, and on processors without AVX-512
 * oneDNN rejects products in bfloat16. No list of brands or flags covers all of these cases, so
 * every call that the fast decoder makes is tried once, on matrices of 16 × 16, and the result is
 * checked. A rejection is a valid result, not an error.
 */
public final class OneDnn {
  private static final int SIDE = 16;

  /** Ones times ones is 16; the script adds 16 × swish(16), and 16 twice. */
  private static final float EXPECTED = SIDE * SIDE + 2 * SIDE;

  private static final float TOLERANCE = 0.01f * EXPECTED;

  private OneDnn() {}

  /** Runs the probe on first use. */
  private static final class Holder {
    static final Set<MatmulPrecision> COMPUTED = computed();

    private static Set<MatmulPrecision> computed() {
      Set<MatmulPrecision> computed = EnumSet.noneOf(MatmulPrecision.class);
      try (NDManager manager = PyTorch.manager(Device.cpu())) {
        TorchScript script = TorchScript.load(manager, OneDnn.class, "onednn-probe.torchscript");
        for (MatmulPrecision products : MatmulPrecision.values()) {
          if (isRight(script, manager, products)) {
            computed.add(products);
          }
        }
      } catch (RuntimeException noOneDnn) {
        // The script does not compile if this build of PyTorch lacks the operations.
        return computed;
      }
      return computed;
    }
  }

  /** Returns whether products in a precision are supported, whatever their speed. */
  public static boolean computes(MatmulPrecision products) {
    return Holder.COMPUTED.contains(products);
  }

  private static boolean isRight(TorchScript script, NDManager manager, MatmulPrecision products) {
    try {
      return PyTorch.scoped(() -> isRight(result(script, manager, products)));
    } catch (PyTorchException refused) {
      return false;
    }
  }

  private static NDArray result(TorchScript script, NDManager manager, MatmulPrecision products) {
    NDArray ones = manager.ones(new Shape(SIDE, SIDE)); // (16, 16)
    String method = products.name().toLowerCase(Locale.ROOT);
    return script.inference(method, new TorchScript.Inputs(ones)).singletonOrThrow();
  }

  private static boolean isRight(NDArray result) {
    for (float value : result.toFloatArray()) {
      if (!(Math.abs(value - EXPECTED) < TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}

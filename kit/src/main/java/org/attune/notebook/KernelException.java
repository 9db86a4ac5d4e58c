package org.attune.notebook;

/** Says what is wrong with a kernel: it does not start, does not answer, or does not make sense. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KernelException(String message) {
    super(message);
  }

  KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}

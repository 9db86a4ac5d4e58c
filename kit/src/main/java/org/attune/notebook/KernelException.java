package org.attune.notebook;

/** Thrown when a kernel does not start, does not respond, or sends an invalid message. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KernelException(String message) {
    super(message);
  }

  KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}

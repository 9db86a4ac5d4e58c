package org.attune.sample;

/** Thrown when sampling is interrupted between two tokens. */
public final class SamplingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes the exception. */
  public SamplingInterruptedException() {
    super("Stopped while generating; nothing was changed.");
  }
}

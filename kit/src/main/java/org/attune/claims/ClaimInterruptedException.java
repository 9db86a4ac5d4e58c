package org.attune.claims;

/** Thrown when a run of the ledger was stopped; finished results are kept. */
public final class ClaimInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;
}

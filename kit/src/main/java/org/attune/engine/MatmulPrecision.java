package org.attune.engine;

/** The precision of matrix products. */
public enum MatmulPrecision {
  /** 32 bits: exact, and fast everywhere. */
  FLOAT32(6),
  /** bfloat16, faster on hardware that has instructions for it. */
  BFLOAT16(15);

  private final int code;

  MatmulPrecision(int code) {
    this.code = code;
  }

  /** Returns PyTorch's number of the type. */
  public int code() {
    return code;
  }
}

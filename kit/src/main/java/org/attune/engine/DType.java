package org.attune.engine;

import java.util.Arrays;
import org.attune.util.InvalidInputException;

/** How the weights of a model are stored in its files, {@code dtype} in {@code config.json}. */
public enum DType {
  /** Four bytes, exact. */
  F32,
  /** Two bytes, 11 bits of precision, at most 65,504. */
  F16,
  /** Two bytes, 8 bits of precision, the range of F32. */
  BF16;

  /** Returns the number of bytes per value. */
  public int width() {
    return this == F32 ? 4 : 2;
  }

  /** Returns PyTorch's number of the type. */
  public int code() {
    return switch (this) {
      case F32 -> 6;
      case F16 -> 5;
      case BF16 -> 15;
    };
  }

  /** Returns the name in {@code config.json}. */
  public String dtype() {
    return switch (this) {
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
    };
  }

  /** Returns the type for a name in {@code config.json}. */
  public static DType of(String dtype) {
    return Arrays.stream(values())
        .filter(type -> type.dtype().equals(dtype))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Weights are saved as float32, float16 or bfloat16, not as '" + dtype + "'."));
  }
}

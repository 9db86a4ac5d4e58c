package org.attune.bench;

import java.util.Locale;
import org.attune.engine.MatmulPrecision;

/** The names of precisions in tables. */
final class PrecisionNames {
  /** 32 bits, in which everything but training takes place. */
  static final String FULL = name(MatmulPrecision.FLOAT32);

  private PrecisionNames() {}

  /** Returns {@code float32} or {@code bfloat16}. */
  static String name(MatmulPrecision products) {
    return products.name().toLowerCase(Locale.ROOT);
  }
}

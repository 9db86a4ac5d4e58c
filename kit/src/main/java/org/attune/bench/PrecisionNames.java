package org.attune.bench;

import java.util.Locale;
import org.attune.model.TorchScriptLlama.Products;

/** The names of precisions in tables. */
final class PrecisionNames {
  /** 32 bits, in which everything but training takes place. */
  static final String FULL = name(Products.FLOAT32);

  private PrecisionNames() {}

  /** Returns {@code float32} or {@code bfloat16}. */
  static String name(Products products) {
    return products.name().toLowerCase(Locale.ROOT);
  }
}

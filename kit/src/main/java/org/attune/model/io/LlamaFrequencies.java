package org.attune.model.io;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Recognises factors of rotary frequencies that follow from Llama 3's rule, of which a GGUF file
 * keeps the results only: frequencies that turn less than {@code low} times over the original
 * length are divided by one factor, those that turn more than {@code high} times by 1, and those
 * between by something between.
 */
final class LlamaFrequencies {
  /** All published Llamas have these. */
  private static final double LOW = 1;

  private static final double HIGH = 4;
  private static final double PRECISION = 1e-5;

  private LlamaFrequencies() {}

  /** Returns the rule that gives these factors, if there is one. */
  static Optional<JsonObject> of(List<Double> factors, double theta) {
    double factor = factors.stream().mapToDouble(each -> each).max().orElse(1);
    for (int original = 1024; factor > 1 && original <= 1 << 20; original *= 2) {
      if (follow(factors, theta, factor, original)) {
        JsonObject scaling = new JsonObject();
        scaling.addProperty("rope_type", "llama3");
        scaling.addProperty("factor", factor);
        scaling.addProperty("low_freq_factor", LOW);
        scaling.addProperty("high_freq_factor", HIGH);
        scaling.addProperty("original_max_position_embeddings", original);
        return Optional.of(scaling);
      }
    }
    return Optional.empty();
  }

  private static boolean follow(
      List<Double> factors, double theta, double factor, double original) {
    boolean mixes = false; // otherwise several lengths would do
    for (int pair = 0; pair < factors.size(); pair++) {
      double length = 2 * Math.PI * Math.pow(theta, (double) pair / factors.size());
      double turns = original / length;
      double share = Math.min(1, Math.max(0, (turns - LOW) / (HIGH - LOW)));
      double expected = 1 / ((1 - share) / factor + share);
      mixes |= share > 0 && share < 1;
      if (Math.abs(factors.get(pair) / expected - 1) > PRECISION) {
        return false;
      }
    }
    return mixes;
  }
}

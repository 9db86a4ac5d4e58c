package org.attune.model.io;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.model.family.GgufArchitecture;
import org.attune.model.family.GgufArchitecture.Feature;
import org.attune.model.family.RopeParameters;
import org.attune.util.InvalidInputException;

/**
 * Describes rotary positions to llama.cpp: their base, one factor of all frequencies or, for
 * architectures that read them, a factor for each, by which it divides the plain ones.
 */
final class GgufRope {
  private static final double PRECISION = 1e-9;

  private final GgufArchitecture architecture;
  private final GgufWriter out;

  GgufRope(GgufArchitecture architecture, GgufWriter out) {
    this.architecture = architecture;
    this.out = out;
  }

  /**
   * Adds entries and tensors.
   *
   * @param ropes the positions of all layers, or of those without and of those with a window
   */
  void describe(List<RopeParameters> ropes) {
    RopeParameters rope = based(ropes.get(0));
    key("dimension_count", rope.width());
    key("freq_base", (float) rope.theta());
    List<RopeParameters> local = ropes.subList(1, ropes.size());
    boolean yarn = architecture.has(Feature.YARN_WITHOUT_WINDOW);
    InvalidInputException.unless(
        local.isEmpty()
            || (local.stream().allMatch(GgufRope::plain) && (yarn || rope.amplitude() == 1)),
        "config.json: llama.cpp's %s scales rotary positions of layers without a sliding window"
            + " only, and by one factor, so this model cannot be exported to GGUF.",
        architecture.name());
    boolean each = architecture.has(Feature.FREQUENCY_FACTORS);
    if (!each && rope.yarn().isPresent() && (local.isEmpty() || yarn)) {
      yarn(rope.yarn().get(), rope.amplitude());
      return;
    }
    amplitude(rope.amplitude());
    if (architecture.has(Feature.LONG_FREQUENCY_FACTORS) && !plain(rope)) {
      lengths(rope);
    } else {
      factors(rope);
    }
  }

  /**
   * Returns the same frequencies with the base of which they are the plain ones, if there is any.
   */
  private static RopeParameters based(RopeParameters rope) {
    if (rope.width() < 4 || plain(rope)) {
      return rope;
    }
    double base = Math.pow(rope.frequencies().get(1), -rope.width() / 2.0);
    RopeParameters other =
        new RopeParameters(
            rope.width(), base, rope.frequencies(), rope.amplitude(), rope.context());
    return plain(other) ? other : rope;
  }

  private void amplitude(double amplitude) {
    if (Math.abs(amplitude - 1) >= PRECISION) {
      key("scaling.attn_factor", (float) amplitude);
    }
  }

  /** Leaves the frequencies to llama.cpp, which multiplies by yarn's usual amplitude. */
  private void yarn(RopeParameters.Yarn yarn, double amplitude) {
    key("scaling.type", "yarn");
    key("scaling.factor", (float) yarn.factor());
    key("scaling.original_context_length", yarn.original());
    key("scaling.yarn_beta_fast", (float) yarn.fast());
    key("scaling.yarn_beta_slow", (float) yarn.slow());
    amplitude(amplitude / (1 + 0.1 * Math.log(yarn.factor())));
  }

  private static boolean plain(RopeParameters rope) {
    return rope.amplitude() == 1
        && rope.longer().isEmpty()
        && rope.factors().stream().allMatch(factor -> Math.abs(factor - 1) < PRECISION);
  }

  /** Writes factors for texts of the original length and for longer ones. */
  private void lengths(RopeParameters rope) {
    key("scaling.original_context_length", rope.context());
    tensor("rope_factors_short.weight", rope.factors());
    tensor("rope_factors_long.weight", rope.longer().orElse(rope).factors());
  }

  private void factors(RopeParameters rope) {
    List<Double> factors = rope.factors();
    double first = factors.get(0);
    if (factors.stream().allMatch(factor -> Math.abs(factor / first - 1) < PRECISION)) {
      if (Math.abs(first - 1) >= PRECISION) {
        key("scaling.type", "linear");
        key("scaling.factor", (float) first);
      }
      return;
    }
    InvalidInputException.unless(
        architecture.has(Feature.FREQUENCY_FACTORS),
        "config.json: llama.cpp reads no factors of single rotary frequencies of %s, as this"
            + " scaling has them, so the model cannot be exported to GGUF. Save a Hugging Face"
            + " folder and convert it with llama.cpp's convert_hf_to_gguf.py.",
        architecture.name());
    tensor("rope_freqs.weight", factors);
  }

  private void tensor(String name, List<Double> factors) {
    float[] values = new float[factors.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = factors.get(i).floatValue());
    out.tensor(name, new long[] {values.length}, GgufType.F32, () -> values);
  }

  private void key(String name, Object value) {
    out.put(architecture.name() + ".rope." + name, value);
  }
}

package org.attune.model.family;

import java.util.List;
import java.util.Optional;

/**
 * The scaling methods of rotary positions, as transformers computes them: {@code linear} (Chen et
 * al. 2023, arXiv 2306.15595), {@code dynamic}, {@code yarn} (Peng et al. 2023, arXiv 2309.00071),
 * {@code llama3}, and {@code longrope} (Ding et al. 2024, arXiv 2402.13753) up to the length of the
 * original training.
 */
final class RopeScaling {
  private RopeScaling() {}

  /** Reads the type of scaling and its parameters; {@code config} is the whole file. */
  static RopeParameters read(
      ConfigKeys keys, ConfigKeys config, int width, double theta, int context) {
    String old = keys.text("type", "default"); // its name in the earliest files
    String type = keys.text("rope_type", old);
    List<Double> plain = RopeParameters.plain(width, theta);
    return switch (type) {
      case "default" -> new RopeParameters(width, theta, plain, 1, context);
      case "linear" -> new RopeParameters(width, theta, linear(keys, plain), 1, context);
      case "dynamic" -> {
        // It only affects texts longer than the context, which do not occur here.
        factor(keys, 0);
        yield new RopeParameters(width, theta, plain, 1, context);
      }
      case "llama3" ->
          new RopeParameters(width, theta, llama3(keys, config, plain, context), 1, context);
      case "yarn" -> yarn(keys, config, plain, theta, context);
      case "longrope", "su" -> longRope(keys, config, plain, theta, context);
      default -> throw unknown(keys);
    };
  }

  private static IllegalStateException unknown(ConfigKeys keys) {
    keys.refuseUnless(
        false,
        keys.has("rope_type") ? "rope_type" : "type",
        "known are default, linear, dynamic, llama3, yarn and longrope. The model cannot be"
            + " used.");
    return new IllegalStateException("A refusal throws.");
  }

  private static List<Double> linear(ConfigKeys keys, List<Double> plain) {
    double factor = factor(keys, 0);
    return plain.stream().map(frequency -> frequency / factor).toList();
  }

  private static double factor(ConfigKeys keys, double fallback) {
    double factor = keys.positive("factor", fallback);
    keys.unless(factor >= 1, "factor", "at least 1");
    return factor;
  }

  /** Reads the original length from the scaling object or, in Phi-3's files, from beside it. */
  private static int original(ConfigKeys keys, ConfigKeys config, int context) {
    String key = "original_max_position_embeddings";
    int inside = keys.whole(key, context);
    int original = config.whole(key, inside);
    config.unless(original > 1, key, "greater than 1");
    return original;
  }

  private static List<Double> llama3(
      ConfigKeys keys, ConfigKeys config, List<Double> plain, int context) {
    double factor = factor(keys, 0);
    double low = keys.positive("low_freq_factor", 0);
    double high = keys.positive("high_freq_factor", 0);
    keys.unless(high > low, "high_freq_factor", "greater than low_freq_factor");
    int original = original(keys, config, context);
    return plain.stream()
        .map(
            frequency -> {
              double length = 2 * Math.PI / frequency;
              if (length < original / high) {
                return frequency;
              }
              if (length > original / low) {
                return frequency / factor;
              }
              double smooth = (original / length - low) / (high - low);
              return (1 - smooth) * frequency / factor + smooth * frequency;
            })
        .toList();
  }

  private static RopeParameters yarn(
      ConfigKeys keys, ConfigKeys config, List<Double> plain, double theta, int context) {
    int original = original(keys, config, context);
    keys.refuseUnless(
        keys.has("factor") || original < context,
        keys.names("rope_type") ? "rope_type" : "type",
        "it needs a factor, or original_max_position_embeddings below the context.");
    double factor = factor(keys, (double) context / original);
    double fast = keys.positive("beta_fast", 32);
    double slow = keys.positive("beta_slow", 1);
    RopeParameters.Yarn yarn = new RopeParameters.Yarn(factor, original, fast, slow);
    boolean truncate = keys.flag("truncate", true);
    List<Double> mixed = mixed(plain, theta, yarn, truncate);
    double amplitude = keys.positive("attention_factor", amplitude(keys, factor));
    Optional<RopeParameters.Yarn> usual = Optional.of(yarn).filter(any -> truncate);
    int width = 2 * plain.size();
    return new RopeParameters(width, theta, mixed, amplitude, context, Optional.empty(), usual);
  }

  private static List<Double> mixed(
      List<Double> plain, double theta, RopeParameters.Yarn yarn, boolean truncate) {
    int width = 2 * plain.size();
    double low = pair(yarn.fast(), width, theta, yarn.original());
    double high = pair(yarn.slow(), width, theta, yarn.original());
    double from = Math.max(truncate ? Math.floor(low) : low, 0);
    double to = Math.min(truncate ? Math.ceil(high) : high, width - 1);
    double span = from == to ? 0.001 : to - from;
    return RopeParameters.each(
        width,
        pair -> {
          double stretched = Math.min(1, Math.max(0, (pair - from) / span));
          double frequency = plain.get(pair);
          return frequency / yarn.factor() * stretched + frequency * (1 - stretched);
        });
  }

  private static double amplitude(ConfigKeys keys, double factor) {
    double mscale = keys.number("mscale", 0);
    double all = keys.number("mscale_all_dim", 0);
    return mscale != 0 && all != 0 ? grown(factor, mscale) / grown(factor, all) : grown(factor, 1);
  }

  private static double grown(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  /** Returns which pair makes {@code turns} rotations over the original length. */
  private static double pair(double turns, int width, double theta, int original) {
    return width * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
  }

  private static RopeParameters longRope(
      ConfigKeys keys, ConfigKeys config, List<Double> plain, double theta, int context) {
    int original = original(keys, config, context);
    double factor = factor(keys, Math.max(1, (double) context / original));
    double grown = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
    double amplitude = keys.positive("attention_factor", grown);
    List<Double> slower = divided(keys, "short_factor", plain);
    int width = 2 * plain.size();
    boolean longer = keys.has("long_factor");
    if (context <= original || !longer) {
      return new RopeParameters(width, theta, slower, amplitude, context);
    }
    List<Double> slowest = divided(keys, "long_factor", plain);
    RopeParameters beyond = new RopeParameters(width, theta, slowest, amplitude, context);
    return new RopeParameters(
        width, theta, slower, amplitude, original, Optional.of(beyond), Optional.empty());
  }

  private static List<Double> divided(ConfigKeys keys, String key, List<Double> plain) {
    List<Double> factors = keys.numbers(key);
    keys.unless(
        factors.size() == plain.size() && factors.stream().allMatch(each -> each > 0),
        key,
        "a list of " + plain.size() + " numbers greater than 0");
    return RopeParameters.each(2 * plain.size(), pair -> plain.get(pair) / factors.get(pair));
  }
}

package org.attune.model.family;

import java.util.Optional;
import java.util.Set;

/** Reads the parameters of rotary positions from {@code config.json}, in either of its formats. */
final class RopeReader {
  private static final Set<String> NONE = Set.of();
  private static final String PART = "partial_rotary_factor";

  private RopeReader() {}

  /**
   * Reads the one set of parameters that all layers share, in either format: transformers 5 writes
   * them all in {@code rope_parameters}, version 4 in {@code rope_theta} and {@code rope_scaling}.
   */
  static RopeParameters read(ConfigKeys keys, int headWidth, int context, double theta) {
    return read(keys, new Names("rope_theta", PART), new Plain(headWidth, context, theta, 1));
  }

  /** Reads the same where a file that states no part leaves some of each head unrotated. */
  static RopeParameters partly(ConfigKeys keys, Family.Sizes sizes, double part) {
    return read(
        keys,
        new Names("rope_theta", PART),
        new Plain(sizes.headWidth(), sizes.context(), 10_000, part));
  }

  /**
   * The names of version 4's keys for the base and for the part of a head that is rotated, and what
   * the family itself reads inside the set.
   */
  record Names(String base, String part, Set<String> known) {
    Names(String base, String part) {
      this(base, part, NONE);
    }
  }

  /** Reads the one set of parameters of a family that itself reads some more of its keys. */
  static RopeParameters knowing(
      Set<String> known, ConfigKeys keys, Family.Sizes sizes, double theta) {
    return read(
        keys,
        new Names("rope_theta", "partial_rotary_factor", known),
        new Plain(sizes.headWidth(), sizes.context(), theta, 1));
  }

  /** What the sizes say of positions, and the base and part where a file states none. */
  record Plain(int headWidth, int context, double theta, double part) {}

  /** Reads the one set of parameters of a family with its own names for version 4's keys. */
  static RopeParameters read(ConfigKeys keys, Names names, Plain plain) {
    int headWidth = plain.headWidth();
    int context = plain.context();
    Optional<ConfigKeys> fresh = keys.object("rope_parameters");
    Optional<ConfigKeys> old = keys.object("rope_scaling");
    double base = base(keys, names.base(), fresh, plain.theta());
    double part = keys.positive(names.part(), plain.part());
    int turned = width(headWidth, part);
    keys.unless(
        fresh.isPresent() || old.isPresent() || (part <= 1 && turned > 0 && turned % 2 == 0),
        names.part(),
        "at most 1, and an even part of the " + headWidth + " numbers of a head");
    refuseOther(keys, names.part(), fresh, part);
    RopeParameters found = of(known(fresh, names), headWidth, part, base, context, keys);
    if (old.isEmpty()) {
      return found;
    }
    RopeParameters other = of(known(old, names), headWidth, part, base, context, keys);
    keys.refuseUnless(
        fresh.isEmpty() || found.equals(other),
        "rope_scaling",
        "'rope_parameters' says something else. Remove the one that the model was not trained"
            + " with.");
    return other;
  }

  private static Optional<ConfigKeys> known(Optional<ConfigKeys> set, Names names) {
    set.ifPresent(keys -> names.known().forEach(keys::has));
    return set;
  }

  /** Reads one set of parameters, which may be missing. */
  static RopeParameters of(
      Optional<ConfigKeys> keys,
      int headWidth,
      double part,
      double base,
      int context,
      ConfigKeys config) {
    if (keys.isEmpty()) {
      return RopeParameters.plain(width(headWidth, part), base, context);
    }
    ConfigKeys set = keys.get();
    double turned = set.positive(PART, part);
    set.unless(turned <= 1, PART, "at most 1");
    double theta = set.positive("rope_theta", base);
    int width = width(headWidth, turned);
    set.unless(width > 0 && width % 2 == 0, PART, "an even part of head_dim");
    RopeParameters found = RopeScaling.read(set, config, width, theta, context);
    set.refuseUnread(NONE);
    return found;
  }

  /** Rejects two parts of a head: version 5 reads one of them, and version 4 the other. */
  private static void refuseOther(
      ConfigKeys keys, String key, Optional<ConfigKeys> fresh, double part) {
    keys.refuseUnless(
        !keys.has(key) || fresh.isEmpty() || part == fresh.get().positive(PART, part),
        key,
        "'rope_parameters' has another partial_rotary_factor. Remove the one that the model was"
            + " not trained with.");
  }

  private static int width(int headWidth, double part) {
    return (int) (headWidth * part);
  }

  /**
   * Returns the base stated by version 4's key. If version 5's key states another, transformers 5
   * silently uses its own, and version 4 the old one.
   */
  static double base(ConfigKeys keys, String key, Optional<ConfigKeys> fresh, double fallback) {
    double base = keys.positive(key, fallback);
    if (keys.has(key) && fresh.isPresent() && fresh.get().has("rope_theta")) {
      keys.refuseUnless(
          base == fresh.get().positive("rope_theta", base),
          key,
          "'rope_parameters' has another base, "
              + fresh.get().positive("rope_theta", base)
              + ", which transformers 5 uses and version 4 does not see. Remove the one that the"
              + " model was not trained with.");
    }
    return base;
  }
}

package org.attune.model.family;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * Writes rotary positions in both formats, so that transformers 4 and 5 read the same.
 *
 * <p>Version 4 knows {@code rope_theta}, {@code rope_scaling}, {@code partial_rotary_factor} and,
 * for Gemma 3, {@code rope_local_base_freq}; version 5 has all of them in {@code rope_parameters}.
 */
public final class RopeForms {
  private static final String FRESH = "rope_parameters";
  private static final String OLD = "rope_scaling";
  private static final String THETA = "rope_theta";
  private static final String TYPE = "rope_type";
  private static final String PART = "partial_rotary_factor";
  private static final String LOCAL = "rope_local_base_freq";
  private static final String ORIGINAL = "original_max_position_embeddings";
  private static final String PLAIN = "default";
  private static final String FULL = "full_attention";

  private RopeForms() {}

  /**
   * Returns the keys of a file without the given ones, and its rotary positions in both formats.
   *
   * @param bases the base of all layers, or of those without and with a window
   */
  public static JsonObject both(JsonObject file, Set<String> without, List<Double> bases) {
    JsonObject json = file.deepCopy();
    without.forEach(json::remove);
    if (!isObject(json, FRESH)) {
      json.remove(FRESH);
      if (!isObject(json, OLD)) {
        json.remove(OLD); // null says nothing
        return json;
      }
      json.add(FRESH, fresh(json, bases));
    }
    JsonObject fresh = json.getAsJsonObject(FRESH);
    if (bases.size() > 1) {
      if (isObject(fresh, LayerTypes.SLIDING)) {
        copy(fresh.getAsJsonObject(LayerTypes.SLIDING), THETA, json, LOCAL);
      }
      return isObject(fresh, FULL) ? withOld(json, fresh.getAsJsonObject(FULL)) : json;
    }
    return withOld(json, fresh);
  }

  /** Writes plain positions in both formats. */
  public static void plain(JsonObject json, List<Double> bases) {
    json.addProperty(THETA, bases.get(0));
    if (bases.size() == 1) {
      json.add(FRESH, plain(bases.get(0)));
      return;
    }
    json.addProperty(LOCAL, bases.get(1));
    json.add(FRESH, each(plain(bases.get(0)), bases));
  }

  /** Writes which part of a head is rotated, in both formats. */
  static void part(JsonObject json, int rotated, int headWidth) {
    double part = part(rotated, headWidth);
    json.addProperty(PART, part);
    if (isObject(json, FRESH)) {
      json.getAsJsonObject(FRESH).addProperty(PART, part);
    }
  }

  /** Returns the part of a head, which transformers multiplies by its width and rounds down. */
  public static double part(int rotated, int headWidth) {
    double part = (double) rotated / headWidth;
    return (int) (headWidth * part) < rotated ? Math.nextUp(part) : part;
  }

  private static JsonObject plain(double theta) {
    JsonObject plain = new JsonObject();
    plain.addProperty(THETA, theta);
    plain.addProperty(TYPE, PLAIN);
    return plain;
  }

  private static JsonObject each(JsonObject full, List<Double> bases) {
    JsonObject each = new JsonObject();
    each.add(FULL, full);
    each.add(LayerTypes.SLIDING, plain(bases.get(1)));
    return each;
  }

  private static JsonObject fresh(JsonObject json, List<Double> bases) {
    JsonObject fresh = json.getAsJsonObject(OLD).deepCopy();
    if (fresh.has("type") && !fresh.has(TYPE)) {
      fresh.add(TYPE, fresh.get("type"));
    }
    fresh.remove("type");
    if (!fresh.has(TYPE)) {
      fresh.addProperty(TYPE, PLAIN);
    }
    fresh.addProperty(THETA, bases.get(0));
    copy(json, PART, fresh, PART);
    return bases.size() == 1 ? fresh : each(fresh, bases);
  }

  private static JsonObject withOld(JsonObject json, JsonObject fresh) {
    copy(fresh, THETA, json, THETA);
    copy(fresh, PART, json, PART);
    JsonObject scaling = fresh.deepCopy();
    scaling.remove(THETA);
    scaling.remove(PART);
    if (scaling.has("short_factor")) {
      // Version 4 accepts these lists only with the type, under its older name.
      copy(scaling, TYPE, scaling, "type");
      scaling.remove(TYPE);
      copy(scaling, ORIGINAL, json, ORIGINAL);
      scaling.remove(ORIGINAL);
      json.add(OLD, scaling);
      return json;
    }
    boolean plain = !scaling.has(TYPE) || scaling.get(TYPE).getAsString().equals(PLAIN);
    if (plain) {
      json.remove(OLD);
    } else {
      json.add(OLD, scaling);
    }
    return json;
  }

  private static boolean isObject(JsonObject json, String key) {
    return json.has(key) && json.get(key).isJsonObject();
  }

  private static void copy(JsonObject from, String key, JsonObject to, String name) {
    JsonElement value = from.get(key);
    if (value != null && !value.isJsonNull()) {
      to.add(name, value);
    }
  }
}

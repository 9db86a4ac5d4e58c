package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.attune.model.family.Family;
import org.attune.model.family.RopeForms;
import org.attune.util.InvalidInputException;

/**
 * Says in the words of {@code config.json} what a GGUF file says of rotary positions; the mirror of
 * {@link GgufRope}.
 */
final class GgufPositions {
  private static final double PRECISION = 1e-6;
  private static final String FREQUENCIES = "rope_freqs.weight";
  private static final String SHORT = "rope_factors_short.weight";
  private static final String LONG = "rope_factors_long.weight";
  private static final String SCALING = "rope.scaling.";

  /** Tensors that are read here. */
  static final List<String> TENSORS = List.of(FREQUENCIES, SHORT, LONG);

  private final GgufFile file;
  private final GgufKeys keys;
  private final Family family;
  private final int context;

  GgufPositions(GgufFile file, GgufKeys keys, Family family) {
    this.file = file;
    this.keys = keys;
    this.family = family;
    this.context = keys.whole("context_length");
  }

  /** Adds the keys that describe the positions. */
  void describe(JsonObject json, int headWidth) {
    InvalidInputException.unless(
        keys.flag("rope.scaling.finetuned").orElse(true) || !keys.architecture().equals("granite"),
        "%s: this granite has no rotary positions ('rope.scaling.finetuned' is false); load its"
            + " Hugging Face folder.",
        keys.where());
    double theta =
        keys.number("rope.freq_base").or(() -> keys.number("rope.global.freq_base")).orElse(1e4);
    json.addProperty(family.key("rope_theta"), theta);
    int turned = keys.whole("rope.dimension_count", headWidth);
    InvalidInputException.unless(
        turned > 0 && turned <= headWidth,
        "%s: 'rope.dimension_count' is %d, but heads have %d numbers.",
        keys.where(),
        turned,
        headWidth);
    if (turned != headWidth || family.turnsParts()) {
      json.addProperty(family.key("partial_rotary_factor"), RopeForms.part(turned, headWidth));
    }
    scaling(turned / 2).ifPresent(scaling -> add(json, scaling));
  }

  private void add(JsonObject json, JsonObject scaling) {
    String original = "original_max_position_embeddings";
    if (file.tensors().containsKey(LONG)) {
      json.add(original, scaling.remove(original)); // where Phi-3 has it
    }
    json.add("rope_scaling", scaling);
  }

  private Optional<JsonObject> scaling(int pairs) {
    Optional<Double> stated =
        keys.number(SCALING + "factor").or(() -> keys.number("rope.scale_linear"));
    double factor = stated.orElse(1.0);
    double amplitude = keys.number(SCALING + "attn_factor").orElse(1.0);
    int original = keys.whole(SCALING + "original_context_length", context);
    boolean factors = TENSORS.stream().anyMatch(file.tensors()::containsKey);
    String type = type(stated);
    if (type.equals("yarn")) {
      refuseFactors(factors, type);
      return Optional.of(yarn(factor, amplitude, original));
    }
    if (type.equals("linear") && factor != 1) {
      refuseFactors(factors || amplitude != 1, type);
      return Optional.of(linear(factor));
    }
    return factors || Math.abs(amplitude - 1) > PRECISION
        ? Optional.of(each(pairs, amplitude, original))
        : Optional.empty();
  }

  private String type(Optional<Double> factor) {
    String type = keys.own(SCALING + "type").orElse(factor.isPresent() ? "linear" : "none");
    InvalidInputException.unless(
        List.of("none", "linear", "yarn", "longrope").contains(type),
        "%s: rotary positions are scaled by '%s', which is not supported.",
        keys.where(),
        type);
    return type;
  }

  private void refuseFactors(boolean factors, String type) {
    InvalidInputException.unless(
        !factors,
        "%s: rotary positions are scaled by %s and by factors of single frequencies as well, which"
            + " is not supported.",
        keys.where(),
        type);
  }

  private static JsonObject linear(double factor) {
    JsonObject scaling = new JsonObject();
    scaling.addProperty("rope_type", "linear");
    scaling.addProperty("factor", factor);
    return scaling;
  }

  /** llama.cpp multiplies by yarn's usual amplitude itself. */
  private JsonObject yarn(double factor, double amplitude, int original) {
    JsonObject scaling = new JsonObject();
    scaling.addProperty("rope_type", "yarn");
    scaling.addProperty("factor", factor);
    scaling.addProperty("original_max_position_embeddings", original);
    keys.number(SCALING + "yarn_beta_fast").ifPresent(v -> scaling.addProperty("beta_fast", v));
    keys.number(SCALING + "yarn_beta_slow").ifPresent(v -> scaling.addProperty("beta_slow", v));
    if (Math.abs(amplitude - 1) > PRECISION) {
      scaling.addProperty("attention_factor", amplitude * (1 + 0.1 * Math.log(factor)));
    }
    return scaling;
  }

  /** Describes a factor for each frequency: as Llama 3's if it is that, otherwise as a list. */
  private JsonObject each(int pairs, double amplitude, int original) {
    boolean lengths = file.tensors().containsKey(LONG);
    List<Double> one = Collections.nCopies(pairs, 1.0);
    List<Double> factors = lengths ? factors(SHORT, pairs) : one;
    if (file.tensors().containsKey(FREQUENCIES)) {
      factors = factors(FREQUENCIES, pairs);
    }
    Optional<JsonObject> llama =
        amplitude == 1 && !lengths ? LlamaFrequencies.of(factors, theta()) : Optional.empty();
    if (llama.isPresent()) {
      return llama.get();
    }
    JsonObject scaling = new JsonObject();
    scaling.addProperty("rope_type", "longrope");
    scaling.add("short_factor", list(factors));
    scaling.add("long_factor", list(lengths ? factors(LONG, pairs) : factors));
    scaling.addProperty("original_max_position_embeddings", lengths ? original : context);
    if (!lengths || Math.abs(amplitude - usual(original)) > PRECISION) {
      scaling.addProperty("attention_factor", amplitude);
    }
    return scaling;
  }

  private double theta() {
    return keys.number("rope.freq_base").orElse(1e4);
  }

  /** Returns the amplitude that follows from the lengths, and is not written. */
  private double usual(int original) {
    double longer = (double) context / original;
    return longer <= 1 ? 1 : Math.sqrt(1 + Math.log(longer) / Math.log(original));
  }

  private List<Double> factors(String name, int pairs) {
    GgufFile.Tensor tensor = file.tensors().get(name);
    InvalidInputException.unless(
        tensor != null && tensor.type() == GgufType.F32 && tensor.count() == pairs,
        "%s: the tensor '%s' should hold %d numbers of 32 bits, one for each rotary frequency.",
        keys.where(),
        name,
        pairs);
    float[] values = new float[pairs];
    try (GgufData data = new GgufData(tensor)) {
      ByteBuffer bytes = data.read(0, (int) tensor.bytes());
      GgufBlocks.decode(tensor.type(), bytes, pairs, values);
    }
    List<Double> factors = new ArrayList<>();
    for (float value : values) {
      InvalidInputException.unless(
          Float.isFinite(value) && value > 0,
          "%s: the tensor '%s' holds %s; factors of frequencies are greater than 0.",
          keys.where(),
          name,
          value);
      factors.add(Double.parseDouble(Float.toString(value)));
    }
    return factors;
  }

  private static JsonArray list(List<Double> values) {
    JsonArray list = new JsonArray();
    values.forEach(list::add);
    return list;
  }
}

package org.attune.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * The shape of a Llama-family decoder, as {@code config.json} of a Hugging Face folder states it.
 *
 * @param vocabulary number of token ids
 * @param width size of the residual stream ({@code hidden_size})
 * @param inner size of the feed-forward layer ({@code intermediate_size})
 * @param layers number of blocks
 * @param heads number of query heads
 * @param keyValueHeads number of key and value heads; divides {@code heads}
 * @param headWidth size of one head, even
 * @param context longest sequence in tokens ({@code max_position_embeddings})
 * @param epsilon added to the mean square in RMSNorm
 * @param theta base of the rotary frequencies
 * @param tied whether the output matrix is the embedding
 * @param bos id that begins a text, or -1
 * @param eos id that ends a text
 */
public record LlamaConfig(
    int vocabulary,
    int width,
    int inner,
    int layers,
    int heads,
    int keyValueHeads,
    int headWidth,
    int context,
    double epsilon,
    double theta,
    boolean tied,
    int bos,
    int eos) {

  private static final Set<String> FAMILY = Set.of("llama", "mistral");

  /** Checks that the sizes fit each other. */
  public LlamaConfig {
    InvalidInputException.unless(
        vocabulary > 1, "vocab_size must be at least 2, got %d.", vocabulary);
    InvalidInputException.unless(
        width > 0 && inner > 0,
        "hidden_size and intermediate_size must be > 0, got %d and %d.",
        width,
        inner);
    InvalidInputException.unless(
        layers > 0 && context > 0,
        "num_hidden_layers and max_position_embeddings must be > 0, got %d and %d.",
        layers,
        context);
    InvalidInputException.unless(
        heads > 0 && keyValueHeads > 0 && heads % keyValueHeads == 0,
        "num_attention_heads (%d) must be a multiple of num_key_value_heads (%d).",
        heads,
        keyValueHeads);
    InvalidInputException.unless(
        headWidth > 0 && headWidth % 2 == 0,
        "Rotary positions need an even head_dim, got %d.",
        headWidth);
    InvalidInputException.unless(
        eos >= 0 && eos < vocabulary,
        "eos_token_id %d is not a token id below vocab_size %d.",
        eos,
        vocabulary);
    InvalidInputException.unless(
        bos >= -1 && bos < vocabulary,
        "bos_token_id %d is not a token id below vocab_size %d.",
        bos,
        vocabulary);
  }

  /** Returns a small decoder: four heads of queries to one of keys and values, tied embeddings. */
  public static LlamaConfig small(
      int vocabulary,
      int width,
      int layers,
      int heads,
      int keyValueHeads,
      int context,
      int bos,
      int eos) {
    int inner = (width * 8 / 3 + 31) / 32 * 32;
    return new LlamaConfig(
        vocabulary,
        width,
        inner,
        layers,
        heads,
        keyValueHeads,
        width / heads,
        context,
        1e-5,
        10_000,
        true,
        bos,
        eos);
  }

  /** Returns the number of query heads that share one key head. */
  public int group() {
    return heads / keyValueHeads;
  }

  /** Returns the number of weights. */
  public long parameters() {
    long attention = (long) width * headWidth * (2L * heads + 2L * keyValueHeads);
    long block = attention + 3L * width * inner + 2L * width;
    return (tied ? 1L : 2L) * vocabulary * width + layers * block + width;
  }

  /** Reads {@code config.json}; {@code where} names the file in errors. */
  public static LlamaConfig read(JsonObject json, String where) {
    try {
      return checked(json, where);
    } catch (InvalidInputException e) {
      // The checks of sizes do not know the file.
      throw e.getMessage().startsWith(where)
          ? e
          : new InvalidInputException(where + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          where + ": a field holds the wrong type (" + e.getMessage() + ").", e);
    }
  }

  private static LlamaConfig checked(JsonObject json, String where) {
    String type = text(json, "model_type", "llama");
    InvalidInputException.unless(
        FAMILY.contains(type),
        "%s: model_type '%s' is not of the Llama family; use a folder whose model_type is llama.",
        where,
        type);
    InvalidInputException.unless(
        text(json, "hidden_act", "silu").equals("silu"),
        "%s: hidden_act '%s' is not supported; only silu is.",
        where,
        text(json, "hidden_act", "silu"));
    for (String bias : new String[] {"attention_bias", "mlp_bias"}) {
      InvalidInputException.unless(
          !json.has(bias) || json.get(bias).isJsonNull() || !json.get(bias).getAsBoolean(),
          "%s: %s is true, but this decoder has no biases.",
          where,
          bias);
    }
    JsonElement scaling = json.get("rope_scaling");
    InvalidInputException.unless(
        scaling == null || scaling.isJsonNull(),
        "%s: rope_scaling %s is not supported; only plain rotary positions are.",
        where,
        scaling);
    int width = whole(json, "hidden_size", where);
    int heads = whole(json, "num_attention_heads", where);
    InvalidInputException.unless(
        heads > 0 && (present(json, "head_dim") || width % heads == 0),
        "%s: hidden_size (%d) must be a multiple of num_attention_heads (%d).",
        where,
        width,
        heads);
    return new LlamaConfig(
        whole(json, "vocab_size", where),
        width,
        whole(json, "intermediate_size", where),
        whole(json, "num_hidden_layers", where),
        heads,
        present(json, "num_key_value_heads") ? whole(json, "num_key_value_heads", where) : heads,
        present(json, "head_dim") ? whole(json, "head_dim", where) : width / heads,
        whole(json, "max_position_embeddings", where),
        number(json, "rms_norm_eps", 1e-6),
        number(json, "rope_theta", 10_000),
        present(json, "tie_word_embeddings") && json.get("tie_word_embeddings").getAsBoolean(),
        id(json, "bos_token_id", -1),
        id(json, "eos_token_id", 2));
  }

  /** Returns the {@code config.json} of this shape. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    com.google.gson.JsonArray architectures = new com.google.gson.JsonArray();
    architectures.add("LlamaForCausalLM");
    json.add("architectures", architectures);
    json.addProperty("model_type", "llama");
    json.addProperty("hidden_size", width);
    json.addProperty("intermediate_size", inner);
    json.addProperty("num_hidden_layers", layers);
    json.addProperty("num_attention_heads", heads);
    json.addProperty("num_key_value_heads", keyValueHeads);
    json.addProperty("head_dim", headWidth);
    json.addProperty("vocab_size", vocabulary);
    json.addProperty("max_position_embeddings", context);
    json.addProperty("rms_norm_eps", epsilon);
    json.addProperty("rope_theta", theta);
    json.addProperty("hidden_act", "silu");
    json.addProperty("tie_word_embeddings", tied);
    json.addProperty("attention_bias", false);
    json.addProperty("mlp_bias", false);
    if (bos >= 0) {
      json.addProperty("bos_token_id", bos);
    }
    json.addProperty("eos_token_id", eos);
    return json;
  }

  private static boolean present(JsonObject json, String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }

  private static String text(JsonObject json, String key, String fallback) {
    return present(json, key) ? json.get(key).getAsString() : fallback;
  }

  private static double number(JsonObject json, String key, double fallback) {
    return present(json, key) ? json.get(key).getAsDouble() : fallback;
  }

  /** Some folders list several end-of-text ids; the first is the one to train on. */
  private static int id(JsonObject json, String key, int fallback) {
    if (!present(json, key)) {
      return fallback;
    }
    JsonElement value = json.get(key);
    return value.isJsonArray() ? value.getAsJsonArray().get(0).getAsInt() : value.getAsInt();
  }

  private static int whole(JsonObject json, String key, String where) {
    InvalidInputException.unless(
        present(json, key),
        "%s: the field '%s' is missing; every Llama config.json has it.",
        where,
        key);
    try {
      return json.get(key).getAsBigDecimal().intValueExact();
    } catch (ArithmeticException
        | NumberFormatException
        | UnsupportedOperationException
        | IllegalStateException e) {
      throw new InvalidInputException(
          where + ": the field '" + key + "' must be a whole number, got " + json.get(key) + ".",
          e);
    }
  }
}

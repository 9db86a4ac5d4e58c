package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.attune.data.JsonValidator;
import org.attune.data.chat.ChatTemplate;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.util.InvalidInputException;

/**
 * Describes a tokenizer to llama.cpp, which has its own implementations and knows them by name: BPE
 * over bytes with one of six ways of cutting texts, or BPE over characters as in Llama 2, Phi-3 and
 * Gemma.
 */
final class GgufTokenizer {
  static final int NORMAL = 1;
  static final int UNKNOWN = 2;
  static final int CONTROL = 3;
  static final int USER = 4;
  static final int UNUSED = 5;
  private static final int BYTE = 6;

  /** The score of a token that no merge makes. */
  static final float UNMERGED = -1e6f;

  /** Where llama.cpp looks for the ids that end an answer. */
  private static final List<String> ENDS =
      List.of(
          "tokenizer.ggml.eos_token_id",
          "tokenizer.ggml.eot_token_id",
          "tokenizer.ggml.eom_token_id");

  private static final Pattern PHI_3 = Pattern.compile("(?i)(phi)-?3");

  private static final List<String> PHI_3_TOKENS = List.of("<unk>", "<s>", "</s>", "<|endoftext|>");

  private static final String SPACE = "\u2581"; // written for a blank by BPE over characters

  private final JsonObject json;
  private final JsonObject model;
  private final LlamaConfig config;
  private final Tokenizer tokenizer;
  private final List<String> tokens;
  private final List<Integer> types;

  GgufTokenizer(Tokenizer tokenizer, LlamaConfig config) {
    String text = new String(tokenizer.json(), StandardCharsets.UTF_8);
    this.json = JsonValidator.parse(text, "tokenizer.json");
    this.model = json.getAsJsonObject("model");
    this.tokenizer = tokenizer;
    this.config = config;
    this.tokens = new ArrayList<>();
    this.types = new ArrayList<>(Collections.nCopies(config.vocabulary(), UNUSED));
    for (int id = 0; id < config.vocabulary(); id++) {
      tokens.add("[PAD" + id + "]");
    }
    collect();
  }

  private void collect() {
    boolean bytes = model.has("byte_fallback") && model.get("byte_fallback").getAsBoolean();
    JsonElement unknown = model.get("unk_token");
    model
        .getAsJsonObject("vocab")
        .asMap()
        .forEach(
            (token, id) -> {
              boolean isByte = bytes && token.matches("<0x[0-9A-F]{2}>");
              boolean unk =
                  unknown != null && !unknown.isJsonNull() && unknown.getAsString().equals(token);
              set(id.getAsInt(), token, isByte ? BYTE : unk ? UNKNOWN : NORMAL);
            });
    for (JsonElement each : json.getAsJsonArray("added_tokens")) {
      JsonObject added = each.getAsJsonObject();
      // Gemma has a token for images, for which models of text have no row.
      if (added.get("id").getAsInt() < tokens.size()) {
        collect(added);
      }
    }
  }

  private void collect(JsonObject added) {
    int id = added.get("id").getAsInt();
    String content = added.get("content").getAsString();
    int type = added.get("special").getAsBoolean() ? CONTROL : USER;
    // Blanks are rewritten after added tokens were looked for, so only merges find these.
    boolean merged = type == USER && content.contains(SPACE) && !usesBytes();
    set(id, content, types.get(id) == UNKNOWN ? UNKNOWN : merged ? NORMAL : type);
  }

  private void set(int id, String token, int type) {
    tokens.set(id, token);
    types.set(id, type);
  }

  /**
   * Returns a model's name. llama.cpp tells by it which tokenizers are Phi-3's: it then drops
   * blanks after control tokens, and loads no model that lacks one of four tokens.
   */
  String named(String name) {
    boolean drops = tokens.containsAll(PHI_3_TOKENS) && json.toString().contains("\"rstrip\":true");
    if (!drops) {
      return PHI_3.matcher(name).replaceAll("$1 3");
    }
    return PHI_3.matcher(name).find() ? name : name + " (Phi-3)";
  }

  /** Adds all entries about the tokenizer. */
  void describe(GgufWriter out) {
    InvalidInputException.unless(
        model.get("type").getAsString().equals("BPE"),
        "tokenizer.json: 'model.type' is %s; GGUF is written for BPE tokenizers only.",
        model.get("type"));
    List<String> merges = merges();
    if (usesBytes()) {
      out.put("tokenizer.ggml.model", "gpt2")
          .put("tokenizer.ggml.pre", GgufPreTokenizer.name(json));
      out.put("tokenizer.ggml.tokens", tokens).put("tokenizer.ggml.token_type", types);
      out.put("tokenizer.ggml.merges", merges);
    } else {
      out.put("tokenizer.ggml.model", "llama").put("tokenizer.ggml.pre", "default");
      out.put("tokenizer.ggml.tokens", tokens).put("tokenizer.ggml.scores", scores(merges));
      out.put("tokenizer.ggml.token_type", types);
      out.put("tokenizer.ggml.add_space_prefix", prepends());
    }
    special(out);
    out.put("tokenizer.ggml.add_bos_token", addsBegin());
    ChatTemplate.sourceIn(tokenizer.companions().files())
        .ifPresent(source -> out.put("tokenizer.chat_template", source));
    GgufCompanions.describe(tokenizer.companions().files(), out);
  }

  private void special(GgufWriter out) {
    if (config.bos() >= 0) {
      out.put("tokenizer.ggml.bos_token_id", config.bos());
    }
    List<Integer> ends = new ArrayList<>(List.of(config.eos()));
    config.ends().stream().filter(end -> end != config.eos()).forEach(ends::add);
    for (int i = 0; i < Math.min(ends.size(), ENDS.size()); i++) {
      out.put(ENDS.get(i), ends.get(i));
    }
    if (ends.size() > 1) {
      out.put("tokenizer.ggml.eos_token_ids", ends); // read by Ollama
    }
    if (types.contains(UNKNOWN)) {
      out.put("tokenizer.ggml.unknown_token_id", types.indexOf(UNKNOWN));
    }
  }

  /** Returns whether a text gets a blank in front. */
  private boolean prepends() {
    String text = before();
    boolean scheme = text.contains("\"prepend_scheme\":");
    return text.contains("\"Prepend\"")
        || text.contains("\"prepend_scheme\":\"first\"")
        || text.contains("\"prepend_scheme\":\"always\"")
        || (!scheme && text.contains("\"add_prefix_space\":true"));
  }

  /** Returns whether the post-processor puts begin-of-text before a text. */
  private boolean addsBegin() {
    String after = String.valueOf(json.get("post_processor"));
    return config.bos() >= 0 && after.contains("\"" + tokens.get(config.bos()) + "\"");
  }

  private List<String> merges() {
    List<String> merges = new ArrayList<>();
    for (JsonElement merge : model.getAsJsonArray("merges")) {
      merges.add(
          merge instanceof JsonArray pair
              ? pair.get(0).getAsString() + " " + pair.get(1).getAsString()
              : merge.getAsString());
    }
    return merges;
  }

  /** Returns scores by which llama.cpp merges in the order of the file. */
  private List<Float> scores(List<String> merges) {
    Map<String, Integer> ids = new java.util.HashMap<>();
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
    List<Float> scores = new ArrayList<>(Collections.nCopies(tokens.size(), UNMERGED));
    for (int rank = merges.size() - 1; rank >= 0; rank--) {
      Integer id = ids.get(merges.get(rank).replaceFirst(" ", ""));
      if (id != null) {
        scores.set(id, (float) -rank);
      }
    }
    return scores;
  }

  private boolean usesBytes() {
    return before().contains("\"ByteLevel\"");
  }

  /** Returns what happens to a text before merging, as JSON text. */
  private String before() {
    return json.get("normalizer") + " " + json.get("pre_tokenizer");
  }
}

package org.attune.model.io;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * What the metadata of a GGUF file say of the tokenizer: its tokens, and which ones are special.
 */
final class GgufVocabulary {
  private static final String PREFIX = "tokenizer.ggml.";

  /** What llama.cpp takes for the end of an answer where a file states only the end of a text. */
  private static final Set<String> TURN_ENDS =
      Set.of(
          "<|eot_id|>",
          "<|im_end|>",
          "<|end|>",
          "<end_of_turn>",
          "<|endoftext|>",
          "<|end_of_text|>",
          "<|eom_id|>",
          "<EOT>",
          "_<EOT>");

  private final String where;
  private final Map<String, Object> metadata;
  private final List<String> tokens;
  private final List<Integer> types;

  GgufVocabulary(GgufFile file) {
    this.where = file.file().toString();
    this.metadata = file.metadata();
    this.tokens = list("tokens", String.class);
    InvalidInputException.unless(
        !tokens.isEmpty(),
        "%s: there is no '%stokens'; a file without a tokenizer cannot be used.",
        where,
        PREFIX);
    List<Long> stated = list("token_type", Long.class);
    InvalidInputException.unless(
        stated.isEmpty() || stated.size() == tokens.size(),
        "%s: there are %d tokens but %d types of tokens; the file is damaged.",
        where,
        tokens.size(),
        stated.size());
    this.types =
        stated.isEmpty() ? new ArrayList<>() : stated.stream().map(Long::intValue).toList();
  }

  /** Returns the file, for errors. */
  String where() {
    return where;
  }

  /** Returns all tokens in the order of their ids. */
  List<String> tokens() {
    return tokens;
  }

  /** Returns the type of a token, as {@link GgufTokenizer} writes it. */
  int type(int id) {
    return types.isEmpty() ? GgufTokenizer.NORMAL : types.get(id);
  }

  /** Returns a list, empty where it is missing. */
  <T> List<T> list(String name, Class<T> kind) {
    Object value = metadata.getOrDefault(PREFIX + name, List.of());
    InvalidInputException.unless(
        value instanceof List<?> list && list.stream().allMatch(kind::isInstance),
        "%s: '%s' is not a list of %ss.",
        where,
        PREFIX + name,
        kind.getSimpleName());
    return ((List<?>) value).stream().map(kind::cast).toList();
  }

  /** Returns a text. */
  Optional<String> text(String name) {
    Object value = metadata.get(name.contains(".") ? name : PREFIX + name);
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns a truth value. */
  boolean flag(String name, boolean fallback) {
    return metadata.get(PREFIX + name) instanceof Boolean flag ? flag : fallback;
  }

  /** Returns whether the model's name says that its tokenizer is Phi-3's, as llama.cpp tells it. */
  boolean isPhi3() {
    return metadata.get("general.name") instanceof String name
        && name.toLowerCase(Locale.ROOT).matches("(?s).*phi-?3.*");
  }

  /** Returns the id of a special token, such as {@code bos}. */
  Optional<Integer> special(String role) {
    Object value = metadata.get(PREFIX + role + "_token_id");
    return value instanceof Long id && id >= 0 && id < tokens.size()
        ? Optional.of(id.intValue())
        : Optional.empty();
  }

  /** Returns the ids that end an answer; the one that ends a text comes first. */
  List<Integer> ends() {
    Set<Integer> ends = new LinkedHashSet<>();
    special("eos").ifPresent(ends::add);
    special("eot").ifPresent(ends::add);
    special("eom").ifPresent(ends::add);
    list("eos_token_ids", Long.class).stream()
        .filter(id -> id >= 0 && id < tokens.size())
        .forEach(id -> ends.add(id.intValue()));
    InvalidInputException.unless(
        !ends.isEmpty(),
        "%s: '%seos_token_id' is missing; without it no answer would end.",
        where,
        PREFIX);
    if (ends.size() == 1) {
      for (int id = 0; id < tokens.size(); id++) {
        if (type(id) == GgufTokenizer.CONTROL && TURN_ENDS.contains(tokens.get(id))) {
          ends.add(id);
        }
      }
    }
    return List.copyOf(ends);
  }

  /** Adds the ids of special tokens to what {@code config.json} would say. */
  void describe(JsonObject json) {
    special("bos").ifPresent(id -> json.addProperty("bos_token_id", id));
    special("padding").ifPresent(id -> json.addProperty("pad_token_id", id));
  }
}

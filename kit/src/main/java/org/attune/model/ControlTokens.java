package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.util.InvalidInputException;

/**
 * The control tokens of a tokenizer, such as begin-of-text and end-of-text, kept apart from data
 * that spells them.
 *
 * <p>The native library turns the spelling of a control token into the control token wherever it
 * occurs in a text. So each control token gets another spelling, of characters that no text
 * contains: a template uses the new spelling for control tokens, while {@code "</s>"} in a row of
 * data is four ordinary characters. Ids do not change.
 */
final class ControlTokens {
  /** The first character of a spelling; all its characters are from the private-use area. */
  private static final char OPEN = '\uF8E0';

  private static final char CLOSE = '\uF8E1';
  private static final char ZERO = '\uF8E2';

  private final Map<String, String> spellings; // usual spelling to other spelling

  private ControlTokens(Map<String, String> spellings) {
    this.spellings = spellings;
  }

  /** Finds the control tokens among the added tokens of a {@code tokenizer.json}. */
  static ControlTokens of(JsonObject tokenizer) {
    Map<String, String> spellings = new LinkedHashMap<>();
    if (tokenizer.get("added_tokens") instanceof JsonArray added) {
      for (JsonElement element : added) {
        JsonObject token = element.getAsJsonObject();
        String content = token.get("content").getAsString();
        if (token.get("special").getAsBoolean() && !content.isEmpty()) {
          spellings.put(content, spelling(token.get("id").getAsInt()));
        }
      }
    }
    return new ControlTokens(spellings);
  }

  private static String spelling(int id) {
    String digits =
        Integer.toString(id)
            .chars()
            .mapToObj(digit -> Character.toString((char) (ZERO + digit - '0')))
            .collect(Collectors.joining());
    return OPEN + digits + CLOSE;
  }

  /** Returns a text with the control tokens in the other spelling. */
  String marked(String template) {
    String marked = template;
    for (Map.Entry<String, String> token : longestFirst()) {
      marked = marked.replace(token.getKey(), token.getValue());
    }
    return marked;
  }

  /** Returns whether the character is the last of a control token in the other spelling. */
  boolean closes(char last) {
    return last == CLOSE;
  }

  /** Returns the end of the first control token at or after a position, or -1 if there is none. */
  int after(String text, int from) {
    int first = -1;
    int end = -1;
    for (Map.Entry<String, String> token : longestFirst()) {
      int at = text.indexOf(token.getKey(), from);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
        end = at + token.getKey().length();
      }
    }
    return end;
  }

  /** Returns a text in the usual spelling. */
  String unmarked(String text) {
    String usual = text;
    for (Map.Entry<String, String> token : spellings.entrySet()) {
      usual = usual.replace(token.getValue(), token.getKey());
    }
    return usual;
  }

  /** Rejects a text that contains the first character of the other spelling. */
  void requireText(String text) {
    InvalidInputException.unless(
        text.indexOf(OPEN) < 0,
        "A text holds the private-use character U+F8E0, which stands for control tokens here;"
            + " remove it.");
  }

  private Iterable<Map.Entry<String, String>> longestFirst() {
    return spellings.entrySet().stream()
        .sorted((a, b) -> b.getKey().length() - a.getKey().length())
        .toList();
  }

  /** Puts the control tokens of a tokenizer into the other spelling, in place. */
  void respell(JsonObject tokenizer) {
    if (tokenizer.get("added_tokens") instanceof JsonArray added) {
      added.forEach(token -> respell(token.getAsJsonObject(), "content"));
    }
    if (tokenizer.get("model") instanceof JsonObject model) {
      respell(model, "unk_token");
      respellVocabulary(model);
    }
  }

  private void respell(JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value != null && value.isJsonPrimitive() && spellings.containsKey(value.getAsString())) {
      object.addProperty(field, spellings.get(value.getAsString()));
    }
  }

  private void respellVocabulary(JsonObject model) {
    Set<String> merged = merged(model);
    if (model.get("vocab") instanceof JsonObject vocabulary) {
      spellings.forEach(
          (usual, other) -> {
            if (vocabulary.has(usual) && !merged.contains(usual)) {
              vocabulary.add(other, vocabulary.remove(usual));
            }
          });
    } else if (model.get("vocab") instanceof JsonArray pieces) {
      for (JsonElement piece : pieces) {
        String usual = piece.getAsJsonArray().get(0).getAsString();
        if (spellings.containsKey(usual)) {
          piece.getAsJsonArray().set(0, new com.google.gson.JsonPrimitive(spellings.get(usual)));
        }
      }
    }
  }

  /** A merge that makes a control token's letters needs its entry in the vocabulary. */
  private Set<String> merged(JsonObject model) {
    if (!(model.get("merges") instanceof JsonArray merges)) {
      return Set.of();
    }
    return merges.asList().stream()
        .map(
            merge ->
                merge.isJsonArray()
                    ? merge.getAsJsonArray().get(0).getAsString()
                        + merge.getAsJsonArray().get(1).getAsString()
                    : merge.getAsString().replace(" ", ""))
        .filter(spellings::containsKey)
        .collect(Collectors.toSet());
  }
}

package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.attune.model.LanguageModel;
import org.attune.model.TokenDecoder;
import org.attune.util.InvalidInputException;

/**
 * Reads the prompts of a completion: a text, token ids, or a list of either.
 *
 * <p>Ids are taken as they are. In a text, control tokens count where they are spelled, as in
 * vLLM's server, and the tokenizer's begin-of-text, if it adds one, comes first, once; {@code
 * "add_special_tokens": false} leaves it out.
 */
final class RawPrompts {
  /** How many prompts a request may score. */
  static final int MOST = 1024;

  private final LanguageModel model;
  private final TokenDecoder texts;
  private final boolean begins;

  RawPrompts(LanguageModel model, TokenDecoder texts, JsonObject json) {
    this.model = model;
    this.texts = texts;
    this.begins =
        !RequestFields.has(json, "add_special_tokens")
            || RequestFields.flag(json, "add_special_tokens");
  }

  /** Returns the prompts of a request, at least one. */
  List<RawPrompt> of(JsonElement prompt) {
    if (!(prompt instanceof JsonArray list)) {
      return List.of(text(RequestFields.text(prompt, "prompt")));
    }
    InvalidInputException.unless(!list.isEmpty(), "'prompt' is an empty list.");
    if (isNumber(list.get(0))) {
      return List.of(ids(list));
    }
    InvalidInputException.unless(
        list.size() <= MOST, "'prompt' has %d prompts; the maximum is %d.", list.size(), MOST);
    List<RawPrompt> found = new ArrayList<>();
    for (JsonElement one : list) {
      found.add(one instanceof JsonArray ids ? ids(ids) : text(RequestFields.text(one, "prompt")));
    }
    return found;
  }

  private static boolean isNumber(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  private RawPrompt ids(JsonArray list) {
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(list.get(i), model.config().vocabulary());
    }
    InvalidInputException.unless(ids.length > 0, "'prompt' has a prompt without token ids.");
    return new RawPrompt(texts.spellPrompt(ids, 0).text(), ids, 0);
  }

  /** Returns a token id of a model. */
  static int id(JsonElement value, int vocabulary) {
    double id = isNumber(value) ? value.getAsDouble() : -1;
    InvalidInputException.unless(
        id == Math.rint(id) && id >= 0 && id < vocabulary,
        "A token id of this model is a whole number from 0 to %d, got %s.",
        vocabulary - 1,
        value);
    return (int) id;
  }

  private RawPrompt text(String text) {
    int[] ids = ids(text);
    InvalidInputException.unless(
        ids.length > 0,
        "The prompt is blank: it has no tokens, and this model's tokenizer puts none in front.");
    return new RawPrompt(text, ids, ids.length > texts.ids(text).length ? 1 : 0);
  }

  /** Returns the ids of a text. */
  int[] ids(String text) {
    int begin = begins ? model.tokenizer().begin(model.config().bos()) : -1;
    int[] said = texts.ids(text);
    if (begin < 0 || (said.length > 0 && said[0] == begin)) {
      return said;
    }
    int[] ids = new int[said.length + 1];
    ids[0] = begin;
    System.arraycopy(said, 0, ids, 1, said.length);
    return ids;
  }
}

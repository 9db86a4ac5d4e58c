package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.attune.Policy;
import org.attune.data.JsonValidator;
import org.attune.data.chat.ChatTemplate;
import org.attune.model.CompanionFiles;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenDecoder;
import org.attune.util.InvalidInputException;

/** Answers what vLLM's server answers on tokenizers, which clients use instead of a copy. */
final class TokenizerReplies {
  private TokenizerReplies() {}

  /** Returns the ids of a text, or of a chat in the policy's template. */
  static JsonObject tokenize(Policy policy, JsonObject json) {
    LanguageModel model = policy.model();
    TokenDecoder texts = new TokenDecoder(model.tokenizer());
    int[] ids =
        RequestFields.has(json, "messages")
            ? new PromptEncoder(model, policy.layout(), model.config().context(), 1)
                .prompt(ChatPrompt.of(json))
            : new RawPrompts(model, texts, json)
                .ids(RequestFields.text(json.get("prompt"), "prompt"));
    JsonArray tokens = new JsonArray();
    JsonArray names = new JsonArray();
    for (int id : ids) {
      tokens.add(id);
      names.add(texts.of(id));
    }
    boolean named = RequestFields.flag(json, "return_token_strs");
    JsonObject reply = new JsonObject();
    reply.addProperty("count", ids.length);
    reply.addProperty("max_model_len", model.config().context());
    reply.add("tokens", tokens);
    reply.add("token_strs", named ? names : JsonNull.INSTANCE);
    return reply;
  }

  /** Returns the text of ids, with control tokens as they are spelled. */
  static JsonObject detokenize(Policy policy, JsonObject json) {
    InvalidInputException.unless(
        json.get("tokens") instanceof JsonArray,
        "'tokens' must be a list of token ids, got %s.",
        json.get("tokens"));
    LanguageModel model = policy.model();
    List<Integer> ids = new ArrayList<>();
    for (var id : json.getAsJsonArray("tokens")) {
      ids.add(RawPrompts.id(id, model.config().vocabulary()));
    }
    int[] all = ids.stream().mapToInt(Integer::intValue).toArray();
    JsonObject reply = new JsonObject();
    reply.addProperty("prompt", new TokenDecoder(model.tokenizer()).spellPrompt(all, 0).text());
    return reply;
  }

  /** Returns the folder's {@code tokenizer_config.json} with the special tokens as texts. */
  static JsonObject info(Policy policy) {
    LanguageModel model = policy.model();
    var files = model.tokenizer().companions().files();
    byte[] config = files.get(CompanionFiles.TOKENIZER_CONFIG);
    JsonObject info =
        config == null
            ? new JsonObject()
            : JsonValidator.parse(config, CompanionFiles.TOKENIZER_CONFIG);
    info.addProperty("eos_token", model.tokenizer().token(model.config().eos()));
    int bos = model.config().bos();
    info.addProperty("bos_token", bos < 0 ? null : model.tokenizer().token(bos));
    info.addProperty("chat_template", ChatTemplate.sourceIn(files).orElse(null));
    return info;
  }
}

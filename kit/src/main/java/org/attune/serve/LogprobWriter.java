package org.attune.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.model.TokenDecoder;
import org.attune.model.TokenScore;

/**
 * Writes log-probabilities as OpenAI's API does, which has one form for completions and another for
 * chats.
 */
record LogprobWriter(TokenDecoder texts, LogprobRequest request, boolean chat) {
  /** JSON has no infinity; vLLM's server writes the same. */
  private static final double LEAST = -9999;

  /**
   * A token in a text; the first one of a prompt has no score.
   *
   * @param offset where it begins, in UTF-16 units
   */
  record PlacedToken(int id, String text, int offset, Optional<TokenScore> score) {}

  /** Writes the tokens of a text. */
  JsonElement of(String text, List<PlacedToken> tokens) {
    return chat ? ofChat(tokens) : ofCompletion(text, tokens);
  }

  /** Cuts a text before each of its tokens, and writes each token. */
  List<ServedAnswer.Piece> pieces(String text, List<PlacedToken> tokens) {
    List<ServedAnswer.Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < tokens.size(); i++) {
      boolean last = i + 1 == tokens.size();
      int to = last ? text.length() : Math.min(text.length(), tokens.get(i + 1).offset());
      to = Math.max(from, to);
      pieces.add(
          new ServedAnswer.Piece(text.substring(from, to), of(text, tokens.subList(i, i + 1))));
      from = to;
    }
    return pieces;
  }

  private JsonObject ofCompletion(String text, List<PlacedToken> tokens) {
    JsonArray names = new JsonArray();
    JsonArray logProbs = new JsonArray();
    JsonArray likely = new JsonArray();
    CodePoints offsets = new CodePoints(text);
    for (PlacedToken token : tokens) {
      names.add(name(token.id(), token.text()));
      logProbs.add(token.score().map(score -> bounded(score.logProb())).orElse(null));
      likely.add(token.score().<JsonElement>map(s -> byName(s, token)).orElse(JsonNull.INSTANCE));
      offsets.add(token.offset());
    }
    JsonObject all = new JsonObject();
    all.add("tokens", names);
    all.add("token_logprobs", logProbs);
    all.add("top_logprobs", likely);
    all.add("text_offset", offsets.found);
    return all;
  }

  /** Offsets as clients count them, who have no UTF-16. */
  private static final class CodePoints {
    private final String text;
    private final JsonArray found = new JsonArray();
    private int units;
    private int points;

    CodePoints(String text) {
      this.text = text;
    }

    void add(int offset) {
      int to = Math.max(units, Math.min(text.length(), offset));
      points += text.codePointCount(units, to);
      units = to;
      found.add(points);
    }
  }

  /** Of tokens that read alike, such as parts of characters, the most probable one is kept. */
  private JsonObject byName(TokenScore score, PlacedToken token) {
    JsonObject likely = new JsonObject();
    for (int i = 0; i < Math.min(request.likely(), score.likelyIds().length); i++) {
      String name = name(score.likelyIds()[i], texts.of(score.likelyIds()[i]));
      if (!likely.has(name)) {
        likely.addProperty(name, bounded(score.likelyLogProbs()[i]));
      }
    }
    String own = name(token.id(), texts.of(token.id()));
    if (!likely.has(own)) {
      likely.addProperty(own, bounded(score.logProb()));
    }
    return likely;
  }

  private JsonObject ofChat(List<PlacedToken> tokens) {
    JsonArray content = new JsonArray();
    for (PlacedToken token : tokens) {
      TokenScore score = token.score().orElseThrow();
      JsonArray likely = new JsonArray();
      for (int i = 0; i < Math.min(request.likely(), score.likelyIds().length); i++) {
        likely.add(entry(score.likelyIds()[i], score.likelyLogProbs()[i]));
      }
      JsonObject entry = entry(token.id(), score.logProb());
      entry.add("top_logprobs", likely);
      content.add(entry);
    }
    JsonObject all = new JsonObject();
    all.add("content", content);
    return all;
  }

  private JsonObject entry(int id, double logProb) {
    String text = texts.of(id);
    JsonObject entry = new JsonObject();
    entry.addProperty("token", name(id, text));
    entry.addProperty("logprob", bounded(logProb));
    entry.add("bytes", bytes(text));
    return entry;
  }

  /** Returns the bytes of a token's text, or null if it is a part of a character. */
  private static JsonElement bytes(String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      return JsonNull.INSTANCE;
    }
    JsonArray bytes = new JsonArray();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(one & 0xFF);
    }
    return bytes;
  }

  private String name(int id, String text) {
    return request.byId() ? "token_id:" + id : text;
  }

  private static double bounded(double logProb) {
    return Math.max(LEAST, logProb);
  }
}

package org.attune.serve;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.List;
import org.attune.model.TokenizedExample;

/**
 * One answer of a reply.
 *
 * @param text what it says
 * @param tokens the ids of its prompt and its own
 * @param finish why it ended: {@code stop} or {@code length}
 * @param logprobs its log-probabilities, or null
 * @param pieces its text in pieces, each with its log-probabilities; empty where there are none
 */
record ServedAnswer(
    String text, TokenizedExample tokens, String finish, JsonElement logprobs, List<Piece> pieces) {
  /** A piece of a text with the log-probabilities of its tokens. */
  record Piece(String text, JsonElement logprobs) {}

  /** Makes an answer without log-probabilities. */
  ServedAnswer(String text, TokenizedExample tokens, String finish) {
    this(text, tokens, finish, JsonNull.INSTANCE, List.of());
  }
}

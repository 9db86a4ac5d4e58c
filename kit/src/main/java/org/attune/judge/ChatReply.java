package org.attune.judge;

/**
 * A reply of a model, with what it cost.
 *
 * @param text the reply
 * @param finish why it ended: {@code stop}, {@code length} at the limit of tokens, or another word
 * @param promptTokens as the server counts them, or an estimate
 * @param completionTokens as the server counts them, or an estimate
 */
public record ChatReply(String text, String finish, long promptTokens, long completionTokens) {
  /** Returns the text to read scores from; the last number of a cut reply may be half. */
  String readable() {
    return finish.equals("length") ? ReplyText.withoutHalfNumber(text) : text;
  }

  /** Returns all tokens. */
  public long tokens() {
    return promptTokens + completionTokens;
  }
}

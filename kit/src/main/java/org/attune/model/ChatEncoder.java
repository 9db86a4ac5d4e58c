package org.attune.model;

import java.util.Arrays;
import java.util.List;
import org.attune.data.chat.AnsweredChat;
import org.attune.data.chat.ChatMessage;
import org.attune.data.chat.ChatTemplate;
import org.attune.data.jinja.RenderedText;
import org.attune.util.InvalidInputException;

/**
 * Converts conversations to token ids by the model's chat template.
 *
 * <p>The whole text is tokenised at once, as in transformers. The template's own text may contain
 * control tokens; messages are read as plain text, even where they spell one, unless the layout
 * asks to {@linkplain PromptTemplate#parsesSpecial() read} them as such.
 *
 * <p>The response is what the template writes after the prompt, up to and including the first
 * control token after the answer, such as {@code <|im_end|>}: the token that ends the assistant's
 * turn. If the template writes none, end-of-text ends it.
 */
final class ChatEncoder {
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final PromptTemplate layout;
  private final int eos;

  ChatEncoder(Tokenizer tokenizer, PromptTemplate layout, int eos) {
    this.tokenizer = tokenizer;
    this.layout = layout;
    this.eos = eos;
    this.template =
        tokenizer
            .chatTemplate()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "The layout \"chat\" needs a chat template, and the model's folder has"
                            + " none (chat_template.jinja, or chat_template in"
                            + " tokenizer_config.json); use the layout \"plain\"."));
  }

  /**
   * A prompt as ids.
   *
   * @param ids the whole prompt, including begin-of-text if the template writes one
   * @param ending the ids after the last message, the generation prompt
   */
  record EncodedChat(int[] ids, int[] ending) {}

  /** Formats a prompt; a dialogue in the Human/Assistant format becomes its messages. */
  EncodedChat prompt(String instruction, String score) {
    RenderedText text = template.prompt(ChatMessage.of(instruction));
    int last = text.given().length();
    int length = text.text().length();
    int[] ids = tokenizer.encode(spelled(text, 0, length) + line(score));
    return new EncodedChat(ids, tokenizer.encode(spelled(text, last, length) + line(score)));
  }

  /** Returns the ids of a response, including the token that ends the turn. */
  int[] response(String instruction, String response, String score) {
    List<ChatMessage> messages = ChatMessage.of(instruction);
    AnsweredChat chat = template.answered(messages, response);
    RenderedText whole = chat.whole();
    int answerEnd = Math.max(chat.prompt(), whole.given().length());
    int turnEnd = tokenizer.afterControl(whole.text(), answerEnd);
    String before = spelled(whole, 0, chat.prompt()) + line(score);
    String after = spelled(whole, chat.prompt(), turnEnd < 0 ? answerEnd : turnEnd);
    int[] prompt = tokenizer.encode(before);
    int[] all = tokenizer.encode(before + after);
    boolean stable =
        all.length >= prompt.length
            && Arrays.equals(prompt, 0, prompt.length, all, 0, prompt.length);
    int[] answer =
        stable ? Arrays.copyOfRange(all, prompt.length, all.length) : tokenizer.encodeInside(after);
    if (turnEnd >= 0) {
      return answer;
    }
    int[] ended = Arrays.copyOf(answer, answer.length + 1);
    ended[answer.length] = eos;
    return ended;
  }

  /** Returns the score on its own line, which starts the assistant's turn. */
  private String line(String score) {
    String written = String.join("", layout.around(score)).strip();
    return written.isEmpty() ? "" : tokenizer.marked(written) + "\n";
  }

  /**
   * Returns a part of the text in which only the template's own control tokens are read as such, or
   * those of the data too if the layout asks for it.
   */
  private String spelled(RenderedText text, int from, int to) {
    StringBuilder out = new StringBuilder();
    java.util.BitSet given = text.given();
    for (int at = from; at < to; ) {
      boolean data = given.get(at);
      int next = data ? given.nextClearBit(at) : given.nextSetBit(at);
      next = next < 0 ? to : Math.min(next, to);
      String part = text.text().substring(at, next);
      if (data) {
        tokenizer.requireText(part);
      }
      out.append(data && !layout.parsesSpecial() ? part : tokenizer.marked(part));
      at = next;
    }
    return out.toString();
  }
}

package org.attune.model;

import java.util.Arrays;
import java.util.BitSet;
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
 * turn. If the template writes none, end-of-text ends it. Where the template has generation blocks,
 * only the response's tokens inside them are trained.
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

  /**
   * The assistant's turn as ids.
   *
   * @param ids the ids, including the token that ends the turn
   * @param untrained the positions that lie outside the template's generation blocks, if it has any
   */
  record EncodedTurn(int[] ids, BitSet untrained) {
    /** Returns the first ids of the turn. */
    EncodedTurn cut(int length) {
      return new EncodedTurn(Arrays.copyOf(ids, length), untrained.get(0, length));
    }
  }

  /** Returns the ids of a response, including the token that ends the turn. */
  EncodedTurn response(String instruction, String response, String score) {
    List<ChatMessage> messages = ChatMessage.of(instruction);
    AnsweredChat chat = template.answered(messages, response);
    RenderedText whole = chat.whole();
    int answerEnd = Math.max(chat.prompt(), whole.given().length());
    int turnEnd = tokenizer.afterControl(whole.text(), answerEnd);
    int end = turnEnd < 0 ? answerEnd : turnEnd;
    String before = spelled(whole, 0, chat.prompt()) + line(score);
    String after = spelled(whole, chat.prompt(), end);
    String context = tokenizer.isPrefix(before, after) ? before : tokenizer.anchor(after);
    int skipped = tokenizer.encode(context).length;
    int[] all = tokenizer.encode(context + after);
    int[] answer = Arrays.copyOfRange(all, skipped, all.length);
    BitSet untrained =
        whole.generated().isEmpty()
            ? new BitSet()
            : untrained(whole, chat.prompt(), end, context, skipped);
    if (turnEnd >= 0) {
      return new EncodedTurn(answer, untrained);
    }
    int[] ended = Arrays.copyOf(answer, answer.length + 1);
    ended[answer.length] = eos;
    return new EncodedTurn(ended, untrained);
  }

  /**
   * Returns which tokens of a part of the text share no character with a generation block; a token
   * across the edge of a block counts as inside, as in transformers.
   *
   * @param context what is tokenised before the part
   * @param skipped the number of tokens of the context
   */
  private BitSet untrained(RenderedText whole, int from, int to, String context, int skipped) {
    BitSet inside = new BitSet();
    StringBuilder text = new StringBuilder(context);
    BitSet generated = whole.generated();
    for (int at = from; at < to; ) {
      boolean block = generated.get(at);
      int next = block ? generated.nextClearBit(at) : generated.nextSetBit(at);
      next = next < 0 ? to : Math.min(next, to);
      int start = text.length();
      text.append(spelled(whole, at, next));
      inside.set(start, text.length(), block);
      at = next;
    }
    return outside(inside, tokenizer.spans(text.toString()), skipped);
  }

  /** Returns which tokens, after the skipped ones, have no character inside. */
  private BitSet outside(BitSet inside, List<int[]> spans, int skipped) {
    BitSet untrained = new BitSet();
    for (int i = skipped; i < spans.size(); i++) {
      int[] span = spans.get(i);
      int hit = inside.nextSetBit(span[0]);
      untrained.set(i - skipped, hit < 0 || hit >= span[1]);
    }
    InvalidInputException.unless(
        untrained.cardinality() < spans.size() - skipped,
        "%s: no token of the answer lies inside the template's generation blocks, so nothing could"
            + " be learnt from it; correct the template, or use the layout \"plain\".",
        template);
    return untrained;
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
    BitSet given = text.given();
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

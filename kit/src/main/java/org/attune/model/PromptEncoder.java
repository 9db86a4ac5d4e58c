package org.attune.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.util.InvalidInputException;

/**
 * Encodes prompts and responses as token ids that fit a model's context.
 *
 * <p>The begin-of-text id comes first if the tokenizer adds one; the end-of-text id is appended by
 * id. A prompt that leaves fewer than {@code reserve} tokens for the response loses its oldest or
 * newest tokens, as the layout states; a response that is still too long is truncated and then has
 * no end-of-text. Both are counted.
 *
 * <p>The tokens of a prompt depend only on the prompt, never on the response, so that compared
 * responses follow the same tokens.
 *
 * <p>Text stays text: the spelling of a control token is read as ordinary characters, unless the
 * layout asks to {@linkplain PromptTemplate#parsesSpecial() read} them as such. A begin-of-text at
 * the start of a prompt and an end-of-text at the end of a response, found in data that was
 * formatted before, are removed and counted, since their ids are added anyway.
 */
public final class PromptEncoder {
  /** Placeholder instruction where only what follows it matters. */
  private static final String ANY = "Hi";

  private final LlamaConfig config;
  private final Tokenizer tokenizer;
  private final PromptTemplate layout;
  private final int limit;
  private final int reserve;
  private final Optional<ChatEncoder> chat;
  private final int begin;
  private final String beginText;
  private final String endText;
  private final AtomicInteger cutPrompts = new AtomicInteger();
  private final AtomicInteger cutResponses = new AtomicInteger();
  private final AtomicInteger writtenControls = new AtomicInteger();

  /**
   * Makes an encoder.
   *
   * @param limit longest sequence in tokens, at most the model's context
   * @param reserve tokens reserved for the response
   */
  public PromptEncoder(LanguageModel model, PromptTemplate layout, int limit, int reserve) {
    this.config = model.config();
    this.tokenizer = model.tokenizer();
    this.layout = layout.marked(tokenizer);
    this.limit = Math.min(limit, config.context());
    this.reserve = reserve;
    this.chat =
        layout.isChat()
            ? Optional.of(new ChatEncoder(tokenizer, this.layout, config.eos()))
            : Optional.empty();
    this.begin = tokenizer.begin(config.bos());
    this.beginText = begin < 0 ? "" : tokenizer.token(begin).strip();
    this.endText = tokenizer.token(config.eos()).strip();
    InvalidInputException.unless(
        reserve > 0 && reserve < this.limit - 1,
        "No room is left for the prompt: %d of %d tokens are reserved for the response; ask for"
            + " shorter responses.",
        reserve,
        this.limit);
  }

  /** Makes an encoder that uses the whole context and reserves a quarter of it for the response. */
  public PromptEncoder(LanguageModel model, PromptTemplate layout) {
    this(model, layout, model.config().context(), Math.max(1, model.config().context() / 4));
  }

  /** Returns the ids of a prompt at inference. */
  public int[] prompt(String instruction) {
    return prompt(instruction, layout.writtenAsked());
  }

  /** Returns the ids of a prompt and a response with its normalised reward. */
  public TokenizedExample example(String instruction, String response, double reward) {
    return example(instruction, response, layout.written(reward));
  }

  /** Returns the ids of a prompt, formatted as at inference, and a response to it. */
  public TokenizedExample asked(String instruction, String response) {
    return example(instruction, response, layout.writtenAsked());
  }

  private TokenizedExample example(String instruction, String response, String score) {
    int[] prompt = prompt(instruction, score);
    int room = limit - prompt.length;
    if (chat.isPresent()) {
      ChatEncoder.EncodedTurn turn = turn(instruction, response, score, room);
      return new TokenizedExample(prompt, turn.ids(), turn.untrained());
    }
    String laid = laid(instruction, score);
    return new TokenizedExample(prompt, response(response, room, tokenizer.setsOff(laid)));
  }

  /**
   * Returns the ids of a response: at most {@code room} of them, ending with end-of-text unless
   * truncated.
   */
  public int[] response(String response, int room) {
    String score = layout.writtenAsked();
    return chat.isPresent()
        ? turn(ANY, response, score, room).ids()
        : response(response, room, tokenizer.setsOff(laid(ANY, score)));
  }

  /** Returns the assistant's turn, truncated to the room. */
  private ChatEncoder.EncodedTurn turn(
      String instruction, String response, String score, int room) {
    ChatEncoder.EncodedTurn turn =
        chat.orElseThrow().response(begun(instruction), text(response).strip(), score);
    if (turn.ids().length > room) {
      cutResponses.incrementAndGet();
      return turn.cut(room);
    }
    return turn;
  }

  private int[] response(String response, int room, boolean setOff) {
    int[] answer =
        setOff
            ? tokenizer.encodeInside(given(text(response)).strip())
            : tokenizer.encodeResponse(given(text(response)));
    if (answer.length + 1 > room) {
      cutResponses.incrementAndGet();
      return Arrays.copyOf(answer, room);
    }
    int[] ended = Arrays.copyOf(answer, answer.length + 1);
    ended[answer.length] = config.eos();
    return ended;
  }

  private int[] prompt(String instruction, String score) {
    String asked = instruction(instruction);
    if (chat.isPresent()) {
      ChatEncoder.EncodedChat laid = chat.get().prompt(asked, score);
      boolean begun = laid.ids().length > 0 && laid.ids()[0] == config.bos();
      return fit(begun ? config.bos() : -1, new int[0], laid.ids(), laid.ending());
    }
    List<String> around = around(score);
    return fit(
        begin,
        tokenizer.encode(around.get(0)),
        tokenizer.encode(laid(asked, score)),
        tokenizer.encode(layout.ending(given(asked)) + around.get(1)));
  }

  /** Returns a prompt with its score; the codes of a score are control tokens. */
  private String laid(String instruction, String score) {
    List<String> around = around(score);
    return around.get(0) + layout.laid(given(instruction)) + around.get(1);
  }

  private List<String> around(String score) {
    return layout.around(score).stream().map(tokenizer::marked).toList();
  }

  /**
   * Puts begin-of-text first, once, and truncates a prompt that leaves too little room, but not
   * what precedes it, such as CA's code.
   */
  private int[] fit(int begin, int[] front, int[] laid, int[] ending) {
    boolean there = begin >= 0 && laid.length > 0 && laid[0] == begin;
    int[] ids = there ? Arrays.copyOfRange(laid, 1, laid.length) : laid;
    int first = begin >= 0 ? 1 : 0;
    int room = limit - reserve - first;
    if (ids.length > room) {
      cutPrompts.incrementAndGet();
      ids = layout.truncation().cut(ids, ending, room);
      System.arraycopy(front, 0, ids, 0, Math.min(front.length, ids.length));
    }
    int[] prompt = new int[first + ids.length];
    if (first == 1) {
      prompt[0] = begin;
    }
    System.arraycopy(ids, 0, prompt, first, ids.length);
    return prompt;
  }

  /** Returns text from the data as the tokenizer is to read it. */
  private String given(String text) {
    return layout.parsesSpecial() ? tokenizer.marked(text) : text;
  }

  /** Returns an instruction without a begin-of-text from the data. */
  private String instruction(String instruction) {
    tokenizer.requireText(instruction);
    String text = begun(instruction);
    if (text.length() < instruction.length()) {
      writtenControls.incrementAndGet();
    }
    return text;
  }

  private String begun(String instruction) {
    boolean begins = !beginText.isEmpty() && instruction.startsWith(beginText);
    return begins ? instruction.substring(beginText.length()) : instruction;
  }

  /** Returns a response without an end-of-text from the data. */
  private String text(String response) {
    tokenizer.requireText(response);
    String text = response.stripTrailing();
    if (endText.isEmpty() || !text.endsWith(endText)) {
      return response;
    }
    writtenControls.incrementAndGet();
    return text.substring(0, text.length() - endText.length());
  }

  /** Returns how many prompts were truncated so far. */
  public int cutPrompts() {
    return cutPrompts.get();
  }

  /** Returns how many responses were truncated so far. */
  public int cutResponses() {
    return cutResponses.get();
  }

  /**
   * Returns how many prompts began with begin-of-text and responses ended with end-of-text, written
   * as text; each is encoded only once.
   */
  public int writtenControls() {
    return writtenControls.get();
  }
}

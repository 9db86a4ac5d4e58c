package org.attune.model;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.util.InvalidInputException;

/**
 * Turns prompts and responses into token ids that fit a model's context.
 *
 * <p>The rule: exactly one begin-of-text id comes first where the model has one; the end-of-text id
 * is appended by id. A prompt that leaves fewer than {@code reserve} tokens for the response loses
 * its oldest tokens (behind begin-of-text); a response that is still too long is cut at its end and
 * then carries no end-of-text. Both are counted.
 */
public final class PromptEncoder {
  private final LlamaConfig config;
  private final Tokenizer tokenizer;
  private final PromptTemplate layout;
  private final int limit;
  private final int reserve;
  private final AtomicInteger cutPrompts = new AtomicInteger();
  private final AtomicInteger cutResponses = new AtomicInteger();

  /**
   * Makes an encoder.
   *
   * @param limit longest sequence in tokens, at most the model's context
   * @param reserve tokens that stay free for the response
   */
  public PromptEncoder(LanguageModel model, PromptTemplate layout, int limit, int reserve) {
    this.config = model.config();
    this.tokenizer = model.tokenizer();
    this.layout = layout;
    this.limit = Math.min(limit, config.context());
    this.reserve = reserve;
    InvalidInputException.unless(
        reserve > 0 && reserve < this.limit - 1,
        "There must be room for a prompt beside the response: %d of %d tokens are reserved; ask for shorter responses.",
        reserve,
        this.limit);
  }

  /** Makes an encoder that uses the whole context and keeps a quarter of it for the response. */
  public PromptEncoder(LanguageModel model, PromptTemplate layout) {
    this(model, layout, model.config().context(), Math.max(1, model.config().context() / 4));
  }

  /** Returns the ids of a prompt at inference. */
  public int[] prompt(String instruction) {
    return fit(tokenizer.encode(layout.prompt(instruction)), limit - reserve);
  }

  /** Returns the ids of a prompt and a response whose normalised reward is known. */
  public TokenizedExample example(String instruction, String response, double reward) {
    int[] answer = tokenizer.encodeResponse(response);
    int[] asked = tokenizer.encode(layout.prompt(instruction, reward));
    int room = Math.max(limit - reserve, limit - answer.length - 1);
    int[] prompt = fit(asked, room);
    int space = limit - prompt.length;
    if (answer.length + 1 > space) {
      cutResponses.incrementAndGet();
      return new TokenizedExample(prompt, Arrays.copyOf(answer, space));
    }
    int[] ended = Arrays.copyOf(answer, answer.length + 1);
    ended[answer.length] = config.eos();
    return new TokenizedExample(prompt, ended);
  }

  private int[] fit(int[] ids, int room) {
    int first = config.bos() >= 0 ? 1 : 0;
    int kept = Math.min(ids.length, room - first);
    if (kept < ids.length) {
      cutPrompts.incrementAndGet();
    }
    int[] prompt = new int[first + kept];
    if (first == 1) {
      prompt[0] = config.bos();
    }
    System.arraycopy(ids, ids.length - kept, prompt, first, kept);
    return prompt;
  }

  /** Returns how many prompts lost their oldest tokens so far. */
  public int cutPrompts() {
    return cutPrompts.get();
  }

  /** Returns how many responses lost their end so far. */
  public int cutResponses() {
    return cutResponses.get();
  }
}

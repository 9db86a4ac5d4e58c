package org.attune.model;

import java.util.Locale;
import java.util.Map;
import org.attune.data.TextTemplate;
import org.attune.util.InvalidInputException;

/**
 * How an instruction becomes the prompt that a model reads.
 *
 * <p>A prompt that already is a whole dialogue, ending in {@code Assistant:}, is taken as it
 * stands.
 *
 * @param template the prompt with an {@code {instruction}} hole, or {@code {chat}} for the model's
 *     own chat template
 * @param score what is written behind the prompt to ask for a reward, with a {@code {score}} hole,
 *     or an empty text for methods that do not condition on it (OFFLINE eq. 6)
 * @param asked the normalised reward that is asked for when none is given, as at inference
 * @param truncation which tokens of a prompt stay when it is too long for the context
 */
public record PromptTemplate(
    String template, String score, double asked, TruncationMode truncation) {
  private static final String REPLY = "Assistant:";
  private static final String HOLE = "{instruction}";
  private static final String BY_TEMPLATE = "{chat}";

  /** The papers' layout: {@code User: {instruction} Assistant:}. */
  public static final PromptTemplate PLAIN =
      new PromptTemplate("User: {instruction}\nAssistant:", "", 0);

  /** The model's own chat template, which its folder brings along. */
  public static final PromptTemplate CHAT = new PromptTemplate(BY_TEMPLATE, "", 0);

  /** Keeps the end of prompts that are too long. */
  public PromptTemplate(String template, String score, double asked) {
    this(template, score, asked, TruncationMode.KEEP_END);
  }

  /** Checks that both texts have their hole. */
  public PromptTemplate {
    // A file that was written before there was a choice does not name one.
    truncation = truncation == null ? TruncationMode.KEEP_END : truncation;
    if (!template.equals(BY_TEMPLATE)) {
      TextTemplate.of(template).requiring("instruction");
    }
    if (!score.isEmpty()) {
      TextTemplate.of(score).requiring("score");
    }
    InvalidInputException.unless(
        Double.isFinite(asked), "The score to ask for must be a number, got %s.", asked);
  }

  /** Returns a layout that writes a reward behind the prompt. */
  public PromptTemplate withScore(String pattern, double ask) {
    return new PromptTemplate(template, pattern, ask, truncation);
  }

  /** Returns a layout that asks for another reward at inference. */
  public PromptTemplate conditionedOn(double reward) {
    return new PromptTemplate(template, score, reward, truncation);
  }

  /** Returns a layout that keeps other tokens of prompts that are too long. */
  public PromptTemplate truncation(TruncationMode mode) {
    return new PromptTemplate(template, score, asked, mode);
  }

  /** Returns this layout without a reward in the prompt. */
  public PromptTemplate withoutScore() {
    return new PromptTemplate(template, "", 0, truncation);
  }

  /** Returns this layout with its control tokens as the tokenizer wants to read them. */
  public PromptTemplate marked(Tokenizer tokenizer) {
    return new PromptTemplate(
        tokenizer.marked(template), tokenizer.marked(score), asked, truncation);
  }

  /**
   * Returns the layout of a name, {@code plain} or {@code chat}, or of a template of one's own with
   * the hole {@code {instruction}}.
   */
  public static PromptTemplate named(String layout) {
    return switch (layout) {
      case "plain" -> PLAIN;
      case "chat" -> CHAT;
      default -> new PromptTemplate(layout, "", 0);
    };
  }

  /** Returns this layout with another's template. */
  public PromptTemplate template(PromptTemplate other) {
    return new PromptTemplate(other.template, score, asked, truncation);
  }

  /** Returns whether the model's own chat template lays prompts out. */
  public boolean isChat() {
    return template.equals(BY_TEMPLATE);
  }

  /** Returns whether the reward is part of the prompt. */
  public boolean conditional() {
    return !score.isEmpty();
  }

  /** Lays a prompt out for inference, asking for {@link #asked}. */
  public String prompt(String instruction) {
    return prompt(instruction, asked);
  }

  /**
   * Lays a prompt out with a reward, rounded to one decimal as the paper does; a chat template is
   * the tokenizer's matter, so it is refused here.
   */
  public String prompt(String instruction, double reward) {
    InvalidInputException.unless(
        !isChat(),
        "The layout \"chat\" gives tokens and no text of its own here; use the layout \"plain\".");
    String laid =
        isDialogue(instruction) ? instruction : TextTemplate.of(template).fill(instruction);
    return conditional() ? laid + TextTemplate.of(score).fill(rounded(reward)) : laid;
  }

  /** Returns what stands after the instruction in a prompt with a reward. */
  String ending(String instruction, double reward) {
    String tail =
        isDialogue(instruction)
            ? instruction.substring(instruction.lastIndexOf(REPLY))
            : TextTemplate.of(template.substring(template.lastIndexOf(HOLE) + HOLE.length()))
                .fill(Map.of());
    return conditional() ? tail + TextTemplate.of(score).fill(rounded(reward)) : tail;
  }

  /** Writes a reward with one decimal, half away from zero, and never as "-0.0". */
  public static String rounded(double reward) {
    double tenths = Math.signum(reward) * Math.floor(Math.abs(reward) * 10 + 0.5) / 10;
    return String.format(Locale.ROOT, "%.1f", tenths == 0 ? 0.0 : tenths);
  }

  private static boolean isDialogue(String prompt) {
    return prompt.stripTrailing().endsWith(REPLY);
  }
}

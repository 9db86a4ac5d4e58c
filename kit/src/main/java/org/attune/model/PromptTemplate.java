package org.attune.model;

import java.util.Locale;
import org.attune.data.TextTemplate;
import org.attune.util.InvalidInputException;

/**
 * How an instruction becomes the prompt that a model reads.
 *
 * <p>A prompt that already is a whole dialogue, ending in {@code Assistant:}, is taken as it
 * stands.
 *
 * @param template the prompt with an {@code {instruction}} hole
 * @param score what is written behind the prompt to ask for a reward, with a {@code {score}} hole,
 *     or an empty text for methods that do not condition on it (OFFLINE eq. 6)
 * @param asked the normalised reward that is asked for when none is given, as at inference
 */
public record PromptTemplate(String template, String score, double asked) {
  /** The papers' layout: {@code User: {instruction} Assistant:}. */
  public static final PromptTemplate PLAIN =
      new PromptTemplate("User: {instruction}\nAssistant:", "", 0);

  /** Checks that both texts have their hole. */
  public PromptTemplate {
    TextTemplate.of(template).requiring("instruction");
    if (!score.isEmpty()) {
      TextTemplate.of(score).requiring("score");
    }
    InvalidInputException.unless(
        Double.isFinite(asked), "The score to ask for must be a number, got %s.", asked);
  }

  /** Returns a layout that writes a reward behind the prompt. */
  public PromptTemplate withScore(String pattern, double ask) {
    return new PromptTemplate(template, pattern, ask);
  }

  /** Returns a layout that asks for another reward at inference. */
  public PromptTemplate conditionedOn(double reward) {
    return new PromptTemplate(template, score, reward);
  }

  /** Returns whether the reward is part of the prompt. */
  public boolean conditional() {
    return !score.isEmpty();
  }

  /** Lays a prompt out for inference, asking for {@link #asked}. */
  public String prompt(String instruction) {
    return prompt(instruction, asked);
  }

  /** Lays a prompt out with a reward, rounded to one decimal as the paper does. */
  public String prompt(String instruction, double reward) {
    String laid =
        isDialogue(instruction) ? instruction : TextTemplate.of(template).fill(instruction);
    return conditional() ? laid + TextTemplate.of(score).fill(rounded(reward)) : laid;
  }

  /** Writes a reward with one decimal, half away from zero, and never as "-0.0". */
  public static String rounded(double reward) {
    double tenths = Math.signum(reward) * Math.floor(Math.abs(reward) * 10 + 0.5) / 10;
    return String.format(Locale.ROOT, "%.1f", tenths == 0 ? 0.0 : tenths);
  }

  private static boolean isDialogue(String prompt) {
    return prompt.stripTrailing().endsWith("Assistant:");
  }
}

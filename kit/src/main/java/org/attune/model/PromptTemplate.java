package org.attune.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.data.TextTemplate;
import org.attune.util.InvalidInputException;

/**
 * Formats an instruction as the prompt that a model reads.
 *
 * <p>A prompt that already is a whole dialogue, ending in {@code Assistant:}, is used unchanged.
 *
 * <p>A score is written in one of two ways. Without {@code cuts} it is the normalised reward itself
 * with one decimal, as in Hu et al. (2023, arXiv 2308.12050), §4.1. With n − 1 cuts it is one of n
 * codes, each named by the middle quantile of its interval of the training rewards: with five codes
 * the worst fifth is 0.1 and the best 0.9.
 *
 * @param template the prompt with an {@code {instruction}} placeholder, or {@code {chat}} for the
 *     model's own chat template
 * @param score how a reward is requested, with a {@code {score}} placeholder: written after the
 *     prompt, or around it if there is a {@code {prompt}} placeholder too; an empty text for
 *     methods that do not condition on it (Hu et al., eq. 6)
 * @param asked what is requested when no reward is given, as at inference: a normalised reward, or
 *     with cuts a quantile between 0 and 1
 * @param truncation which tokens of a prompt are kept when it is too long for the context
 * @param cuts the normalised rewards, ascending, that separate the codes; empty if the reward
 *     itself is written
 * @param parsesSpecial whether the spelling of a special token in a prompt or response, such as
 *     {@code <|im_end|>}, is read as that token, as with {@code parse_special} in llama.cpp; by
 *     default text stays text
 */
public record PromptTemplate(
    String template,
    String score,
    double asked,
    TruncationMode truncation,
    List<Double> cuts,
    boolean parsesSpecial) {
  private static final String REPLY = "Assistant:";
  private static final String HOLE = "{instruction}";
  private static final String BY_TEMPLATE = "{chat}";

  /** Placeholder for the prompt while the text around it is determined. */
  private static final String PLACE = "\uF8EF";

  /** The papers' layout: {@code User: {instruction} Assistant:}. */
  public static final PromptTemplate PLAIN =
      new PromptTemplate("User: {instruction}\nAssistant:", "", 0);

  /** The chat template in the model's folder. */
  public static final PromptTemplate CHAT = new PromptTemplate(BY_TEMPLATE, "", 0);

  /**
   * Makes a layout that writes scores as they are, or none, and keeps the end of prompts that are
   * too long.
   */
  public PromptTemplate(String template, String score, double asked) {
    this(template, score, asked, TruncationMode.KEEP_END, List.of(), false);
  }

  /** Checks that both texts have their placeholder. */
  public PromptTemplate {
    // Older files contain neither.
    truncation = truncation == null ? TruncationMode.KEEP_END : truncation;
    cuts = cuts == null ? List.of() : List.copyOf(cuts);
    if (!template.equals(BY_TEMPLATE)) {
      TextTemplate.of(template).requiring("instruction");
    }
    if (!score.isEmpty()) {
      checkScore(score);
    }
    InvalidInputException.unless(
        Double.isFinite(asked), "The score to ask for must be a number, got %s.", asked);
    InvalidInputException.unless(
        cuts.isEmpty() || (asked > 0 && asked < 1),
        "This policy is asked for a quantile of its training rewards, between 0 and 1, got %s; ask"
            + " for 0.9 to get answers like the best.",
        asked);
  }

  /** Rejects a score pattern without its placeholder, or with an unknown one. */
  public static void checkScore(String pattern) {
    TextTemplate template = TextTemplate.of(pattern);
    if (template.holes().contains("prompt")) {
      template.requiring("score", "prompt");
    } else {
      template.requiring("score");
    }
  }

  /** Returns a layout that writes a reward after the prompt. */
  public PromptTemplate withScore(String pattern, double ask) {
    return new PromptTemplate(template, pattern, ask, truncation, List.of(), parsesSpecial);
  }

  /** Returns a layout that writes a quantile's code after the prompt. */
  public PromptTemplate withQuantiles(String pattern, List<Double> cuts, double ask) {
    return new PromptTemplate(template, pattern, ask, truncation, cuts, parsesSpecial);
  }

  /**
   * Returns a layout that requests another reward, or quantile, at inference; one without a place
   * for it is rejected.
   */
  public PromptTemplate conditionedOn(double reward) {
    InvalidInputException.unless(
        conditional(),
        "The policy cannot be asked for the score %s: its prompt has no place for one, so the"
            + " answers would stay as they are; align it with Align.ca() first.",
        reward);
    return new PromptTemplate(template, score, reward, truncation, cuts, parsesSpecial);
  }

  /** Returns a layout that keeps other tokens of prompts that are too long. */
  public PromptTemplate truncation(TruncationMode mode) {
    return new PromptTemplate(template, score, asked, mode, cuts, parsesSpecial);
  }

  /** Returns a layout that reads special tokens spelled in prompts and responses, or not. */
  public PromptTemplate parseSpecial(boolean parse) {
    return new PromptTemplate(template, score, asked, truncation, cuts, parse);
  }

  /** Returns this layout without a reward in the prompt. */
  public PromptTemplate withoutScore() {
    return new PromptTemplate(template, "", 0, truncation, List.of(), parsesSpecial);
  }

  /** Returns this layout with its control tokens marked for the tokenizer. */
  public PromptTemplate marked(Tokenizer tokenizer) {
    return new PromptTemplate(
        tokenizer.marked(template),
        tokenizer.marked(score),
        asked,
        truncation,
        cuts,
        parsesSpecial);
  }

  /**
   * Returns the layout of a name, {@code plain} or {@code chat}, or of a custom template with the
   * placeholder {@code {instruction}}.
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
    return new PromptTemplate(other.template, score, asked, truncation, cuts, parsesSpecial);
  }

  /** Returns whether prompts are formatted by the model's own chat template. */
  public boolean isChat() {
    return template.equals(BY_TEMPLATE);
  }

  /** Returns whether the reward is part of the prompt. */
  public boolean conditional() {
    return !score.isEmpty();
  }

  /** Returns the codes as written, by ascending reward; empty without cuts. */
  public List<String> codes() {
    return cuts.isEmpty()
        ? List.of()
        : IntStream.rangeClosed(0, cuts.size()).mapToObj(this::code).toList();
  }

  private String code(int place) {
    List<String> around = around(quantile(place, cuts.size() + 1));
    return around.get(0) + around.get(1);
  }

  /** Returns the quantile in the middle of one of n intervals of equal probability. */
  public static String quantile(int place, int n) {
    String text = String.format(Locale.ROOT, "%.2f", (place + 0.5) / n);
    return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
  }

  /** Returns the index, from 0, of the code of a normalised reward. */
  public int place(double reward) {
    return (int) cuts.stream().filter(cut -> reward > cut).count();
  }

  /** Returns how a response's normalised reward is written in the score placeholder. */
  String written(double reward) {
    return cuts.isEmpty() ? rounded(reward) : quantile(place(reward), cuts.size() + 1);
  }

  /** Returns what is written in the score placeholder at inference, requesting {@link #asked}. */
  String writtenAsked() {
    int n = cuts.size() + 1;
    return cuts.isEmpty() ? rounded(asked) : quantile(Math.min(n - 1, (int) (asked * n)), n);
  }

  /**
   * Returns the text before and after the prompt when a score is written; otherwise empty texts.
   */
  List<String> around(String written) {
    if (!conditional()) {
      return List.of("", "");
    }
    TextTemplate pattern = TextTemplate.of(score);
    if (!pattern.holes().contains("prompt")) {
      return List.of("", pattern.fill(written));
    }
    String filled = pattern.fill(Map.of("prompt", PLACE, "score", written));
    int at = filled.indexOf(PLACE);
    return List.of(filled.substring(0, at), filled.substring(at + PLACE.length()));
  }

  /** Formats a prompt for inference, requesting {@link #asked}. */
  public String prompt(String instruction) {
    return joined(instruction, writtenAsked());
  }

  /** Formats a prompt with a response's own normalised reward. */
  public String prompt(String instruction, double reward) {
    return joined(instruction, written(reward));
  }

  private String joined(String instruction, String written) {
    List<String> around = around(written);
    return around.get(0) + laid(instruction) + around.get(1);
  }

  /**
   * Formats a prompt without a score; a chat template needs the tokenizer, so it is rejected here.
   */
  String laid(String instruction) {
    InvalidInputException.unless(
        !isChat(),
        "The layout \"chat\" gives tokens and no text of its own here; use the layout \"plain\".");
    return isDialogue(instruction) ? instruction : TextTemplate.of(template).fill(instruction);
  }

  /** Returns the text after the instruction in a prompt without a score. */
  String ending(String instruction) {
    return isDialogue(instruction)
        ? instruction.substring(instruction.lastIndexOf(REPLY))
        : TextTemplate.of(template.substring(template.lastIndexOf(HOLE) + HOLE.length()))
            .fill(Map.of());
  }

  /** Writes a reward with one decimal, rounded half away from zero, and never as "-0.0". */
  public static String rounded(double reward) {
    double tenths = Math.signum(reward) * Math.floor(Math.abs(reward) * 10 + 0.5) / 10;
    return String.format(Locale.ROOT, "%.1f", tenths == 0 ? 0.0 : tenths);
  }

  private static boolean isDialogue(String prompt) {
    return prompt.stripTrailing().endsWith(REPLY);
  }
}

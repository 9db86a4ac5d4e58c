package org.attune.reward;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The final answer that a text gives, for comparison with that of a reference solution.
 *
 * <p>It is what stands, in this order of preference, in the last {@code \boxed{…}}, after the last
 * {@code ####} (GSM8K), in the last {@code <answer>…</answer>}, or after the last "answer is" or
 * "answer:"; else the formula with the last number, or that number; else the whole text. A line
 * without words is taken whole. Only what follows {@code </think>} counts, and a text that begins
 * to think and does not end has no answer.
 *
 * @param text the answer without the marks around it
 */
public record FinalAnswer(String text) implements Serializable {
  private static final String BOXED = "\\boxed{";

  /** A level of headings in Markdown too, so words count in the last line only. */
  private static final Pattern HASHES =
      Pattern.compile("####[ \\t]*(?=[-−+$*\\\\(]*\\.?\\d|[^\\n]+\\s*\\z)([^\\n]+)");

  private static final Pattern TAG =
      Pattern.compile("<answer>(.{0,2000}?)</answer>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern SAID =
      Pattern.compile(
          "(?:\\banswer(?:\\*\\*)?(?: is\\b| would be\\b| =|:)|答案(?:\\*\\*)?[是为:：])"
              + "[\\s:：*]*(?=([^\\n]+))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMAND = Pattern.compile("\\\\[a-zA-Z]+(?:(?<=text)\\{[^{}]*\\})?");
  private static final Pattern WORD = Pattern.compile("\\p{L}{2}|\\n");
  private static final String OPEN = "<think>";
  private static final String CLOSED = "</think>";

  /** Returns the final answer of a text, if it gives one. */
  public static Optional<FinalAnswer> of(String text) {
    int thought = text.lastIndexOf(CLOSED);
    String said = thought < 0 ? text : text.substring(thought + CLOSED.length());
    if (said.contains(OPEN)) {
      return Optional.empty();
    }
    return boxed(said)
        .or(() -> last(HASHES, said).map(FinalAnswer::untagged).map(AnswerSentence::answer))
        .or(() -> last(TAG, said).map(FinalAnswer::inTag))
        .or(() -> last(SAID, said).map(AnswerSentence::answer))
        .or(() -> Optional.of(isFormula(said) ? said : AnswerSentence.lastNumber(said)))
        .filter(answer -> !answer.isBlank())
        .map(answer -> new FinalAnswer(answer.strip()));
  }

  /**
   * Returns whether two answers are the same: equal numbers, written as integers, decimals,
   * fractions, mixed numbers or with powers of ten, with signs of currency, percent, degrees and
   * thousands left out; or the same words and formulas, whatever their case and blanks. A unit in
   * {@code \text{…}} may be missing in one of the two.
   */
  public boolean matches(FinalAnswer other) {
    return AnswerValue.of(text).matches(AnswerValue.of(other.text));
  }

  /** Returns what stands in the braces of the last box, which may hold braces of its own. */
  private static Optional<String> boxed(String text) {
    int start = text.lastIndexOf(BOXED);
    int depth = 1;
    for (int at = start + BOXED.length(); start >= 0 && at < text.length(); at++) {
      depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return Optional.of(text.substring(start + BOXED.length(), at));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> last(Pattern pattern, String text) {
    return pattern.matcher(text).results().reduce((a, b) -> b).map(found -> found.group(1));
  }

  private static String inTag(String content) {
    return last(SAID, content).map(AnswerSentence::answer).orElse(AnswerSentence.answer(content));
  }

  private static String untagged(String line) {
    int end = line.indexOf("</answer>");
    return end < 0 ? line : line.substring(0, end);
  }

  /** Returns whether a text is one line without words, such as the column of right answers. */
  private static boolean isFormula(String text) {
    Matcher commands = COMMAND.matcher(text.strip());
    return !WORD.matcher(commands.replaceAll("")).find();
  }
}

package org.attune.reward;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The final answer that a text gives, for comparison with that of a reference solution.
 *
 * <p>It is what stands, in this order of preference, in the last {@code \boxed{…}}, after the last
 * {@code ####} (GSM8K), in the last {@code <answer>…</answer>}, or after the last "answer is" or
 * "answer:"; else the last number; else the whole text. Only what follows {@code </think>} counts,
 * and a text that begins to think and does not end has no answer.
 *
 * @param text the answer without the marks around it
 */
public record FinalAnswer(String text) {
  private static final String BOXED = "\\boxed{";
  private static final Pattern HASHES = Pattern.compile("####[ \\t]*([^\\n]+)");
  private static final Pattern TAG =
      Pattern.compile("<answer>(.*?)</answer>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern SAID =
      Pattern.compile("\\banswer(?: is|:)[ \\t]*([^\\n]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.])[-−+]?\\$?(?:(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|\\.\\d+)(?:/\\d+)?");
  private static final Pattern RATIO =
      Pattern.compile("([-+]?)(\\d{1,400}(?:\\.\\d{0,400})?|\\.\\d{1,400})(?:/(\\d{1,400}))?");
  private static final Pattern FRACTION =
      Pattern.compile("\\\\[dt]?frac\\{([^{}]*)\\}\\{([^{}]*)\\}");
  private static final Pattern WORDS = Pattern.compile("\\\\(?:text|mathrm|mathbf)\\{([^{}]*)\\}");
  private static final String CLOSED = "</think>";

  /** Returns the final answer of a text, if it gives one. */
  public static Optional<FinalAnswer> of(String text) {
    int thought = text.lastIndexOf(CLOSED);
    if (thought < 0 && text.contains("<think>")) {
      return Optional.empty();
    }
    String said = thought < 0 ? text : text.substring(thought + CLOSED.length());
    return boxed(said)
        .or(() -> last(HASHES, said))
        .or(() -> last(TAG, said))
        .or(() -> last(SAID, said).map(FinalAnswer::numberOrWords))
        .or(() -> last(NUMBER, said))
        .or(() -> Optional.of(said))
        .filter(answer -> !answer.isBlank())
        .map(answer -> new FinalAnswer(answer.strip()));
  }

  /**
   * Returns whether two answers are the same: equal numbers, written as integers, decimals or
   * fractions, with signs of currency, percent and thousands left out; or the same words, whatever
   * their case and the blanks between them.
   */
  public boolean matches(FinalAnswer other) {
    String mine = plain(text);
    String theirs = plain(other.text);
    Optional<BigDecimal[]> number = ratio(mine);
    Optional<BigDecimal[]> wanted = ratio(theirs);
    if (number.isPresent() && wanted.isPresent()) {
      BigDecimal[] a = number.get();
      BigDecimal[] b = wanted.get();
      return a[0].multiply(b[1]).compareTo(b[0].multiply(a[1])) == 0; // a₀ / a₁ = b₀ / b₁
    }
    return mine.equals(theirs);
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
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    MatchResult last = found.get(found.size() - 1);
    return Optional.of(last.group(Math.min(1, last.groupCount())));
  }

  /** Returns the first number of a sentence's end ("42 apples."), or else its words. */
  private static String numberOrWords(String said) {
    Matcher number = NUMBER.matcher(said);
    return number.find() && !said.contains("\\") ? number.group() : said;
  }

  /** Removes what does not change an answer. */
  private static String plain(String answer) {
    String text = FRACTION.matcher(answer).replaceAll("$1/$2");
    text = WORDS.matcher(text).replaceAll("$1");
    text = text.replace('−', '-').replaceAll("\\\\(?:left|right|displaystyle|[!,;$% ])|[$€£%]", "");
    text = text.replaceAll("(?<=\\d),(?=\\d{3}(?!\\d))", "");
    text = text.replaceAll("\\s+", " ").strip().replaceAll("[.,;:!?]+$", "");
    return text.toLowerCase(Locale.ROOT);
  }

  /** Returns the numerator and denominator of a number, or nothing if a text is none. */
  private static Optional<BigDecimal[]> ratio(String text) {
    Matcher match = RATIO.matcher(text.replace(" ", ""));
    if (!match.matches()) {
      return Optional.empty();
    }
    BigDecimal above = new BigDecimal(match.group(1).replace("+", "") + match.group(2));
    BigDecimal below = match.group(3) == null ? BigDecimal.ONE : new BigDecimal(match.group(3));
    return below.signum() == 0 ? Optional.empty() : Optional.of(new BigDecimal[] {above, below});
  }
}

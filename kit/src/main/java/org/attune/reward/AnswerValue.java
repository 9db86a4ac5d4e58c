package org.attune.reward;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer without what does not change it, for comparison.
 *
 * @param text the answer with its unit, in lower case
 * @param bare the answer without its unit; equal to text where it has none
 */
record AnswerValue(String text, String bare) {
  private static final Pattern UNIT =
      Pattern.compile(
          "(?<=[\\d}])(?:\\\\[,;! ])?[~\\s]*\\\\(?:text|mathrm|mbox)"
              + "\\{(?!\\W*(?i:dozen|hundred|thousand|million|billion|trillion))[^{}]*\\}"
              + "(?:\\^\\{?\\d\\}?)?$");
  private static final Pattern WORDS =
      Pattern.compile("\\\\(?:text|textbf|mathrm|mathbf|mbox)\\{([^{}]*)\\}");
  private static final Pattern SHORT_FRACTION = Pattern.compile("\\\\frac\\s*(\\d)\\s*(\\d)");
  private static final Pattern FRACTION = Pattern.compile("\\\\frac\\{([^{}]*)\\}\\{([^{}]*)\\}");
  private static final Pattern RATIO =
      Pattern.compile("([-+]?)(\\d{1,400}(?:\\.\\d{0,400})?|\\.\\d{1,400})(?:/(\\d{1,400}))?");
  private static final Pattern MIXED =
      Pattern.compile("([-+]?)(\\d{1,400}) (\\d{1,400})/(\\d{1,400})");
  private static final Pattern POWER =
      Pattern.compile(
          "([-+]?(?:\\d{1,400}(?:\\.\\d{0,400})?|\\.\\d{1,400}))"
              + "(?:e|(?:\\\\times|\\\\cdot|[×x*]) ?10\\^\\{?)([-+]?\\d{1,3})\\}?");

  /** Longer texts are no numbers, and slow to read. */
  private static final int LONGEST = 1000;

  /** Returns the value of an answer. */
  static AnswerValue of(String answer) {
    if (answer.length() > LONGEST) {
      return new AnswerValue(answer, answer);
    }
    return new AnswerValue(plain(answer), plain(UNIT.matcher(answer.strip()).replaceAll("")));
  }

  /** Returns whether two answers are the same; one of them may lack its unit. */
  boolean matches(AnswerValue other) {
    boolean oneUnit = text.equals(bare) || other.text.equals(other.bare);
    return same(text, other.text) || (oneUnit && same(bare, other.bare));
  }

  private static boolean same(String mine, String theirs) {
    Optional<BigDecimal[]> number = ratio(mine);
    Optional<BigDecimal[]> wanted = ratio(theirs);
    if (number.isPresent() && wanted.isPresent()) {
      BigDecimal[] a = number.get();
      BigDecimal[] b = wanted.get();
      return a[0].multiply(b[1]).compareTo(b[0].multiply(a[1])) == 0; // a₀ / a₁ = b₀ / b₁
    }
    return mine.equals(theirs);
  }

  /** Removes what does not change an answer. */
  private static String plain(String answer) {
    String text = answer.strip().replaceAll("^\\\\[(\\[]|\\\\[)\\]]$|^[*_`]+|[*_`]+$", "");
    text = WORDS.matcher(text).replaceAll("$1");
    text =
        SHORT_FRACTION
            .matcher(text.replaceAll("\\\\[dt]frac", "\\\\frac"))
            .replaceAll("\\\\frac{$1}{$2}");
    text = fractions(text.replaceAll("\\\\sqrt\\s*(\\w)", "\\\\sqrt{$1}"));
    text = text.replace('−', '-').replaceAll("\\^\\{?\\\\circ\\}?|°", "").replace("{,}", ",");
    text =
        text.replaceAll("\\\\(?:left|right|displaystyle|[!,;:$% ])|[$€£%]", "").replace('~', ' ');
    text = text.replaceAll("(?<=\\d),(?=\\d{3}(?!\\d))", "");
    text = text.replaceAll("\\s+", " ").replaceAll("(?<!\\w) | (?!\\w)", "");
    text = text.replaceAll("(?:[.,;:?。]|(?<=\\p{L}{2})!)+$", "");
    text = text.replaceAll("^(?:\\p{L}|[\\d\\s.+*/×-]*)=(?=[^=]*$)", "");
    return text.toLowerCase(Locale.ROOT).replaceAll("^\\(([a-z])\\)$", "$1");
  }

  /** Writes fractions with a slash; after a whole number, with a blank before it. */
  private static String fractions(String text) {
    Matcher fraction = FRACTION.matcher(text);
    StringBuilder written = new StringBuilder();
    while (fraction.find()) {
      boolean mixed = fraction.start() > 0 && Character.isDigit(text.charAt(fraction.start() - 1));
      String ratio = term(fraction.group(1)) + "/" + term(fraction.group(2));
      fraction.appendReplacement(written, Matcher.quoteReplacement((mixed ? " " : "") + ratio));
    }
    return fraction.appendTail(written).toString();
  }

  private static String term(String part) {
    String term = part.strip();
    return term.matches("[-−]?[\\w.]+") ? term : "(" + term + ")";
  }

  /** Returns the numerator and denominator of a number, or nothing if a text is none. */
  private static Optional<BigDecimal[]> ratio(String text) {
    Matcher power = POWER.matcher(text);
    if (power.matches()) {
      int exponent = Integer.parseInt(power.group(2));
      return pair(number(power.group(1)).scaleByPowerOfTen(exponent), BigDecimal.ONE);
    }
    Matcher mixed = MIXED.matcher(text);
    if (mixed.matches()) {
      BigDecimal below = number(mixed.group(4));
      BigDecimal above = number(mixed.group(2)).multiply(below).add(number(mixed.group(3)));
      return pair(mixed.group(1).equals("-") ? above.negate() : above, below);
    }
    Matcher match = RATIO.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    return pair(
        number(match.group(1) + match.group(2)),
        match.group(3) == null ? BigDecimal.ONE : number(match.group(3)));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.replace("+", ""));
  }

  private static Optional<BigDecimal[]> pair(BigDecimal above, BigDecimal below) {
    return below.signum() == 0 ? Optional.empty() : Optional.of(new BigDecimal[] {above, below});
  }
}

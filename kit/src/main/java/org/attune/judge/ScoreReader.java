package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads scores and verdicts from a judge's free text: plain lines, Markdown, JSON, "8/10", "Score:
 * eight".
 *
 * <p>A number counts only where the text says that it is a score; the last such number counts,
 * since explanations come first. A number outside the scale is no score.
 */
final class ScoreReader {
  private static final Map<String, Integer> WORDS =
      Map.of(
          "one", 1, "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7, "eight", 8,
          "nine", 9, "ten", 10);

  private static final String NUMBER =
      "(?<number>-?\\d{1,3}(?:\\.\\d+)?|(?i:one|two|three|four|five|six|seven|eight|nine|ten))"
          + "(?![\\p{Alnum}]|\\.\\d)"
          + "(?:\\s*(?:-|–|to)\\s*(?<to>\\d{1,3}(?:\\.\\d+)?)(?![\\p{Alnum}/]|\\.\\d))?"
          + "(?:\\s*(?:/|out\\s+of)\\s*(?<of>\\d{1,3})\\b|\\s*(?<percent>%))?";

  private static final String SAID = "(?i:scores?|ratings?|grades?|marks?|rated|graded|scored)";
  private static final String SCALE = "(?:\\s*\\([^)\\n]{0,24}\\))?";
  private static final String LINK =
      "[\"'\\s]*(?:(?i:is|it|this|of|as|a|an|at|would\\s+be|gets|receives|earns)\\b\\s*|[:=→|>(,]\\s*|-\\s+|[\"'])*"
          + "\\[{0,2}\\s*[\"']?";

  /** As Prometheus 2 ends its feedback (Kim et al. 2024, arXiv 2405.01535): "[RESULT] 4". */
  private static final String RESULT = "(?i:\\[result])\\s*\\(?\\s*";

  private static final Pattern RESULT_SCORE = Pattern.compile(RESULT + NUMBER);
  private static final Pattern RESULT_WINNER = Pattern.compile(RESULT + "(A|B|C|(?i:tie))\\b");
  private static final Pattern BRACKETS = Pattern.compile("\\[\\[\\s*" + NUMBER + "\\s*]]");
  private static final Pattern LABELLED =
      Pattern.compile("\\b" + SAID + "\\b[\"']?" + SCALE + LINK + NUMBER);
  private static final Pattern FRACTION =
      Pattern.compile(
          "(?<![\\d/.])(?<number>\\d{1,3}(?:\\.\\d+)?)(?<to>)"
              + "\\s*(?:/|out\\s+of)\\s*(?<of>5|10|20|100)\\b(?<percent>)(?!/)");
  private static final Pattern ALONE =
      Pattern.compile("(?m)^[\\s\\[({\"']*" + NUMBER + "[\\s\\])}\"'.!]*\\z");

  private static final Pattern BOXED = Pattern.compile("\\[\\[?\\s*(A|B|C|(?i:tie))\\s*]?]");
  private static final Pattern NAMED_WINNER =
      Pattern.compile(
          "(?i:verdict|winner|preferred|preference|choice|better|best)\\b[\"']?"
              + "\\s*(?:(?i:is|one|answer|goes\\s+to)\\b\\s*|[:=\"'→-]\\s*)*"
              + "(?:(?i:answer|assistant|response)\\s+)?(A|B|C|(?i:tie))\\b(?!')");
  private static final Pattern IS_BETTER =
      Pattern.compile(
          "(?:(?i:answer|assistant|response)\\s+)(A|B)\\s+(?i:(?:is|was|performs)\\s+"
              + "(?:(?:clearly|slightly|much|the|overall|far|somewhat|more)\\s+)*"
              + "(?:better|best|winner|preferable|superior|helpful)|wins)\\b");

  /** As SmolLM2 puts it: "The answer that helps the user more is answer A." */
  private static final Pattern THAT_IS_BETTER =
      Pattern.compile(
          "(?i:(?:answer|assistant|response|one)\\s+(?:that|which)\\s+(?:is\\s+"
              + "(?:(?:clearly|slightly|much|overall|the)\\s+)*(?:better|best|(?:more|most)\\s+helpful)"
              + "|helps\\s+(?:the\\s+user\\s+)?(?:more|most|better|best))\\s+is\\s+)"
              + "(?:(?i:answer|assistant|response)\\s+)?(A|B)\\b(?!')");

  private static final Pattern EVEN =
      Pattern.compile("(?i)\\b(?:it(?:'s| is) a tie|a tie\\b|equally (?:good|helpful|bad|poor))");

  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private ScoreReader() {}

  /** Returns the one score of a reply, if there is one within the scale. */
  static OptionalDouble single(String reply, double low, double high) {
    String text = ReplyText.clean(reply);
    for (Pattern pattern : List.of(RESULT_SCORE, BRACKETS, LABELLED, FRACTION, ALONE)) {
      Matcher matcher = pattern.matcher(text);
      OptionalDouble last = OptionalDouble.empty();
      boolean found = false;
      while (matcher.find()) {
        found = true;
        last = value(matcher, low, high);
      }
      if (found) {
        return last;
      }
    }
    return OptionalDouble.empty();
  }

  /** What may stand between a name and its score. */
  private static final String GAP =
      "[\"']?"
          + SCALE
          + "(?:(?:"
          + LINK
          + ")|(?:[^\\n\\p{Alnum}]*\\s*[\"']?"
          + SAID
          + "\\b[\"']?"
          + SCALE
          + LINK
          + ")|(?:[^\\n]{1,400}?\\b"
          + SAID
          + LINK
          + "))";

  private static String name(String prefix, String label) {
    return label.isEmpty()
        ? "(?i:\\b" + prefix + ")\\b"
        : "(?:(?i:\\b"
            + prefix
            + "|\\bassistant|\\bresponse)[\\s_-]*|(?m:^)[\\s|>\"'-]*)"
            + "\\[?"
            + label
            + "\\b]?";
  }

  /**
   * Returns the last score that stands beside a name.
   *
   * @param prefix a word such as {@code Answer}
   * @param label what follows it, such as {@code A}, or nothing
   */
  static OptionalDouble named(String reply, String prefix, String label, double low, double high) {
    String text = ReplyText.clean(reply);
    String name = name(prefix, label);
    Matcher direct = compiled(name + GAP + NUMBER).matcher(text);
    Matcher fraction = compiled(name + "[^\\n]{1,400}?" + FRACTION.pattern()).matcher(text);
    OptionalDouble last = OptionalDouble.empty();
    int place = -1;
    for (Matcher matcher : List.of(fraction, direct)) {
      while (matcher.find()) {
        if (matcher.start() >= place) {
          place = matcher.start();
          last = value(matcher, low, high);
        }
      }
    }
    return last;
  }

  /** There are few names, such as those of the first letters, and many replies. */
  private static Pattern compiled(String pattern) {
    return COMPILED.computeIfAbsent(pattern, Pattern::compile);
  }

  private static OptionalDouble value(Matcher matcher, double low, double high) {
    double number = number(matcher.group("number"));
    String to = matcher.group("to");
    if (to != null && !to.isEmpty()) {
      number = (number + number(to)) / 2;
    }
    String of = matcher.group("of");
    String percent = matcher.group("percent");
    if (percent != null && !percent.isEmpty()) {
      number = number / 100 * high;
    } else if (of != null) {
      number = Double.parseDouble(of) == 0 ? Double.NaN : number / Double.parseDouble(of) * high;
    }
    return number >= low && number <= high ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private static double number(String text) {
    Integer word = WORDS.get(text.toLowerCase(Locale.ROOT));
    return word != null ? word : Double.parseDouble(text);
  }

  /** Returns the text after each numbered heading, such as {@code Response 1}, in their order. */
  static List<String> parts(String reply, String heading, int count) {
    String text = ReplyText.clean(reply);
    List<String> parts = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= count; i++) {
      Matcher matcher = Pattern.compile("(?i)\\b" + heading + "[\\s_#]*" + i + "\\b").matcher(text);
      if (!matcher.find(from)) {
        return count == 1 ? List.of(text) : List.of();
      }
      starts.add(matcher.start());
      from = matcher.end();
      parts.add("");
    }
    for (int i = 0; i < count; i++) {
      int end = i + 1 < count ? starts.get(i + 1) : text.length();
      parts.set(i, text.substring(starts.get(i), end));
    }
    return parts;
  }

  /** Returns +1 if answer A is better, −1 if B is, 0 for a tie, nothing if no verdict is found. */
  static Optional<Integer> verdict(String reply) {
    String text = ReplyText.clean(reply);
    if (text.matches("[\\s\"'(\\[]*(A|B|C|(?i:tie))[\\s\"')\\].!]*")) {
      return Optional.of(sign(text.replaceAll("[^A-Za-z]", "")));
    }
    for (Pattern pattern : List.of(RESULT_WINNER, BOXED, NAMED_WINNER, THAT_IS_BETTER, IS_BETTER)) {
      Matcher matcher = pattern.matcher(text);
      Integer last = null;
      while (matcher.find()) {
        last = sign(matcher.group(1));
      }
      if (last != null) {
        return Optional.of(last);
      }
    }
    return EVEN.matcher(text).find() ? Optional.of(0) : Optional.empty();
  }

  private static int sign(String verdict) {
    return switch (verdict) {
      case "A" -> 1;
      case "B" -> -1;
      default -> 0;
    };
  }
}

package org.attune.reward;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the answer in a sentence, such as "42 apples." or "x = $\frac{1}{2}$, as above". */
final class AnswerSentence {
  /** A number that stands by itself: no power, variable, time of day, or "2 million". */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.^]|\\d[,:])[-−+]?\\$?"
              + "(?:(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|\\.\\d+)"
              + "(?:[eE][-+]?\\d+|\\s?(?:\\\\times|\\\\cdot|[×x*])\\s?10\\^\\{?-?\\d+\\}?"
              + "|(?: \\d+)?/\\d+)?"
              + "(?![.,:/]?\\d|\\s?(?:\\\\times|\\\\cdot|[×x*])\\s?\\d|\\s?\\^|[a-zA-Zπ√]\\b"
              + "|\\s?(?i:dozen|hundred|thousand|million|billion|trillion|pi)\\b)");

  /** A formula between signs; a dollar before or after a blank is one of money, as in Pandoc. */
  private static final Pattern FORMULA =
      Pattern.compile(
          "\\\\\\((.{1,400}?)\\\\\\)|\\\\\\[(.{1,400}?)\\\\\\]|(?<!\\\\)\\$\\$?(?!\\s)([^$\\n]{0,400}[^$\\s\\\\])\\$(?!\\d)",
          Pattern.DOTALL);

  private static final Pattern END =
      Pattern.compile("(?<!\\b(?:approx|ca|i\\.e|e\\.g))[.!?](?=[\\s*]|$)|。");
  private static final Pattern CHOICE = Pattern.compile("\\(?([A-J])(?:\\)|[.:](?=\\s)|$).*");
  private static final Pattern WORDS =
      Pattern.compile("\\\\(?:text|textbf|mathrm|mathbf)\\{([^{}]*)\\}");
  private static final Pattern JOINED =
      Pattern.compile(
          "\\s*|\\s*[,;/&–—-]\\s*|[^.=]*\\b(?:or|and|to)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNSURE =
      Pattern.compile("\\b(?:not|either|neither|between|or)\\b", Pattern.CASE_INSENSITIVE);

  /** No sentence is longer, and long lines are slow to read. */
  private static final int LONGEST = 1000;

  private AnswerSentence() {}

  /** Returns the only number or formula of the first sentence, or else its words. */
  static String answer(String said) {
    String start = said.strip();
    String text =
        start
            .substring(0, Math.min(LONGEST, start.length()))
            .replaceAll("^[*_`\\s]+|[*_`\\s]+$", "");
    Matcher formula = FORMULA.matcher(text);
    if (formula.find()) {
      String rest = text.substring(formula.end());
      boolean only = !hasAlternative(text.substring(0, formula.start()), rest);
      return only ? inside(formula.toMatchResult()) : text;
    }
    Matcher end = END.matcher(text);
    String whole = end.find() ? text.substring(0, end.start()) : text;
    String sentence = whole.replaceAll("[*_`\\s]+$", "");
    Matcher choice = CHOICE.matcher(sentence.strip());
    if (choice.matches() && !UNSURE.matcher(sentence).find()) {
      return choice.group(1);
    }
    return number(WORDS.matcher(sentence).replaceAll("$1").replaceAll("\\\\(?=[$%])", ""));
  }

  /** Returns the formula that holds the last number, or the number, or else the whole text. */
  static String lastNumber(String text) {
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    List<MatchResult> formulas = FORMULA.matcher(text).results().toList();
    int at = numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1).start();
    if (!formulas.isEmpty() && formulas.get(formulas.size() - 1).end() > at) {
      return inside(formulas.get(formulas.size() - 1));
    }
    return at < 0 ? text : numbers.get(numbers.size() - 1).group();
  }

  /** Returns the first number, where nothing makes it a part of something else; or all words. */
  private static String number(String sentence) {
    String value = sentence.substring(sentence.lastIndexOf('=') + 1);
    Matcher number = NUMBER.matcher(value);
    if (!number.find()) {
      return sentence;
    }
    String before = value.substring(0, number.start());
    String after = value.substring(number.end());
    boolean part =
        before.matches("(?s).*(?:[+*^<>|_(\\[{\\\\/]|[-−–]\\s*$|(?:^|\\s)[b-z]\\s*$).*")
            || after.matches("(?s)(?:\\s*[+*/^<>|_\\\\)\\]}]|[(\\[{]).*");
    return part || hasAlternative(before, after) ? sentence : number.group();
  }

  /** Returns whether more than one answer is given ("7 or 8", "7, 8", "7 to 8"), or none. */
  private static boolean hasAlternative(String before, String after) {
    Matcher next = Pattern.compile("[\\d$]|\\\\[(\\[]").matcher(after);
    boolean joined = next.find() && JOINED.matcher(after.substring(0, next.start())).matches();
    return joined || UNSURE.matcher(before).find();
  }

  private static String inside(MatchResult formula) {
    for (int group = 1; group <= 3; group++) {
      if (formula.group(group) != null) {
        return formula.group(group);
      }
    }
    return formula.group();
  }
}

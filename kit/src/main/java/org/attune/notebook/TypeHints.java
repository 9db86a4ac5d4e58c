package org.attune.notebook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what to write in place of a value of the wrong type. */
final class TypeHints {
  /** What the compiler says, and what to write instead. */
  private record Hint(Pattern said, String sentence) {
    static Hint cannot(String from, String to, String sentence) {
      String type = "(?:[a-z]\\w*\\.)*";
      return said(
          "(?:^|\\s|\\.)" + from + " cannot be converted to " + type + to + "(?![\\w.])", sentence);
    }

    static Hint said(String pattern, String sentence) {
      return new Hint(Pattern.compile(pattern), sentence);
    }
  }

  private static final String NUMBER = "(int|long|double|float)";
  private static final String STRINGS = "List(<[\\w.<>]+>)";

  /** The first that fits is shown. */
  private static final List<Hint> HINTS =
      List.of(
          Hint.cannot("String", "Path", "A file or folder is written Path.of(\"…\")."),
          Hint.cannot("String", NUMBER, "A number is written without quotation marks."),
          Hint.cannot(NUMBER, "String", "A text stands in quotation marks."),
          Hint.cannot("String", STRINGS, "A list is written List.of(\"…\")."),
          Hint.cannot(
              STRINGS,
              "String",
              "This is a list: write var in place of the type, or take one by .get(0)."),
          Hint.said("from double to (int|long)", "A whole number is needed, without a point."),
          Hint.cannot(
              "Policy",
              "(Method|OnlineMethod)",
              "The method comes first and the policy second: labels.align(Align.fa(), policy)."),
          Hint.said(
              "non-static method \\w+\\(.*cannot be referenced from a static context",
              "Before the dot stands a value, such as a variable or Golden.reward(), not a type."),
          Hint.said(
              "incompatible parameter types in lambda expression",
              "A reward is written (prompt, response) -> -response.length()."),
          Hint.said(
              "constructor Policy in ",
              "A policy comes from Policy.bundled(), or from Policy.load(Path.of(\"…\"))."),
          Hint.said(
              "method answers? in class org\\.attune\\.Policy cannot be applied",
              "Ask policy.answer(\"…\"), or policy.answers(List.of(\"…\"),"
                  + " GenerationConfig.greedy())."),
          Hint.cannot(
              "\\w+",
              "Policy",
              "A policy is needed here, such as Policy.bundled() or run.policy()."));

  private TypeHints() {}

  /** Returns the sentence for what the compiler said. */
  static Optional<String> of(String message) {
    return HINTS.stream()
        .filter(hint -> hint.said().matcher(message).find())
        .map(Hint::sentence)
        .findFirst();
  }
}

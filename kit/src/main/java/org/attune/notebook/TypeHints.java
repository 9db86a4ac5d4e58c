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
          Hint.cannot("String", "Path", "Write a file or folder as Path.of(\"…\")."),
          Hint.cannot("String", NUMBER, "Write a number without quotation marks."),
          Hint.cannot(NUMBER, "String", "Put a text in quotation marks."),
          Hint.cannot("String", STRINGS, "Write a list as List.of(\"…\")."),
          Hint.cannot(
              STRINGS,
              "String",
              "This is a list: write var instead of the type, or take one element with .get(0)."),
          Hint.said(
              "from double to (int|long)",
              "A whole number is needed here: write it without a decimal point."),
          Hint.cannot(
              "String",
              "Reward",
              "Give a reward, such as Golden.reward(), or a function: (prompt, response) ->"
                  + " -response.length()."),
          Hint.cannot(
              "Dataset",
              "RewardLabel",
              "Label the data first: data.rewardLabel(reward), or data.humanLabels() for the labels"
                  + " that it came with."),
          Hint.cannot(
              "Policy",
              "(Method|OnlineMethod)",
              "The method comes first and the policy second: labels.align(Align.fa(), policy)."),
          Hint.said(
              "non-static method \\w+\\(.*cannot be referenced from a static context",
              "Put a value before the dot, such as a variable or Golden.reward(), not a type."),
          Hint.said(
              "incompatible parameter types in lambda expression",
              "A reward takes two arguments: (prompt, response) -> -response.length()."),
          Hint.said(
              "constructor Policy in ",
              "Get a policy with Policy.bundled() or Policy.load(Path.of(\"…\"))."),
          Hint.said(
              "method answers? in class org\\.attune\\.Policy cannot be applied",
              "Use policy.answer(\"…\") for one prompt, or policy.answers(List.of(\"…\"),"
                  + " GenerationConfig.greedy()) for several."),
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

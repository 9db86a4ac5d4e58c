package org.attune.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what to write in place of a value of the wrong type. */
final class TypeHints {
  /** What the compiler says, and the sentence; earlier ones first. */
  private static final Map<Pattern, String> SENTENCES = sentences();

  private TypeHints() {}

  private static Map<Pattern, String> sentences() {
    Map<Pattern, String> all = new LinkedHashMap<>();
    all.put(cannot("String", "Path"), "A file or folder is written Path.of(\"…\").");
    all.put(
        cannot("String", "(int|long|double|float)"),
        "A number is written without quotation marks.");
    all.put(cannot("(int|long|double|boolean)", "String"), "A text stands in quotation marks.");
    all.put(cannot("String", "List(<[\\w.<>]+>)?"), "A list is written List.of(\"…\").");
    all.put(
        Pattern.compile("List<java\\.lang\\.String> cannot be converted to java\\.lang\\.String"),
        "This is a list: write var in place of the type, or take one by .get(0).");
    all.put(
        Pattern.compile("from double to (int|long)"), "A whole number is needed, without a point.");
    all.put(
        cannot("Policy", "(Method|OnlineMethod)"),
        "The method comes first and the policy second: labels.align(Align.fa(), policy).");
    all.put(
        Pattern.compile("non-static method \\w+\\(.*cannot be referenced from a static context"),
        "Before the dot stands a value, such as a variable or Golden.reward(), not a type.");
    all.put(
        Pattern.compile("incompatible parameter types in lambda expression"),
        "A reward is written (prompt, response) -> -response.length().");
    all.put(
        Pattern.compile("constructor Policy in "),
        "A policy comes from Policy.bundled(), or from Policy.load(Path.of(\"…\")).");
    all.put(
        Pattern.compile("method answers? in class org\\.attune\\.Policy cannot be applied"),
        "Ask policy.answer(\"…\"), or policy.answers(List.of(\"…\"), GenerationConfig.greedy()).");
    all.put(
        cannot("\\w+", "Policy"),
        "A policy is needed here, such as Policy.bundled() or run.policy().");
    return all;
  }

  private static Pattern cannot(String from, String to) {
    return Pattern.compile(
        "(?:^|\\s|\\.|:)" + from + " cannot be converted to (?:[a-z]\\w*\\.)*" + to + "(?![\\w.])");
  }

  /** Returns the sentence for what the compiler said. */
  static Optional<String> of(String message) {
    return SENTENCES.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(message).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

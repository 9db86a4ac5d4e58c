package org.attune.judge;

import java.util.regex.Pattern;

/** Prepares a model's reply for reading: without its reasoning and its Markdown. */
final class ReplyText {
  private static final Pattern REASONING =
      Pattern.compile("(?is)<(think|thinking|thought|reasoning|reflection)>.*?</\\1>");
  private static final Pattern CLOSED =
      Pattern.compile("(?is)^.*</(?:think|thinking|thought|reasoning|reflection)>");
  private static final Pattern OPEN =
      Pattern.compile("(?is)<(?:think|thinking|thought|reasoning|reflection)>.*$");
  private static final Pattern MARKUP = Pattern.compile("\\*+|`+|~~|(?<!\\w)_+|_+(?!\\w)|(?m)^#+");
  private static final Pattern HALF_NUMBER = Pattern.compile("[\\d./]+\\s*$");

  private ReplyText() {}

  /** Returns the reply without reasoning blocks, finished or not, and without Markdown marks. */
  static String clean(String reply) {
    return MARKUP.matcher(withoutReasoning(reply)).replaceAll("").replace('：', ':').strip();
  }

  /** Returns the reply without reasoning blocks, finished or not. */
  static String withoutReasoning(String reply) {
    String said = REASONING.matcher(reply).replaceAll(" ");
    said = CLOSED.matcher(said).replaceAll(" ");
    return OPEN.matcher(said).replaceAll(" ");
  }

  /** Returns a reply that the limit of tokens cut, without a last number, which may be half. */
  static String withoutHalfNumber(String cut) {
    return HALF_NUMBER.matcher(cut).replaceAll("");
  }
}

package org.attune.data;

import com.google.gson.JsonPrimitive;
import java.util.List;
import org.attune.util.InvalidInputException;

/** Reads a prompt with a response, or a dialogue whose last message is the response. */
final class DemonstrationParser {
  private static final String ANSWER = "answer";

  private DemonstrationParser() {}

  /**
   * Returns whether the row is a {@code question} with its {@code answer}, as in GSM8K, or a {@code
   * problem} with its {@code solution}, as in MATH.
   */
  static boolean hasAnswer(JsonFields fields) {
    return !fields.has("response")
        && !fields.has("messages")
        && !fields.has("prompt")
        && (fields.columns().contains("question") || fields.columns().contains("problem"))
        && fields.renamed("response", answer(fields)).peek("response")
            instanceof JsonPrimitive answer
        && answer.isString(); // a number or a truth is what a reward compares with
  }

  /** Returns the column of the response; beside a solution, an answer is only its result. */
  private static String answer(JsonFields fields) {
    boolean solved =
        !fields.columns().contains("question") && fields.columns().contains("solution");
    return solved ? "solution" : ANSWER;
  }

  /** Returns whether the row is a dialogue in {@code messages}. */
  static boolean isDialogue(JsonFields fields) {
    return !fields.has("response") && fields.has("messages");
  }

  /** Reads one demonstration, that of the last reply. */
  static Demonstration read(JsonFields fields) {
    if (hasAnswer(fields)) {
      JsonFields named = fields.renamed("response", answer(fields));
      return new Demonstration(PromptParser.read(named), named.text("response"));
    }
    if (!isDialogue(fields)) {
      return new Demonstration(
          PromptParser.read(fields), PromptParser.response(fields, "response"));
    }
    Demonstration reply = MessagesParser.lastReply(fields, "messages");
    InvalidInputException.unless(
        !reply.prompt().isBlank(),
        "%s holds a reply but nothing before it that asks for one",
        fields.pathOf("messages"));
    return new Demonstration(Preludes.before(fields, reply.prompt()), reply.response());
  }

  /** Reads the demonstration of the last reply only. */
  static Demonstration last(JsonFields fields) {
    Demonstration last = read(fields);
    if (isDialogue(fields)) {
      requireLearnt(MessagesParser.isLastLearnt(fields, "messages"), fields);
    }
    return last;
  }

  /** Reads one demonstration of each reply in a dialogue. */
  static List<Demonstration> replies(JsonFields fields) {
    List<Demonstration> replies = MessagesParser.replies(fields, "messages");
    requireLearnt(!replies.isEmpty(), fields);
    return replies.stream()
        .map(row -> new Demonstration(Preludes.before(fields, row.prompt()), row.response()))
        .toList();
  }

  /** Rejects a dialogue of which there is nothing to learn. */
  private static void requireLearnt(boolean any, JsonFields fields) {
    InvalidInputException.unless(
        any,
        "%s holds no reply to learn: the weight is 0; leave out the row",
        fields.pathOf("messages"));
  }
}

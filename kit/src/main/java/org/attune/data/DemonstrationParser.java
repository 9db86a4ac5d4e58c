package org.attune.data;

import com.google.gson.JsonPrimitive;
import java.util.List;
import org.attune.util.InvalidInputException;

/** Reads a prompt with a response, or a dialogue whose last message is the response. */
final class DemonstrationParser {
  /** The column of the response beside a {@code question} when no column is named after it. */
  private static final String ANSWER = "answer";

  private DemonstrationParser() {}

  /** Returns whether the row is a {@code question} with its {@code answer}, as in GSM8K. */
  static boolean hasAnswer(JsonFields fields) {
    return !fields.has("response")
        && !fields.has("messages")
        && !fields.has("prompt")
        && fields.columns().contains("question")
        && fields.renamed("response", ANSWER).peek("response") instanceof JsonPrimitive answer
        && answer.isString(); // a number or a truth is what a reward compares with
  }

  /** Returns whether the row is a dialogue in {@code messages}. */
  static boolean isDialogue(JsonFields fields) {
    return !fields.has("response") && fields.has("messages");
  }

  /** Reads one demonstration, that of the last reply. */
  static Demonstration read(JsonFields fields) {
    if (hasAnswer(fields)) {
      JsonFields named = fields.renamed("response", ANSWER);
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

  /** Reads one demonstration of each reply in a dialogue. */
  static List<Demonstration> replies(JsonFields fields) {
    return MessagesParser.replies(fields, "messages").stream()
        .map(row -> new Demonstration(Preludes.before(fields, row.prompt()), row.response()))
        .toList();
  }
}

package org.attune.data;

import java.util.Optional;
import org.attune.util.InvalidInputException;

/** Which kind of row a set of columns makes, and how such a row is read. */
final class ColumnSchema {
  private ColumnSchema() {}

  /** Returns the richest kind whose columns are there, judged by their names alone. */
  static Optional<RowType> kindOf(JsonFields fields) {
    if (fields.has("responses")) {
      return Optional.of(RowType.RANKINGS);
    }
    if (fields.has("chosen") || fields.has("rejected")) {
      return Optional.of(RowType.PAIRS);
    }
    if (LabelParser.has(fields)) {
      return Optional.of(RowType.RANKINGS);
    }
    if (fields.has("response") || fields.has("messages")) {
      return Optional.of(RowType.DEMONSTRATIONS);
    }
    return PromptParser.has(fields) ? Optional.of(RowType.PROMPTS) : Optional.empty();
  }

  /** Reads the row as one of the kind. */
  static Example read(JsonFields fields, RowType kind) {
    return switch (kind) {
      case PROMPTS -> new Prompt(PromptParser.read(fields));
      case DEMONSTRATIONS -> demonstration(fields);
      case PAIRS -> PairParser.read(fields);
      case RANKINGS ->
          fields.has("responses") || !fields.has("label")
              ? RankingParser.read(fields)
              : LabelParser.read(fields);
    };
  }

  private static Demonstration demonstration(JsonFields fields) {
    if (fields.has("response") || !fields.has("messages")) {
      return new Demonstration(
          PromptParser.read(fields), PromptParser.response(fields, "response"));
    }
    Demonstration reply = MessagesParser.lastReply(fields, "messages");
    InvalidInputException.unless(
        !reply.prompt().isBlank(),
        "%s holds a reply but nothing before it that asks for one",
        fields.pathOf("messages"));
    return reply;
  }
}

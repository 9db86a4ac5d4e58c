package org.attune.data;

import java.util.Optional;

/** Which kind of row a set of columns makes, and how such a row is read. */
final class Schema {
  private Schema() {}

  /** Returns the richest kind whose columns are there, judged by their names alone. */
  static Optional<Kind> kindOf(Fields fields) {
    if (fields.has("responses")) {
      return Optional.of(Kind.RANKINGS);
    }
    if (fields.has("chosen") || fields.has("rejected")) {
      return Optional.of(Kind.PAIRS);
    }
    if (Judgements.has(fields)) {
      return Optional.of(Kind.RANKINGS);
    }
    if (fields.has("response") || fields.has("messages")) {
      return Optional.of(Kind.DEMONSTRATIONS);
    }
    return Prompts.has(fields) ? Optional.of(Kind.PROMPTS) : Optional.empty();
  }

  /** Reads the row as one of the kind. */
  static Example read(Fields fields, Kind kind) {
    return switch (kind) {
      case PROMPTS -> new Prompt(Prompts.read(fields));
      case DEMONSTRATIONS -> demonstration(fields);
      case PAIRS -> Comparisons.read(fields);
      case RANKINGS ->
          fields.has("responses") || !fields.has("label")
              ? Rankings.read(fields)
              : Judgements.read(fields);
    };
  }

  private static Demonstration demonstration(Fields fields) {
    if (fields.has("response") || !fields.has("messages")) {
      return new Demonstration(Prompts.read(fields), Prompts.response(fields, "response"));
    }
    Demonstration reply = Chats.lastReply(fields, "messages");
    BadInput.unless(
        !reply.prompt().isBlank(),
        "%s holds a reply but nothing before it that asks for one",
        fields.pathOf("messages"));
    return reply;
  }
}

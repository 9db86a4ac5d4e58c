package org.attune.data;

import java.util.List;
import java.util.Optional;

/** Determines the kind of a row from its columns and reads it. */
final class ColumnSchema {
  private ColumnSchema() {}

  /** Returns the richest kind whose columns are present, judged by their names alone. */
  static Optional<RowType> kindOf(JsonFields fields) {
    if (fields.has("responses")
        || RankingParser.hasAnswers(fields)
        || StrengthRows.has(fields)
        || TwoResponseRows.has(fields)) {
      return Optional.of(RowType.RANKINGS);
    }
    if (fields.has("chosen") || fields.has("rejected") || PairParser.isOrdered(fields)) {
      return Optional.of(ScoredPairs.has(fields) ? RowType.RANKINGS : RowType.PAIRS);
    }
    if (ShpRows.has(fields)) {
      return Optional.of(RowType.PAIRS);
    }
    if (LabelParser.has(fields)) {
      return Optional.of(RowType.RANKINGS);
    }
    if (fields.has("response") || fields.has("messages") || DemonstrationParser.hasAnswer(fields)) {
      return Optional.of(RowType.DEMONSTRATIONS);
    }
    return PromptParser.has(fields) ? Optional.of(RowType.PROMPTS) : Optional.empty();
  }

  /** Reads the row as the given kind. */
  static Example read(JsonFields fields, RowType kind) {
    return switch (kind) {
      case PROMPTS -> new Prompt(PromptParser.read(fields));
      case DEMONSTRATIONS -> DemonstrationParser.read(fields);
      case PAIRS ->
          (ShpRows.has(fields) ? ShpRows.read(fields) : PairParser.read(fields))
              .margin(fields.isGiven("margin") ? fields.number("margin") : 0);
      case RANKINGS -> ranking(fields);
    };
  }

  private static Ranking ranking(JsonFields fields) {
    if (fields.has("responses")) {
      return RankingParser.read(fields);
    }
    if (StrengthRows.has(fields)) {
      return StrengthRows.read(fields);
    }
    if (RankingParser.hasAnswers(fields)) {
      return RankingParser.answers(fields);
    }
    if (TwoResponseRows.has(fields)) {
      return TwoResponseRows.read(fields);
    }
    if (fields.has("chosen") && ScoredPairs.has(fields)) {
      return ScoredPairs.read(fields);
    }
    return LabelParser.has(fields) ? LabelParser.read(fields) : RankingParser.read(fields);
  }

  /**
   * Reads the row as one example of the kind, or several where it is a conversation of several
   * replies.
   */
  static List<? extends Example> readAll(JsonFields fields, RowType kind, boolean lastReplyOnly) {
    Example last = read(fields, kind);
    return kind == RowType.DEMONSTRATIONS
            && !lastReplyOnly
            && DemonstrationParser.isDialogue(fields)
        ? DemonstrationParser.replies(fields)
        : List.of(last);
  }
}

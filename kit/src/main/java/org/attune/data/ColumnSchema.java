package org.attune.data;

import java.util.List;
import java.util.Optional;

/** Determines the kind of a row from its columns and reads it. */
final class ColumnSchema {
  private ColumnSchema() {}

  /** Returns the richest kind whose columns are present, judged by their names alone. */
  static Optional<RowType> kindOf(JsonFields fields) {
    if (isRanked(fields)
        || RankingParser.hasAnswers(fields)
        || RankingParser.hasGenerations(fields)
        || OasstTree.has(fields)
        || StrengthRows.has(fields)
        || OneHotRows.has(fields)
        || SummaryRows.hasAxes(fields)
        || TwoResponseRows.has(fields)) {
      return Optional.of(RowType.RANKINGS);
    }
    if (fields.has("chosen") || fields.has("rejected") || PairParser.isOrdered(fields)) {
      return Optional.of(ScoredPairs.has(fields) ? RowType.RANKINGS : RowType.PAIRS);
    }
    if (ShpRows.has(fields) || SummaryRows.has(fields) || MessagePairs.has(fields)) {
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

  /**
   * Returns whether the row has responses to rank; beside a pair without scores they are only those
   * that the pair was chosen from.
   */
  private static boolean isRanked(JsonFields fields) {
    boolean pair = fields.has("chosen") && fields.has("rejected");
    return fields.has("responses") && (!pair || fields.has("scores"));
  }

  /** Reads the row as the given kind. */
  static Example read(JsonFields fields, RowType kind) {
    return switch (kind) {
      case PROMPTS -> new Prompt(PromptParser.read(fields));
      case DEMONSTRATIONS -> DemonstrationParser.read(fields);
      case PAIRS -> pair(fields).margin(fields.isGiven("margin") ? fields.number("margin") : 0);
      case RANKINGS -> ranking(fields);
    };
  }

  /** Returns whether a verdict counts from another number than the file's form does. */
  static boolean isMiscounted(JsonFields fields) {
    return TwoResponseRows.isMiscounted(fields) || SummaryRows.isMiscounted(fields);
  }

  private static Pair pair(JsonFields fields) {
    if (ShpRows.has(fields)) {
      return ShpRows.read(fields);
    }
    if (MessagePairs.has(fields)) {
      return MessagePairs.read(fields);
    }
    return SummaryRows.has(fields) ? SummaryRows.read(fields) : PairParser.read(fields);
  }

  private static Ranking ranking(JsonFields fields) {
    if (isRanked(fields)) {
      return RankingParser.read(fields);
    }
    if (StrengthRows.has(fields)) {
      return StrengthRows.read(fields);
    }
    if (RankingParser.hasAnswers(fields)) {
      return RankingParser.answers(fields);
    }
    if (RankingParser.hasGenerations(fields)) {
      return RankingParser.generations(fields);
    }
    if (OneHotRows.has(fields) || SummaryRows.hasAxes(fields)) {
      return OneHotRows.has(fields) ? OneHotRows.read(fields) : SummaryRows.readAxes(fields);
    }
    if (TwoResponseRows.has(fields)) {
      return TwoResponseRows.read(fields);
    }
    if ((fields.has("chosen") || PairParser.isOrdered(fields)) && ScoredPairs.has(fields)) {
      return ScoredPairs.read(fields);
    }
    return LabelParser.has(fields) ? LabelParser.read(fields) : RankingParser.read(fields);
  }

  /**
   * Reads the row as one example of the kind, or several where it is a conversation of several
   * replies or a tree of them.
   */
  static List<? extends Example> readAll(JsonFields fields, RowType kind, boolean lastReplyOnly) {
    if (kind == RowType.RANKINGS && OasstTree.has(fields)) {
      return OasstTree.read(fields);
    }
    Example last = read(fields, kind);
    if (kind != RowType.DEMONSTRATIONS) {
      return List.of(last);
    }
    return !lastReplyOnly && DemonstrationParser.isDialogue(fields)
        ? DemonstrationParser.replies(fields)
        : List.of(DemonstrationParser.last(fields));
  }
}

package org.attune.data;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Options for reading a file: how bad lines are handled, which column plays which role, where to
 * stop.
 *
 * <pre>{@code
 * ReadOptions.strict()
 * ReadOptions.skippingBadLines().column("response", "answer").limit(1_000)
 * }</pre>
 *
 * <p>A {@code margin} beside a pair is read for reward models, as in TRL. No loss weights examples
 * by a column, here or in TRL, so a column {@code weight} is refused unless it is ignored on
 * purpose.
 *
 * @param skipsBadLines whether a bad line is skipped, counted and reported, instead of ending the
 *     reading
 * @param limit the number of rows after which reading stops
 * @param columns the column for each role such as {@code response}
 * @param kind the kind to read, or empty to infer it from the first row's columns
 * @param ignoring columns that are left out, also where they would be read
 * @param lastReplyOnly whether a list of messages gives one demonstration, of its last reply,
 *     instead of one for each reply of the assistant
 */
public record ReadOptions(
    boolean skipsBadLines,
    long limit,
    Map<String, String> columns,
    Optional<RowType> kind,
    Set<String> ignoring,
    boolean lastReplyOnly) {

  /** The roles that a column can play. */
  public static final List<String> ROLES =
      List.of(
          "prompt",
          "response",
          "chosen",
          "rejected",
          "responses",
          "scores",
          "score",
          "rank",
          "label",
          "messages",
          "margin",
          "system",
          "history",
          "preferred");

  /** Checks the limit and the roles. */
  public ReadOptions {
    InvalidInputException.unless(limit >= 1, "The row limit must be at least 1, got %d.", limit);
    columns = Map.copyOf(columns);
    ignoring = Set.copyOf(ignoring);
    for (String role : columns.keySet()) {
      InvalidInputException.unless(
          ROLES.contains(role),
          "There is no role %s for a column; the roles are %s.",
          TextChecks.quoted(role),
          String.join(", ", ROLES));
    }
  }

  /** Returns strict reading: the first bad line ends it with an error message. */
  public static ReadOptions strict() {
    return new ReadOptions(false, Long.MAX_VALUE, Map.of(), Optional.empty(), Set.of(), false);
  }

  /** Returns lenient reading: bad lines are skipped and counted, and their messages kept. */
  public static ReadOptions skippingBadLines() {
    return new ReadOptions(true, Long.MAX_VALUE, Map.of(), Optional.empty(), Set.of(), false);
  }

  /** Returns these options with {@code column} in the {@code role}, in place of the usual names. */
  public ReadOptions column(String role, String column) {
    Map<String, String> more = new LinkedHashMap<>(columns);
    more.put(role, column);
    return new ReadOptions(skipsBadLines, limit, more, kind, ignoring, lastReplyOnly);
  }

  /** Returns these options with a limit of {@code rows} rows; the rest of the file is not read. */
  public ReadOptions limit(long rows) {
    return new ReadOptions(skipsBadLines, rows, columns, kind, ignoring, lastReplyOnly);
  }

  /** Returns these options for one kind, for rows whose columns fit several. */
  public ReadOptions as(RowType wanted) {
    return new ReadOptions(
        skipsBadLines, limit, columns, Optional.of(wanted), ignoring, lastReplyOnly);
  }

  /**
   * Returns these options with columns that are left out, also where they would be read. Other
   * columns that look like a label, a score, a system text or earlier turns are an error when
   * unused.
   */
  public ReadOptions ignoring(String... columns) {
    Set<String> more = new LinkedHashSet<>(ignoring);
    more.addAll(List.of(columns));
    return new ReadOptions(skipsBadLines, limit, this.columns, kind, more, lastReplyOnly);
  }

  /**
   * Returns these options with one demonstration per list of messages, that of its last reply.
   * Otherwise each reply of the assistant is a demonstration whose prompt is everything before it,
   * so that a conversation trains on the assistant's turns only.
   */
  public ReadOptions lastReply() {
    return new ReadOptions(skipsBadLines, limit, columns, kind, ignoring, true);
  }

  /** Returns the column names of a role in a file: the chosen column alone, or the usual ones. */
  List<String> namesOf(String role) {
    return columns.containsKey(role) ? List.of(columns.get(role)) : usualNames(role);
  }

  private static List<String> usualNames(String role) {
    return switch (role) {
      case "prompt" -> List.of("prompt", "query", "instruction");
      case "response" -> List.of("response", "completion", "output");
      case "messages" -> List.of("messages", "conversations", "conversation");
      case "responses" -> List.of("responses", "completions"); // the latter is UltraFeedback's
      case "score" -> List.of("score", "reward", "rating", "overall_score", "helpfulness");
      case "system" -> List.of("system", "system_prompt");
      case "label" -> List.of("label", "kto_tag"); // the latter is LLaMA-Factory's
      case "preferred" -> List.of("preferred", "preference", "winner", "better_response_id");
      default -> List.of(role);
    };
  }
}

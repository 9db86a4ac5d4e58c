package org.attune.data;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * How a file is read: what happens to a bad line, which column plays which role, where to stop.
 *
 * <pre>{@code
 * ReadOptions.strict()
 * ReadOptions.skippingBadLines().column("response", "answer").limit(1_000)
 * }</pre>
 *
 * @param skipsBadLines whether a bad line is passed over, counted and kept as a sentence, instead
 *     of ending the reading
 * @param limit the number of rows after which reading stops
 * @param columns for a role such as {@code response} the column that plays it
 * @param kind the kind to read, or nothing to find it from the first row's columns
 * @param ignoring columns that may stay unused although they look like a label, a score, a system
 *     text or earlier turns
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
          "system",
          "history");

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

  /** Returns the careful way: the first bad line ends the reading with a clear sentence. */
  public static ReadOptions strict() {
    return new ReadOptions(false, Long.MAX_VALUE, Map.of(), Optional.empty(), Set.of(), false);
  }

  /** Returns the lenient way: bad lines are skipped, counted, and their sentences kept. */
  public static ReadOptions skippingBadLines() {
    return new ReadOptions(true, Long.MAX_VALUE, Map.of(), Optional.empty(), Set.of(), false);
  }

  /** Returns this reading with {@code column} in the {@code role}, in place of the usual names. */
  public ReadOptions column(String role, String column) {
    Map<String, String> more = new LinkedHashMap<>(columns);
    more.put(role, column);
    return new ReadOptions(skipsBadLines, limit, more, kind, ignoring, lastReplyOnly);
  }

  /** Returns this reading stopped after {@code rows} rows; what follows is not even looked at. */
  public ReadOptions limit(long rows) {
    return new ReadOptions(skipsBadLines, rows, columns, kind, ignoring, lastReplyOnly);
  }

  /** Returns this reading for one kind, for rows whose columns would fit several. */
  public ReadOptions as(RowType wanted) {
    return new ReadOptions(
        skipsBadLines, limit, columns, Optional.of(wanted), ignoring, lastReplyOnly);
  }

  /**
   * Returns this reading with columns that may stay unused. Others that look like a label, a score,
   * a system text or earlier turns are an error when nothing reads them.
   */
  public ReadOptions ignoring(String... columns) {
    Set<String> more = new LinkedHashSet<>(ignoring);
    more.addAll(List.of(columns));
    return new ReadOptions(skipsBadLines, limit, this.columns, kind, more, lastReplyOnly);
  }

  /**
   * Returns this reading with one demonstration for each list of messages: that of its last reply.
   * Otherwise each reply of the assistant is a demonstration, with all that comes before it as its
   * prompt, so that a conversation trains on the assistant's turns and on nothing else.
   */
  public ReadOptions lastReply() {
    return new ReadOptions(skipsBadLines, limit, columns, kind, ignoring, true);
  }

  /** Returns the names a role may have in a file: the chosen column alone, or the usual ones. */
  List<String> namesOf(String role) {
    return columns.containsKey(role) ? List.of(columns.get(role)) : usualNames(role);
  }

  private static List<String> usualNames(String role) {
    return switch (role) {
      case "prompt" -> List.of("prompt", "query", "instruction");
      case "response" -> List.of("response", "completion", "output");
      case "messages" -> List.of("messages", "conversations");
      case "responses" -> List.of("responses", "completions"); // the latter is UltraFeedback's
      case "score" -> List.of("score", "reward", "rating", "overall_score", "helpfulness");
      case "system" -> List.of("system", "system_prompt");
      default -> List.of(role);
    };
  }
}

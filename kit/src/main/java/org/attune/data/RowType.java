package org.attune.data;

/** What one row of a dataset holds besides its prompt. */
public enum RowType {
  /** A prompt alone. */
  PROMPTS("prompts", "`prompt`"),
  /** A prompt and one response. */
  DEMONSTRATIONS("demonstrations", "`prompt` and `response`"),
  /** A prompt, the response that was preferred and the one that was not. */
  PAIRS("pairs", "`prompt`, `chosen` and `rejected`"),
  /** A prompt and several responses, best first, with their scores. */
  RANKINGS("rankings", "`prompt`, `responses` and `scores`");

  private final String plural;
  private final String columns;

  RowType(String plural, String columns) {
    this.plural = plural;
    this.columns = columns;
  }

  /** Returns the word for rows of this kind, such as {@code pairs}. */
  public String plural() {
    return plural;
  }

  /** Returns a number of rows of this kind in words, such as {@code 1 pair} or {@code 20 pairs}. */
  public String counted(int rows) {
    return rows + " " + (rows == 1 ? plural.substring(0, plural.length() - 1) : plural);
  }

  /** Returns the columns that make a row of this kind, in words. */
  public String columns() {
    return columns;
  }
}

package org.attune.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.reward.Reward;
import org.attune.view.DiffText;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.attune.view.WordDiff;

/**
 * The answers of two policies to the same prompts, side by side, with the words marked that only
 * one of them says.
 *
 * @param first the name of the first policy, such as the start of a training
 * @param second the name of the second policy
 * @param rows one for each prompt
 */
public record AnswerComparison(String first, String second, List<AnswerPair> rows)
    implements HtmlDisplayable {
  private static final int COLUMN = 46;
  private static final String CELL =
      "text-align:left;vertical-align:top;padding:.4em .9em .4em .2em;border:0;white-space:normal;"
          + "border-bottom:1px solid rgba(128,128,128,.35)";

  /**
   * A prompt, the two answers, and their rewards if they were judged.
   *
   * @param rewards empty, or the rewards of the first and the second answer
   */
  public record AnswerPair(String prompt, String first, String second, List<Double> rewards) {
    /** Copies the rewards. */
    public AnswerPair {
      rewards = List.copyOf(rewards);
    }

    /** Returns whether both answers have the same words. */
    public boolean isSame() {
      return WordDiff.of(first, second).isSame();
    }
  }

  /** Copies the rows. */
  public AnswerComparison {
    rows = List.copyOf(rows);
  }

  /** Joins the answers of two policies with their rewards, if there is a reward. */
  public static AnswerComparison of(
      List<String> names,
      List<String> prompts,
      List<String> first,
      List<String> second,
      Optional<Reward> reward) {
    List<List<Double>> rewards =
        reward
            .map(judge -> List.of(judge.scores(prompts, first), judge.scores(prompts, second)))
            .orElse(List.of());
    return new AnswerComparison(
        names.get(0),
        names.get(1),
        IntStream.range(0, prompts.size())
            .mapToObj(
                i ->
                    new AnswerPair(
                        prompts.get(i),
                        first.get(i),
                        second.get(i),
                        rewards.stream().map(scores -> scores.get(i)).toList()))
            .toList());
  }

  /** Returns how many answers are the same, word for word. */
  public int same() {
    return (int) rows.stream().filter(AnswerPair::isSame).count();
  }

  /** Returns one sentence: how many answers changed, and how the mean reward did. */
  public String summary() {
    String count = same() == 1 ? "1 is" : same() + " are";
    String same = same() == 0 ? "every answer differs" : count + " the same, word for word";
    if (same() == rows.size() && !rows.isEmpty()) {
      same += " (answers sampled at temperature 1 differ sooner than greedy ones)";
    }
    String words = rows.size() + (rows.size() == 1 ? " prompt: " : " prompts: ") + same;
    if (rows.isEmpty() || rows.get(0).rewards().isEmpty()) {
      return words + ".";
    }
    return words + "; mean reward " + Numbers.text(mean(0)) + " → " + Numbers.text(mean(1)) + ".";
  }

  private double mean(int side) {
    return rows.stream().mapToDouble(row -> row.rewards().get(side)).average().orElse(Double.NaN);
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<div class=\"attune-answers\"><p>");
    html.append(Html.escape(summary()));
    html.append("</p><table style=\"border-collapse:collapse;border:0;background:transparent;");
    html.append("color:inherit;max-width:70em\"><thead><tr style=\"background:transparent\">");
    for (String name : List.of(first, second)) {
      html.append("<th style=\"").append(CELL).append(";width:50%\">");
      html.append(Html.escape(name)).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    rows.forEach(row -> row(html, row));
    return html.append("</tbody></table></div>").toString();
  }

  private static void row(StringBuilder html, AnswerPair row) {
    WordDiff diff = WordDiff.of(row.first(), row.second());
    html.append("<tr style=\"background:transparent\"><td colspan=\"2\" style=\"").append(CELL);
    html.append(";border-bottom:0;font-weight:600\">").append(Html.escape(row.prompt()));
    html.append("</td></tr><tr style=\"background:transparent\">");
    html.append("<td style=\"").append(CELL).append("\">").append(DiffText.html(diff.first()));
    html.append(reward(row, 0)).append("</td><td style=\"").append(CELL).append("\">");
    html.append(DiffText.html(diff.second())).append(reward(row, 1)).append("</td></tr>");
  }

  private static String reward(AnswerPair row, int side) {
    return row.rewards().isEmpty()
        ? ""
        : "<div style=\"opacity:.7\">reward " + Numbers.text(row.rewards().get(side)) + "</div>";
  }

  /** Returns the answers as plain text in two columns; words that differ stand between stars. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>(List.of(summary()));
    for (AnswerPair row : rows) {
      WordDiff diff = WordDiff.of(row.first(), row.second());
      lines.add("");
      lines.add(row.prompt());
      lines.add(columns(title(first, row, 0), title(second, row, 1)));
      List<String> left = DiffText.lines(diff.first(), COLUMN);
      List<String> right = DiffText.lines(diff.second(), COLUMN);
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        lines.add(columns(at(left, i), at(right, i)));
      }
    }
    return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private static String title(String name, AnswerPair row, int side) {
    return row.rewards().isEmpty()
        ? "[" + name + "]"
        : "[" + name + ", reward " + Numbers.text(row.rewards().get(side)) + "]";
  }

  private static String at(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static String columns(String left, String right) {
    return "  " + String.format("%-" + COLUMN + "s", left) + "  " + right;
  }
}

package org.attune.view;

import java.util.ArrayList;
import java.util.List;

/** Shows the words of a {@link WordDiff}: as HTML with a background, as text between asterisks. */
public final class DiffText {
  /**
   * A span, because JupyterLab strips {@code color:inherit} from notebooks that it does not trust,
   * and the text of a mark would then be black on a dark page too.
   */
  private static final String MARK =
      "<span class=\"attune-mark\" style=\"background:rgba(230,159,0,.32);border-radius:3px\">";

  private DiffText() {}

  /** Returns the words as HTML; changed words that follow each other share one mark. */
  public static String html(List<WordDiff.Word> words) {
    StringBuilder html = new StringBuilder();
    boolean open = false;
    for (WordDiff.Word word : words) {
      if (open && !word.changed()) {
        html.append("</span>");
      }
      html.append(html.isEmpty() ? "" : " ");
      if (!open && word.changed()) {
        html.append(MARK);
      }
      open = word.changed();
      html.append(Html.escape(word.text()));
    }
    return html.append(open ? "</span>" : "").toString();
  }

  /** Returns the words as lines of at most {@code width} characters, changed ones as {@code *}. */
  public static List<String> lines(List<WordDiff.Word> words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (WordDiff.Word word : words) {
      String shown = PlainText.of(word.changed() ? "*" + word.text() + "*" : word.text());
      if (!line.isEmpty() && line.length() + 1 + shown.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(shown);
    }
    lines.add(line.toString());
    return lines;
  }
}

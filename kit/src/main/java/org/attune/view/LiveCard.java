package org.attune.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A small card for a running job: a bar, a line of text, and a curve for each metric that it
 * reports.
 *
 * <p>Meaningful colours are translucent or of medium lightness; all others are the page's own, so
 * that the card is readable on light and dark pages.
 */
final class LiveCard {
  private static final int MOST_CURVES = 3;

  private final Map<String, List<double[]>> curves = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();

  /** Adds a point to each metric's curve; NaN adds no point. */
  void add(double x, Map<String, Double> numbers) {
    numbers.forEach(
        (name, y) -> {
          if (Double.isFinite(y)) {
            curves.computeIfAbsent(name, unused -> new ArrayList<>()).add(new double[] {x, y});
          }
        });
  }

  /** Returns whether a metric was reported. */
  boolean hasCurves() {
    return !curves.isEmpty();
  }

  /** Marks a metric's curve as finished; curves that still grow take precedence. */
  void ended(String name) {
    ended.add(name);
  }

  /** Returns the names of the drawn curves, those that still grow first. */
  private Set<String> drawn() {
    return curves.keySet().stream()
        .filter(name -> curves.get(name).size() > 1)
        .sorted(Comparator.comparing(ended::contains))
        .limit(MOST_CURVES)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the card.
   *
   * @param share fraction of the work that is done, or NaN if unknown
   * @param words the text of a progress bar
   * @param note a sentence below the bar, or nothing
   * @param ended whether this is the last card
   */
  String html(String what, double share, String words, String note, boolean ended) {
    StringBuilder html = new StringBuilder(1_000);
    html.append("<div class=\"attune-live\" style=\"max-width:46em;padding:.2em 0\">");
    html.append("<div style=\"display:flex;gap:1em;align-items:baseline\"><b>");
    html.append(Html.escape(what)).append("</b><span style=\"opacity:.75;");
    html.append("font-variant-numeric:tabular-nums\">").append(Html.escape(words));
    html.append("</span></div>");
    if (Double.isFinite(share)) {
      bar(html, share, ended);
    }
    if (!note.isEmpty()) {
      html.append("<div style=\"opacity:.75\">").append(Html.escape(note)).append("</div>");
    }
    html.append("<div style=\"display:flex;flex-wrap:wrap;gap:1.2em\">");
    Set<String> drawn = drawn();
    curves.entrySet().stream()
        .filter(curve -> drawn.contains(curve.getKey()))
        .forEach(curve -> html.append(LiveCurve.svg(curve.getKey(), curve.getValue())));
    return html.append("</div></div>").toString();
  }

  private static void bar(StringBuilder html, double share, boolean ended) {
    String colour = ended && share < 1 ? "#c58a1b" : ended ? "#2f9e6e" : "#3b82c4";
    String width = String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, Math.min(1, share)));
    html.append("<div style=\"height:6px;border-radius:3px;background:rgba(128,128,128,.25);");
    html.append("margin:.35em 0\"><div style=\"height:6px;border-radius:3px;width:").append(width);
    html.append("%;background:").append(colour).append("\"></div></div>");
  }
}

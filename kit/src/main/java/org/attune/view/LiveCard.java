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
 * A running job as a small card: a bar, a line of words, and a curve for each number that it
 * reports.
 *
 * <p>Colours that must tell something are translucent or of middle lightness; all others are the
 * page's own, so that the card reads on light and dark pages.
 */
final class LiveCard {
  private static final int MOST_CURVES = 3;

  private final Map<String, List<double[]>> curves = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();

  /** Adds a point to each number's curve; what is no number leaves no point. */
  void add(double x, Map<String, Double> numbers) {
    numbers.forEach(
        (name, y) -> {
          if (Double.isFinite(y)) {
            curves.computeIfAbsent(name, unused -> new ArrayList<>()).add(new double[] {x, y});
          }
        });
  }

  /** Lets a number's curve give way to those that still grow. */
  void ended(String name) {
    ended.add(name);
  }

  /** Returns the names of the curves that are drawn, those that still grow before the others. */
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
   * @param share of the work that is done, or NaN when nobody knows
   * @param words what a text bar says
   * @param ended whether no further card comes
   */
  String html(String what, double share, String words, boolean ended) {
    StringBuilder html = new StringBuilder(1_000);
    html.append("<div class=\"attune-live\" style=\"max-width:46em;padding:.2em 0\">");
    html.append("<div style=\"display:flex;gap:1em;align-items:baseline\"><b>");
    html.append(Html.escape(what)).append("</b><span style=\"opacity:.75;");
    html.append("font-variant-numeric:tabular-nums\">").append(Html.escape(words));
    html.append("</span></div>");
    if (Double.isFinite(share)) {
      bar(html, share, ended);
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

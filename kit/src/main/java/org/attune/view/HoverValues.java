package org.attune.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * The values of curves at the pointer, in a picture that was just painted: one strip for each x,
 * which shows a line and a label while the pointer is on it. It needs no script.
 */
final class HoverValues {
  private static final int MOST_STRIPS = 120;
  private static final int MOST_CURVES = 8;
  private static final int LINE = 17;
  private static final double LETTER = 7.2;
  private static final String STYLE =
      "<style>.attune-hover .v{visibility:hidden}.attune-hover:hover .v{visibility:visible}"
          + ".attune-hover text{font:12.5px sans-serif}</style>\n";

  private HoverValues() {}

  /** Returns the strips; nothing for a chart without named curves. */
  static String of(XYChart chart, int width) {
    Map<Double, List<String>> labels = labels(chart);
    if (labels.size() < 2) {
      return "";
    }
    List<Double> kept = thinned(new ArrayList<>(labels.keySet()));
    StringBuilder html = new StringBuilder(STYLE);
    double top = chart.getScreenYFromChart(chart.getStyler().getYAxisMax());
    double bottom = chart.getScreenYFromChart(chart.getStyler().getYAxisMin());
    for (int i = 0; i < kept.size(); i++) {
      double x = chart.getScreenXFromChart(kept.get(i));
      double left = i == 0 ? x - 8 : (x + chart.getScreenXFromChart(kept.get(i - 1))) / 2;
      double right =
          i == kept.size() - 1 ? x + 8 : (x + chart.getScreenXFromChart(kept.get(i + 1))) / 2;
      List<String> lines = new ArrayList<>();
      lines.add(name(chart) + " " + Numbers.compact(kept.get(i)));
      lines.addAll(labels.get(kept.get(i)));
      strip(html, new double[] {left, right, top, bottom}, x, width, lines);
    }
    return html.toString();
  }

  /** Returns the lines of text at each x, of the first curves that have a name. */
  private static Map<Double, List<String>> labels(XYChart chart) {
    Map<Double, List<String>> labels = new TreeMap<>();
    chart.getSeriesMap().values().stream()
        .filter(series -> !series.getName().startsWith("\u200b"))
        .filter(series -> Arrays.stream(series.getYData()).anyMatch(Double::isFinite))
        .limit(MOST_CURVES)
        .forEach(curve -> add(curve, labels));
    return labels;
  }

  private static String name(XYChart chart) {
    String title = chart.getXAxisTitle();
    return title == null || title.isBlank() ? "x" : title;
  }

  private static void add(XYSeries curve, Map<Double, List<String>> labels) {
    double[] x = curve.getXData();
    double[] y = curve.getYData();
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        labels
            .computeIfAbsent(x[i], unused -> new ArrayList<>())
            .add(curve.getName() + " " + Numbers.text(y[i]));
      }
    }
  }

  private static List<Double> thinned(List<Double> all) {
    if (all.size() <= MOST_STRIPS) {
      return all;
    }
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < MOST_STRIPS; i++) {
      kept.add(all.get((int) Math.round(i * (all.size() - 1.0) / (MOST_STRIPS - 1))));
    }
    return kept.stream().distinct().toList();
  }

  private static void strip(
      StringBuilder html, double[] box, double x, int width, List<String> lines) {
    double wide = 14 + LETTER * lines.stream().mapToInt(String::length).max().orElse(0);
    double at = x + 10 + wide > width ? x - 10 - wide : x + 10;
    String n = SvgWriter.number(x);
    html.append("<g class=\"attune-hover\"><rect x=\"").append(SvgWriter.number(box[0]));
    html.append("\" y=\"").append(SvgWriter.number(box[2])).append("\" width=\"");
    html.append(SvgWriter.number(Math.max(0, box[1] - box[0]))).append("\" height=\"");
    html.append(SvgWriter.number(Math.max(0, box[3] - box[2])));
    html.append("\" fill=\"#fff\" fill-opacity=\"0\"/><g class=\"v\" pointer-events=\"none\">");
    html.append("<path d=\"M").append(n).append(' ').append(SvgWriter.number(box[2]));
    html.append('V').append(SvgWriter.number(box[3]));
    html.append("\" stroke=\"currentColor\" stroke-opacity=\".4\"/><rect x=\"");
    html.append(SvgWriter.number(at)).append("\" y=\"").append(SvgWriter.number(box[2] + 4));
    html.append("\" width=\"").append(SvgWriter.number(wide)).append("\" height=\"");
    html.append(lines.size() * LINE + 8).append("\" rx=\"4\" style=\"fill:");
    html.append(SvgWriter.PAPER).append("\" fill-opacity=\".93\" stroke=\"currentColor\"");
    html.append(" stroke-opacity=\".3\"/>");
    lines(html, at + 7, box[2] + 4, lines);
    html.append("</g></g>\n");
  }

  private static void lines(StringBuilder html, double x, double top, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      html.append("<text x=\"").append(SvgWriter.number(x)).append("\" y=\"");
      html.append(SvgWriter.number(top + LINE * (i + 1))).append("\" fill=\"currentColor\">");
      html.append(Html.escape(lines.get(i))).append("</text>");
    }
  }
}

package org.attune.view;

import java.util.concurrent.atomic.AtomicInteger;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts as SVG: inside a page, whose theme they follow, or as files of their own. */
final class SvgChart {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String PLACE = "attune-place-of-the-id-";

  private SvgChart() {}

  /**
   * Returns an SVG element for a page. It has the page's colours, and the values of its curves
   * appear where the pointer is.
   */
  static String element(Chart<?, ?> chart, int width, int height) {
    String id = "attune-" + Long.toString(System.nanoTime(), 36) + COUNT.incrementAndGet() + "-";
    return element(chart, width, height, id);
  }

  /** Returns the same for a file, in which the same chart always has the same ids. */
  static String repeatable(Chart<?, ?> chart, int width, int height) {
    String drawn = element(chart, width, height, PLACE);
    return drawn.replace(PLACE, "attune-" + Integer.toHexString(drawn.hashCode()) + "-");
  }

  private static String element(Chart<?, ?> chart, int width, int height, String id) {
    String drawn = drawn(chart, width, height, id);
    String hover = chart instanceof XYChart xy ? HoverValues.of(xy, width) : "";
    return open(chart, width, height, " style=\"max-width:100%;height:auto;background:none\"")
        + drawn
        + hover
        + "</svg>";
  }

  /** Returns an SVG file in the colours of a light page. */
  static String file(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + open(chart, width, height, " color=\"#22262b\"")
        + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        + drawn(chart, width, height, "c")
            .replace("style=\"stroke:" + SvgWriter.PAPER + "\"", "stroke=\"#ffffff\"")
            .replace("style=\"fill:" + SvgWriter.PAPER + "\"", "fill=\"#ffffff\"")
        + "</svg>\n";
  }

  private static String open(Chart<?, ?> chart, int width, int height, String more) {
    String title = chart.getTitle() == null ? "" : chart.getTitle();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"attune-chart\" width=\""
        + width
        + "\" height=\""
        + height
        + "\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" font-family=\"sans-serif\" role=\"img\" aria-label=\""
        + Html.escape(title)
        + "\""
        + more
        + ">\n";
  }

  private static String drawn(Chart<?, ?> chart, int width, int height, String prefix) {
    SvgWriter out = new SvgWriter(prefix);
    java.awt.Color paper = chart.getStyler().getChartBackgroundColor();
    java.awt.Color plot = chart.getStyler().getPlotBackgroundColor();
    java.awt.Color legend = chart.getStyler().getLegendBackgroundColor();
    java.awt.Color border = chart.getStyler().getLegendBorderColor();
    chart.getStyler().setChartBackgroundColor(HouseStyle.CLEAR);
    chart.getStyler().setPlotBackgroundColor(HouseStyle.CLEAR);
    chart.getStyler().setLegendBackgroundColor(HouseStyle.CLEAR);
    chart.getStyler().setLegendBorderColor(HouseStyle.CLEAR);
    try {
      chart.paint(new SvgGraphics(out), width, height);
    } finally {
      chart.getStyler().setChartBackgroundColor(paper);
      chart.getStyler().setPlotBackgroundColor(plot);
      chart.getStyler().setLegendBackgroundColor(legend);
      chart.getStyler().setLegendBorderColor(border);
    }
    return out.elements();
  }
}

package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The common style of all charts: unobtrusive frame, prominent data, colour-blind-safe colours. */
final class HouseStyle {
  static final int WIDTH = 760;
  static final int HEIGHT = 440;
  static final Color INK = new Color(0x22, 0x26, 0x2B);
  static final Color MUTED = new Color(0x6A, 0x70, 0x78);
  static final Color GRID = new Color(0xE3, 0xE5, 0xE8);
  static final Color PAPER = Color.WHITE;
  static final Color CLEAR = new Color(0xFF, 0xFF, 0xFF, 0);

  /** The greys that become the text colour of a page, and at which opacity. */
  static final Map<Color, Double> INKS =
      Map.of(INK, 1.0, MUTED, 0.7, GRID, 0.14, new Color(0x55, 0x55, 0x55), 0.75);

  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font TINY = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  static final Font MEDIUM = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  static final Font LARGE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final int LEGEND_LINE = 26;
  private static final int X_TICKS = 110; // points between ticks, at least
  private static final int Y_TICKS = 52;
  static final int SLANT = 30; // degrees
  private static final double LONGEST_LABEL = 180; // points
  static final FontRenderContext SCREEN = new FontRenderContext(null, true, true);

  // Okabe and Ito's palette, its readable-on-white members first; yellow and black left out.
  private static final Color[] COLOURS = {
    new Color(0x00, 0x72, 0xB2),
    new Color(0xD5, 0x5E, 0x00),
    new Color(0x00, 0x9E, 0x73),
    new Color(0xCC, 0x79, 0xA7),
    new Color(0xE6, 0x9F, 0x00),
    new Color(0x56, 0xB4, 0xE9),
    new Color(0x55, 0x55, 0x55)
  };

  private HouseStyle() {}

  static XYChart xy(String title, String xTitle, String yTitle) {
    XYChart chart = new XYChart(WIDTH, HEIGHT, ChartTheme.XChart);
    dress(chart, chart.getStyler(), title, xTitle, yTitle);
    return chart;
  }

  static CategoryChart category(String title, String yTitle) {
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT, ChartTheme.XChart);
    dress(chart, chart.getStyler(), title, "", yTitle);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    return chart;
  }

  static Color colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  static Color faint(Color colour, double opacity) {
    int alpha = (int) Math.round(255 * opacity);
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  /** Returns the stroke of a series: after the last colour, dashes distinguish the series. */
  static BasicStroke stroke(int index, float width) {
    int round = index / COLOURS.length;
    float[] dash = round == 0 ? null : new float[] {9f / round, 5f};
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }

  /** Puts the legend below the data, or beside it if it does not fit in one row. */
  static void legend(Chart<?, ?> chart, List<String> names) {
    chart.getStyler().setLegendVisible(names.size() > 1);
    boolean fits = fits(names, WIDTH);
    chart
        .getStyler()
        .setLegendPosition(fits ? LegendPosition.OutsideS : LegendPosition.OutsideE)
        .setLegendLayout(fits ? LegendLayout.Horizontal : LegendLayout.Vertical);
  }

  /** Returns whether the legend fits in one row of a chart of the given width. */
  static boolean fits(Collection<String> names, int width) {
    double row = 0;
    for (String name : names) {
      row += SMALL.getStringBounds(name, SCREEN).getWidth() + LEGEND_LINE + 40;
    }
    return row < width - 90;
  }

  /** Slants the names below the bars if they would overlap; each ends right below its bar. */
  static void slant(AxesChartStyler styler, List<String> names) {
    boolean crowded = areCrowded(names);
    styler.setXAxisLabelRotation(crowded ? SLANT : 0);
    if (crowded) {
      styler.setXAxisLabelAlignment(TextAlignment.Right);
      // XChart centres long and short names at one height, where they cross each other.
      styler.setXAxisLabelAlignmentVertical(TextAlignment.Right);
    }
  }

  private static boolean areCrowded(List<String> names) {
    double room = (WIDTH - 110.0) / names.size();
    return names.stream().anyMatch(name -> textWidth(name, SMALL) > room * 0.92);
  }

  /**
   * Shortens names of bars that are slanted: XChart leaves out a label that begins left of the
   * chart, and long ones would take the bars' height. Names that would become equal stay whole.
   *
   * @param width of the smallest chart that is drawn of these bars
   */
  static List<String> labels(List<String> names, int width) {
    if (!areCrowded(names)) {
      return names;
    }
    List<String> labels = new ArrayList<>();
    double step = (width - 80.0) / names.size();
    for (int i = 0; i < names.size(); i++) {
      double left = (58 + (i + 0.5) * step) / Math.cos(Math.toRadians(SLANT));
      labels.add(shortened(names.get(i), Math.min(LONGEST_LABEL, left)));
    }
    return Set.copyOf(labels).size() == names.size() ? labels : names;
  }

  private static String shortened(String name, double room) {
    if (textWidth(name, SMALL) <= room) {
      return name;
    }
    String part = name;
    while (part.length() > 3 && textWidth(part + "…", SMALL) > room) {
      part = part.substring(0, part.offsetByCodePoints(part.length(), -1));
    }
    return part.strip() + "…";
  }

  /** Returns the font in which a title fits into a chart. */
  static Font titleFont(String title, int width) {
    return title == null || textWidth(title, LARGE) < 0.94 * width ? LARGE : BOLD;
  }

  static double textWidth(String text, Font font) {
    return font.getStringBounds(text, SCREEN).getWidth();
  }

  static void xAxis(AxesChartStyler styler, AxisRange extent) {
    styler.setXAxisMin(extent.min()).setXAxisMax(extent.max());
    styler.setxAxisTickLabelsFormattingFunction(extent.shortTicks());
  }

  /** Sets an axis of steps; a short one is spaced so that no tick stands between two steps. */
  static void stepAxis(AxesChartStyler styler, AxisRange extent) {
    AxisRange steps = extent.atLeast(2);
    double length = steps.max() - steps.min();
    xAxis(styler, steps);
    styler.setXAxisTickMarkSpacingHint(apart(X_TICKS, 560, length));
  }

  /** Spaces the ticks of a short axis of counts so that none stands between two of three counts. */
  static void wholeYTicks(AxesChartStyler styler) {
    double length = styler.getYAxisMax() - styler.getYAxisMin();
    styler.setYAxisTickMarkSpacingHint(apart(Y_TICKS, 290, length));
    styler.setyAxisTickLabelsFormattingFunction(new AxisRange(0, length).shortTicks());
  }

  /** Returns the points of one unit; XChart draws no tick at all where they exceed a small axis. */
  private static int apart(int least, int points, double length) {
    return (int) Math.max(least, points / Math.max(1.7, length));
  }

  static void yAxis(AxesChartStyler styler, AxisRange extent) {
    styler.setYAxisMin(extent.min()).setYAxisMax(extent.max());
    styler.setyAxisTickLabelsFormattingFunction(extent.ticks());
  }

  private static void dress(
      Chart<?, ?> chart, AxesChartStyler styler, String title, String xTitle, String yTitle) {
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    // An empty title would still take up a line.
    styler.setChartTitleVisible(!title.isBlank());
    styler.setXAxisTitleVisible(!xTitle.isBlank()).setYAxisTitleVisible(!yTitle.isBlank());
    colours(styler);
    fonts(styler);
    spaces(styler);
  }

  private static void colours(AxesChartStyler styler) {
    styler.setChartBackgroundColor(PAPER).setPlotBackgroundColor(PAPER).setChartFontColor(INK);
    styler.setPlotBorderVisible(false).setChartTitleBoxVisible(false);
    styler.setLegendBackgroundColor(PAPER).setLegendBorderColor(PAPER);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setAxisTickLabelsColor(MUTED).setAxisTickMarksColor(GRID);
    styler.setXAxisTitleColor(INK).setYAxisTitleColor(INK);
    styler.setAntiAlias(true);
  }

  private static void fonts(AxesChartStyler styler) {
    styler.setBaseFont(SMALL).setChartTitleFont(LARGE).setLegendFont(SMALL);
    styler.setAxisTitleFont(MEDIUM).setAxisTickLabelsFont(SMALL);
  }

  private static void spaces(AxesChartStyler styler) {
    styler.setChartPadding(14).setChartTitlePadding(10).setLegendPadding(14);
    styler.setLegendSeriesLineLength(LEGEND_LINE).setPlotContentSize(0.98).setMarkerSize(9);
    styler.setAxisTickPadding(6).setAxisTitlePadding(8).setPlotMargin(0);
    // Wide enough apart that a step is at least a tenth of the range, on which AxisRange relies.
    styler.setXAxisTickMarkSpacingHint(X_TICKS).setYAxisTickMarkSpacingHint(Y_TICKS);
    styler.setPlotTicksMarksVisible(false).setAxisTicksLineVisible(false);
    styler.setSeriesMarkers(new Marker[] {SeriesMarkers.NONE});
  }
}

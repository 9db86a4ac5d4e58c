package org.attune.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Renders charts as images with twice as many pixels as points, so that they are sharp on
 * high-resolution screens.
 */
public final class ChartImages {
  private static final int SCALE = 2;
  private static final int FEW_COLOURS = 64;
  private static final int GAP = 12;
  static final int PANEL_WIDTH = 500;
  private static final int PANEL_HEIGHT = 360;
  private static final int FEW = 3;

  private ChartImages() {}

  /** Returns the chart as an image. */
  public static BufferedImage image(Chart<?, ?> chart) {
    return image(chart, chart.getWidth(), chart.getHeight(), SCALE);
  }

  private static BufferedImage image(Chart<?, ?> chart, int width, int height, double scale) {
    BufferedImage image =
        new BufferedImage(pixels(width, scale), pixels(height, scale), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      hints(g);
      // A chart may end within the last pixel.
      g.setColor(HouseStyle.PAPER);
      g.fillRect(0, 0, image.getWidth(), image.getHeight());
      g.scale(scale, scale);
      chart.paint(g, width, height);
    } finally {
      g.dispose();
    }
    return image;
  }

  private static int pixels(int points, double scale) {
    return (int) Math.round(points * scale);
  }

  // Laid out again rather than scaled, so that text keeps its size.
  private static BufferedImage panel(Chart<?, ?> chart, double scale) {
    return asPanel(chart, () -> image(chart, PANEL_WIDTH, PANEL_HEIGHT, scale));
  }

  private static <T> T asPanel(Chart<?, ?> chart, Supplier<T> painting) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    Styler styler = chart.getStyler();
    LegendPosition position = styler.getLegendPosition();
    LegendLayout layout = styler.getLegendLayout();
    List<String> names =
        chart.getSeriesMap().values().stream()
            .filter(Series::isShowInLegend)
            .map(Series::getName)
            .toList();
    if (!HouseStyle.fits(names, PANEL_WIDTH)) {
      // Beside the data a legend takes width that a panel lacks; below, a few names fit.
      boolean few = names.size() <= FEW;
      styler.setLegendPosition(few ? LegendPosition.OutsideS : LegendPosition.OutsideE);
      styler.setLegendLayout(LegendLayout.Vertical);
    }
    styler.setChartTitleFont(HouseStyle.titleFont(chart.getTitle(), PANEL_WIDTH));
    T painted = painting.get();
    styler.setLegendPosition(position).setLegendLayout(layout);
    styler.setChartTitleFont(HouseStyle.titleFont(chart.getTitle(), width));
    // XChart stores the size it was last painted in; the caller's chart must not change.
    image(chart, width, height, 1);
    return painted;
  }

  /**
   * Returns the charts next to each other in one image, each somewhat smaller than alone; more than
   * three take rows of two.
   */
  public static BufferedImage sideBySide(Chart<?, ?>... charts) {
    if (charts.length == 0) {
      throw new InvalidInputException("There is no chart to put side by side: give at least one.");
    }
    int columns = charts.length > FEW ? 2 : charts.length;
    int rows = (charts.length + columns - 1) / columns;
    // A row of three is shown no wider than one of two, so it needs no more pixels.
    double scale = SCALE * Math.min(1, 2.0 / columns);
    int across = pixels(PANEL_WIDTH + GAP, scale);
    int down = pixels(PANEL_HEIGHT + GAP, scale);
    int gap = pixels(GAP, scale);
    BufferedImage whole =
        new BufferedImage(columns * across - gap, rows * down - gap, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = whole.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, whole.getWidth(), whole.getHeight());
    for (int i = 0; i < charts.length; i++) {
      g.drawImage(panel(charts[i], scale), i % columns * across, i / columns * down, null);
    }
    g.dispose();
    return whole;
  }

  /** Returns the chart as the bytes of a PNG file. */
  public static byte[] png(Chart<?, ?> chart) {
    return png(image(chart));
  }

  /**
   * Returns the image as the bytes of a PNG file of at most 256 colours; of 64 if images are to be
   * kept in files, see {@link #FORMAT}.
   */
  public static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO's own stream would go through a file on disk.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      write(reduced(image), stream);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not encode a picture: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage reduced(BufferedImage image) {
    if (!"png".equals(System.getProperty(FORMAT))) {
      return IndexedPalette.reduced(image);
    }
    return TransparentPaper.suits(image)
        ? IndexedPalette.reduced(image, FEW_COLOURS, TransparentPaper::of)
        : IndexedPalette.reduced(
            TransparentPaper.around(image), FEW_COLOURS, IntUnaryOperator.identity());
  }

  private static void write(BufferedImage image, ImageOutputStream stream) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try {
      ImageWriteParam smallest = writer.getDefaultWriteParam();
      smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      smallest.setCompressionQuality(0); // for PNG the slowest, and without loss
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), smallest);
    } finally {
      writer.dispose();
    }
  }

  /**
   * Writes the chart as a new file, SVG if its name ends so and PNG otherwise, atomically, and
   * fails if the file exists.
   */
  public static Path write(Chart<?, ?> chart, Path file) {
    return AtomicFile.create(file, bytes(chart, file));
  }

  private static byte[] bytes(Chart<?, ?> chart, Path file) {
    boolean vector = file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    return vector ? SvgChart.file(chart).getBytes(StandardCharsets.UTF_8) : png(chart);
  }

  /** Writes the image as a new PNG file, atomically, and fails if the file exists. */
  public static Path write(BufferedImage image, Path file) {
    return AtomicFile.create(file, png(image));
  }

  /** Writes the chart as such a file, replacing an older one, as a live curve does. */
  public static Path replace(Chart<?, ?> chart, Path file) {
    return AtomicFile.replace(file, bytes(chart, file));
  }

  /** Returns the chart as a data URI for the source of an HTML image. */
  public static String dataUri(Chart<?, ?> chart) {
    return dataUri(image(chart));
  }

  /** Returns the image as a data URI for the source of an HTML image. */
  public static String dataUri(BufferedImage image) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image));
  }

  /**
   * The property that is {@code svg} where pages show vector graphics, as notebooks do, and {@code
   * png} where images are kept in files for pages of any colour.
   */
  public static final String FORMAT = "attune.pictures";

  /** Returns whether pages get vector graphics in the colours of their theme. */
  public static boolean isVector() {
    return "svg".equals(System.getProperty(FORMAT));
  }

  /**
   * Returns the chart for a page at its size in points, no wider than the page: as an SVG element
   * in the page's colours, or as an image.
   */
  public static String html(Chart<?, ?> chart) {
    return isVector()
        ? SvgChart.element(chart, chart.getWidth(), chart.getHeight())
        : html(chart, image(chart));
  }

  /** Returns charts for a page, next to each other where there is room. */
  public static String htmlSideBySide(Chart<?, ?>... charts) {
    if (!isVector()) {
      return "<img alt=\"\" style=\"max-width:100%\" src=\"" + dataUri(sideBySide(charts)) + "\"/>";
    }
    StringBuilder html = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:12px\">");
    for (Chart<?, ?> chart : charts) {
      html.append("<div>").append(panelHtml(chart)).append("</div>");
    }
    return html.append("</div>").toString();
  }

  /** Returns the chart for a page, to be placed beside others. */
  static String panelHtml(Chart<?, ?> chart) {
    return isVector()
        ? asPanel(chart, () -> SvgChart.element(chart, PANEL_WIDTH, PANEL_HEIGHT))
        : html(chart, panel(chart, SCALE));
  }

  /** Returns the chart as an SVG element of a file, to be placed beside others. */
  static String panelSvg(Chart<?, ?> chart) {
    return asPanel(chart, () -> SvgChart.repeatable(chart, PANEL_WIDTH, PANEL_HEIGHT));
  }

  private static String html(Chart<?, ?> chart, BufferedImage image) {
    String alt = chart.getTitle() == null ? "" : chart.getTitle();
    return "<img src=\""
        + dataUri(image)
        + "\" width=\""
        + image.getWidth() / SCALE
        + "\" alt=\""
        + Html.escape(alt)
        + "\" style=\"max-width:100%;height:auto;border-radius:6px\"/>";
  }

  private static void hints(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }
}

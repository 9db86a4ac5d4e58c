package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ChartsTests {
  private static final double NONE = Double.NaN;
  private static final double[] STEPS = {0, 1, 2};

  static Stream<Named<Chart<?, ?>>> everyKindAndEveryTrap() {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    charts.put("lines", lines(1, 2, 3));
    charts.put(
        "band", Charts.lines("", "x", "y", curve(1, 2, 3).band(STEPS, new double[] {4, 4, 4})));
    charts.put("gap in a band", Charts.lines("", "x", "y", curve(1, NONE, 3).band(STEPS, STEPS)));
    charts.put("one point", Charts.lines("", "x", "y", one().band(one().y(), one().y())));
    charts.put("equal values", lines(5, 5, 5));
    charts.put("all zero", lines(0, 0, 0));
    charts.put("all missing", lines(NONE, NONE, NONE));
    charts.put("infinite", lines(1, Double.POSITIVE_INFINITY, 1e300));
    charts.put("tiny differences", lines(1e-12, 2e-12, 3e-12));
    charts.put("tiny values", lines(1e-6, 2e-5, 3e-5));
    charts.put("huge values", lines(1e11, 2e14, -3e14));
    charts.put("nearly equal", lines(1234567.001, 1234567.002, 1234567.003));
    charts.put("same name twice", Charts.lines("", "x", "y", curve(1, 2, 3), curve(2, 3, 4)));
    charts.put("training", Charts.training("t", "loss", 0.9, curve(3, NONE, 1)));
    charts.put("bars", Charts.bars("t", "y", List.of(new Bar("a", -1, -2, 0), new Bar("b", NONE))));
    charts.put("bars of zero", Charts.bars("t", "y", List.of(new Bar("a", 0), new Bar("b", 0))));
    charts.put("lone missing bar", Charts.bars("t", "", List.of(new Bar("a", NONE))));
    charts.put("equal histogram", Charts.histogram("", "r", DoubleColumn.create("r", 2, 2, 2)));
    charts.put("missing histogram", Charts.histogram("", "r", DoubleColumn.create("r", NONE)));
    charts.put("scatter", Charts.scatter("t", "x", "y", List.of(spot(1, 2), spot(NONE, 1))));
    charts.put("missing scatter", Charts.scatter("", "x", "y", List.of(spot(NONE, 1))));
    return charts.entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("everyKindAndEveryTrap")
  void drawsSomethingAtTwiceTheResolution(Chart<?, ?> chart) {
    BufferedImage image = decoded(ChartImages.png(chart));
    assertEquals(2 * chart.getWidth(), image.getWidth());
    assertEquals(2 * chart.getHeight(), image.getHeight());
    assertTrue(variance(image) > 1, "The picture is blank.");
  }

  @ParameterizedTest
  @MethodSource("everyKindAndEveryTrap")
  void looksTheSameInItsFile(Chart<?, ?> chart) {
    BufferedImage image = ChartImages.image(chart);
    BufferedImage file = decoded(ChartImages.png(chart));
    long difference = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          int one = image.getRGB(x, y) >> shift & 255;
          difference = Math.max(difference, Math.abs(one - (file.getRGB(x, y) >> shift & 255)));
        }
      }
    }
    assertTrue(difference < 64, "A shade is off by " + difference + " of 255.");
  }

  @Test
  void dataAddInkToAnEmptyFrame() {
    double frame = variance(ChartImages.image(lines(NONE, NONE, NONE)));
    Chart<?, ?> bars = Charts.bars("", "y", List.of(new Bar("a", 1), new Bar("b", 2)));
    assertTrue(variance(ChartImages.image(bars)) > 2 * frame);
  }

  @Test
  void aChartWithoutDataIsRefusedInASentence() {
    String message = refusal(() -> Charts.lines("Loss", "x", "y", List.of()));
    assertEquals("The chart 'Loss' has nothing to draw: give it at least one curve.", message);
    assertTrue(refusal(() -> Curve.of("DPO", new double[0], new double[0])).contains("'DPO'"));
    assertTrue(refusal(() -> Charts.bars("B", "y", List.of())).contains("at least one bar"));
    assertTrue(refusal(() -> Charts.groups("G", "y", Map.of())).contains("at least one group"));
    assertTrue(refusal(() -> Charts.histogram("H", "x", List.of())).contains("one column"));
    assertTrue(refusal(() -> Charts.scatter("S", "x", "y", List.of())).contains("one spot"));
  }

  @Test
  void wrongInputIsRefusedInASentence() {
    assertTrue(refusal(() -> Curve.of("c", STEPS, new double[2])).contains("3 x values but 2"));
    assertTrue(refusal(() -> new Bar("b", 5, 1, 2)).contains("does not hold its value"));
    assertTrue(refusal(() -> curve(1, 2, 3).smoothed(1)).contains("below 1"));
    assertTrue(refusal(() -> Charts.reference(lines(1), NONE, "r")).contains("finite"));
  }

  @Test
  void hundredsOfThousandsOfPointsAreThinnedButKeepTheirPeaks() {
    Random random = new Random(7);
    double[] x = IntStream.range(0, 300_000).asDoubleStream().toArray();
    double[] y = Arrays.stream(x).map(i -> random.nextDouble()).toArray();
    y[123_456] = 40;
    y[234_567] = -40;
    double[] drawn =
        Charts.lines("", "x", "y", Curve.of("c", x, y)).getSeriesMap().get("c").getYData();
    assertTrue(drawn.length <= 4_000, drawn.length + " points");
    assertEquals(40, Arrays.stream(drawn).max().getAsDouble());
    assertEquals(-40, Arrays.stream(drawn).min().getAsDouble());
  }

  @Test
  void aPictureForAnyPageIsClearWhereItWasWhiteAndGreyWhereItWasBlack() {
    assertEquals(0, TransparentPaper.of(0xFFFFFFFF));
    assertEquals(0xFF767676, TransparentPaper.of(0xFF000000));
    assertEquals(0xFF0072B2, TransparentPaper.of(0xFF0072B2), "a colour stays");
    assertEquals(0x34767676, TransparentPaper.of(0xFFE5E5E5), "a line of the grid");
    int faint = TransparentPaper.of(0xFF7FB8D8); // half of that colour on white
    double opacity = (faint >>> 24) / 255.0;
    assertEquals(0.75, opacity, 0.01);
    assertEquals(0x7F, (faint >>> 16 & 0xFF) * opacity + 255 * (1 - opacity), 1, "as it was");
    assertTrue(TransparentPaper.suits(ChartImages.image(lines(1, 2, 3))));
    List<Bar> tall = List.of(new Bar("a", 0.7), new Bar("b", 0.7), new Bar("c", 0.7));
    assertTrue(TransparentPaper.suits(ChartImages.image(Charts.bars("", "y", tall))), "tall bars");
    BufferedImage map = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    assertFalse(TransparentPaper.suits(map), "all of it is filled");
  }

  @Test
  void smoothingDoesNotLagAndKeepsEndsAndGaps() {
    assertArrayEquals(new double[] {8, NONE, 2}, curve(8, NONE, 2).smoothed(0.5).y(), 1e-9);
    double[] line = {9, 7, 5, 3, 1};
    assertArrayEquals(line, curve(line).smoothed(0.9).y(), 1e-9, "a straight line stays");
    // Line through (-1, 0), (0, 3), (1, 0) with weights 0.5, 1 and 0.5: its height is 1.5.
    assertEquals(1.5, curve(0, 3, 0).smoothed(0.5).y()[1], 1e-9);
    assertArrayEquals(new double[] {8, 5, 2}, curve(8, 5, 2).smoothed(0).y(), 1e-12);
  }

  @Test
  void curvesComeOutOfALongTable() {
    Table table =
        Table.create(
            StringColumn.create("method", "a", "b", "a"),
            DoubleColumn.create("step", 1, 1, 2),
            DoubleColumn.create("loss", 0.5, 0.6, 0.4));
    List<Curve> curves = Curve.each(table, "method", "step", "loss");
    assertEquals(List.of("a", "b"), curves.stream().map(Curve::name).toList());
    assertArrayEquals(new double[] {0.5, 0.4}, curves.get(0).y());
    assertTrue(refusal(() -> Curve.of(table, "step", "method")).contains("not numbers"));
  }

  @Test
  void aCurveDoesNotChangeWithTheArraysItWasMadeOf() {
    double[] y = {1, 2, 3};
    Curve curve = Curve.of("c", STEPS, y);
    y[0] = 99;
    curve.y()[1] = 99;
    assertArrayEquals(new double[] {1, 2, 3}, curve.y());
  }

  @Test
  void aReferenceLineMakesRoomForItself() {
    XYChart chart = Charts.reference(lines(0.1, 0.2, 0.3), Math.log(2), "ln 2");
    assertTrue(chart.getStyler().getYAxisMax() > Math.log(2));
    assertTrue(chart.getStyler().getYAxisMin() < 0.1);
  }

  @Test
  void barsOfZeroHaveRoomForTheirIntervals() {
    var styler = Charts.bars("t", "y", List.of(new Bar("a", 0, -0.4, 0.3))).getStyler();
    assertTrue(styler.getYAxisMin() < -0.4 && styler.getYAxisMax() > 0.3, styler.toString());
  }

  @Test
  void histogramsCountEveryValueOnce() {
    DoubleColumn column = DoubleColumn.create("r", 1, 2, 2, 3, NONE);
    double[] heights = Charts.histogram("", "r", column).getSeriesMap().get("r").getYData();
    assertEquals(4, Arrays.stream(heights).sum());
  }

  @Test
  void groupsFillTheBarsThatOneOfThemLacks() {
    Map<String, List<Bar>> groups = new LinkedHashMap<>();
    groups.put("proxy", List.of(new Bar("SFT", 1), new Bar("DPO", 2)));
    groups.put("golden", List.of(new Bar("DPO", 3)));
    var series = Charts.groups("", "reward", groups).getSeriesMap();
    assertEquals(List.of("SFT", "DPO"), List.copyOf(series.get("golden").getXData()));
    assertEquals(List.of(0.0, 3.0), List.copyOf(series.get("golden").getYData()));
  }

  @Test
  void neighbouringTicksNeverReadTheSame() {
    for (double[] range :
        new double[][] {{0, 1}, {0, 3e-5}, {2e6, 3e6}, {1e13, 2e13}, {99_990, 100_010}}) {
      var ticks = new AxisRange(range[0], range[1]).ticks();
      double step = (range[1] - range[0]) / 10;
      List<String> labels =
          IntStream.rangeClosed(0, 10).mapToObj(i -> ticks.apply(range[0] + i * step)).toList();
      assertEquals(11, labels.stream().distinct().count(), labels.toString());
      assertTrue(labels.stream().allMatch(label -> label.length() <= 8), labels.toString());
    }
  }

  @Test
  void titlesBeginWithACapitalLetterUnlessTheyBeginWithAName() {
    assertEquals(
        "Golden reward, of this training only",
        Charts.title("golden reward, of this training only"));
    for (String name :
        List.of("", "KL against reward", "x over y", "run2 at T=1.0", "sft-2", "a/b", "π")) {
      assertEquals(name, Charts.title(name));
    }
  }

  @Test
  void picturesAreWrittenWholeAndNeverOverThemselves(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("deep/er/loss.png");
    ChartImages.write(lines(1, 2, 3), file);
    byte[] first = Files.readAllBytes(file);
    String message =
        assertThrows(InvalidInputException.class, () -> ChartImages.write(lines(9, 8, 7), file))
            .getMessage();
    assertTrue(message.contains("loss.png exists already"), message);
    assertArrayEquals(first, Files.readAllBytes(file));
    ChartImages.replace(lines(9, 8, 7), file);
    assertTrue(!Arrays.equals(first, Files.readAllBytes(file)));
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void aChartFitsIntoHtml() {
    String html = ChartImages.html(Charts.lines("a < b", "x", "y", curve(1, 2, 3)));
    assertTrue(html.contains("src=\"data:image/png;base64,iVBOR"));
    assertTrue(html.contains("alt=\"a &lt; b\""));
  }

  private static XYChart lines(double... y) {
    return Charts.lines("", "x", "y", curve(y));
  }

  private static Curve curve(double... y) {
    return Curve.of("c", Arrays.copyOf(STEPS, y.length), y);
  }

  private static Curve one() {
    return Curve.of("one", new double[] {3}, new double[] {2});
  }

  private static ScatterPoint spot(double x, double y) {
    return new ScatterPoint("s", x, y).upright(y - 1, y + 1).across(x - 1, x + 1);
  }

  private static String refusal(Runnable attempt) {
    return assertThrows(IllegalArgumentException.class, attempt::run).getMessage();
  }

  private static BufferedImage decoded(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      return fail(e);
    }
  }

  private static double variance(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    double[] greens = Arrays.stream(pixels).mapToDouble(pixel -> (pixel >> 8) & 0xFF).toArray();
    double mean = Arrays.stream(greens).average().getAsDouble();
    return Arrays.stream(greens)
        .map(green -> (green - mean) * (green - mean))
        .average()
        .getAsDouble();
  }
}

package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.util.AtomicFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The charts of a sweep")
final class SweepChartsTest {
  private static HeatMap map(double corner) {
    HeatMap map = HeatMap.of("golden reward", "beta", "learningRate");
    for (double beta : new double[] {20, 0.5, 1, 5}) {
      for (double rate : new double[] {1e-4, 3e-4, 1e-3}) {
        map =
            map.with(beta, rate, beta == 20 && rate == 1e-3 ? corner : -Math.abs(beta - 2) + rate);
      }
    }
    return map;
  }

  private static ParallelCoordinates coordinates() {
    ParallelCoordinates lines =
        ParallelCoordinates.of("golden reward", List.of("beta", "steps", "reduction"));
    for (int i = 0; i < 24; i++) {
      lines =
          lines.with(
              List.of(0.5 * (1 + i % 4), 100.0 * (1 + i % 3), i % 2 == 0 ? "TOKEN" : "EXAMPLE"),
              i == 7 ? Double.NaN : Math.sin(i));
    }
    return lines;
  }

  private static void look(String name, BufferedImage image) {
    String folder = System.getProperty("attune.look");
    if (folder != null) {
      AtomicFile.replace(Path.of(folder, name + ".png"), ChartImages.png(image));
    }
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  @DisplayName("a heat map shows its values as colours, both ends of the scale among them")
  void heat() {
    BufferedImage image = ChartImages.image(map(3).chart());
    look("heat", image);
    assertTrue(colours(image).contains(ColorScale.of(0).getRGB()));
    assertTrue(colours(image).contains(ColorScale.of(1).getRGB()));
    BufferedImage gap = ChartImages.image(map(Double.NaN).chart());
    look("heat-gap", gap);
    assertTrue(colours(gap).contains(HouseStyle.GRID.getRGB()));
  }

  @Test
  @DisplayName("cells of equal place average")
  void average() {
    HeatMap one = HeatMap.of("m", "x", "y").with("a", "b", 1.0).with("c", "b", 3.0);
    HeatMap two = HeatMap.of("m", "x", "y").with("a", "b", 0).with("a", "b", 2).with("c", "b", 3);
    assertEquals(colours(ChartImages.image(one.chart())), colours(ChartImages.image(two.chart())));
  }

  /** Returns the largest difference of a colour channel between two images of the same size. */
  private static int difference(BufferedImage a, BufferedImage b) {
    int most = 0;
    for (int x = 0; x < a.getWidth(); x++) {
      for (int y = 0; y < a.getHeight(); y++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int apart = (a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255);
          most = Math.max(most, Math.abs(apart));
        }
      }
    }
    return most;
  }

  @Test
  @DisplayName("parallel coordinates paint a line without a result below those with a negative one")
  void failedBelow() {
    ParallelCoordinates two =
        ParallelCoordinates.of("log probability", List.of("beta", "steps"))
            .with(List.of(1, 100), -2.0)
            .with(List.of(2, 200), -1.0);
    BufferedImage without = ChartImages.image(two.chart());
    BufferedImage with = ChartImages.image(two.with(List.of(2, 200), Double.NaN).chart());
    assertEquals(0, difference(without, with), "covered");
    BufferedImage beside = ChartImages.image(two.with(List.of(1, 200), Double.NaN).chart());
    assertTrue(difference(without, beside) > 0, "where nothing covers it, it is seen");
  }

  @Test
  @DisplayName("parallel coordinates place whole numbers as they place the same fractions")
  void wholeNumbers() {
    ParallelCoordinates none = ParallelCoordinates.of("reward", List.of("steps", "beta"));
    BufferedImage whole =
        ChartImages.image(none.with(List.of(100, 1L), 1).with(List.of(200, 2L), 2).chart());
    BufferedImage fractions =
        ChartImages.image(none.with(List.of(100.0, 1.0), 1).with(List.of(200.0, 2.0), 2).chart());
    assertEquals(0, difference(whole, fractions));
    assertTrue(colours(whole).size() > 1);
  }

  /** Returns the number of pixels of a colour. */
  private static long pixels(BufferedImage image, int colour) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == colour)
        .count();
  }

  @Test
  @DisplayName("parallel coordinates draw the best line darkest and thickest, wherever it comes")
  void bestLine() {
    ParallelCoordinates none = ParallelCoordinates.of("reward", List.of("beta", "steps"));
    BufferedImage last =
        ChartImages.image(none.with(List.of(1, 1), -2).with(List.of(2, 2), -1).chart());
    BufferedImage first =
        ChartImages.image(none.with(List.of(2, 2), -1).with(List.of(1, 1), -2).chart());
    assertEquals(0, difference(first, last));
    long best = pixels(first, ColorScale.line(1).getRGB());
    long worst = pixels(first, ColorScale.line(0).getRGB());
    assertTrue(worst > 0 && best > 1.5 * worst, best + " and " + worst + " pixels");
  }

  @Test
  @DisplayName("parallel coordinates draw every line, also one without a result")
  void parallel() {
    BufferedImage image = ChartImages.image(coordinates().chart());
    look("parallel", image);
    ParallelCoordinates more = coordinates().with(List.of(0.5, 300.0, "TOKEN"), 0.99);
    assertNotEquals(colours(image).size(), colours(ChartImages.image(more.chart())).size());
  }

  @Test
  @DisplayName("named places give equal distances and leave names out when they are many")
  void places() {
    Curve curve = Curve.of("a", new double[] {0, 1, 2, 3}, new double[] {1, 3, 2, 0});
    List<String> names = List.of("0.1", "1", "10", "100");
    BufferedImage few =
        ChartImages.image(Charts.places("t", "beta", "reward", names, List.of(curve)));
    look("places", few);
    List<String> others = List.of("0.1", "1", "10", "a very different name that is long");
    BufferedImage other =
        ChartImages.image(Charts.places("t", "beta", "reward", others, List.of(curve)));
    assertNotEquals(List.of(ChartImages.dataUri(few)), List.of(ChartImages.dataUri(other)));
  }

  @Test
  @DisplayName("nothing to draw is refused")
  void nothing() {
    assertThrows(IllegalArgumentException.class, () -> HeatMap.of("m", "x", "y").chart());
    assertThrows(
        IllegalArgumentException.class, () -> ParallelCoordinates.of("m", List.of("x")).chart());
  }
}

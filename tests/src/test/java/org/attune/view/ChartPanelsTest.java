package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

@DisplayName("Charts next to each other in one image")
final class ChartPanelsTest {
  private static final int WHITE = 0xFFFFFFFF;

  private static XYChart[] charts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Curve.of("a", new double[] {0, 1}, new double[] {i, i + 1}))
        .map(curve -> Charts.lines("", "x", "y", curve))
        .toArray(XYChart[]::new);
  }

  @Test
  @DisplayName("keep their own size")
  void size() {
    XYChart[] two = charts(2);
    int width = two[0].getWidth();
    BufferedImage both = ChartImages.sideBySide(two);
    assertTrue(both.getWidth() > 1.5 * both.getHeight());
    assertEquals(width, two[0].getWidth());
  }

  @Test
  @DisplayName("take rows of two when there are more than three")
  void rows() {
    BufferedImage two = ChartImages.sideBySide(charts(2));
    BufferedImage five = ChartImages.sideBySide(charts(5));
    int height = two.getHeight();
    assertEquals(two.getWidth(), five.getWidth());
    assertEquals(3, Math.round(five.getHeight() / (double) height));
    int row = five.getHeight() - height / 2;
    int middle = five.getWidth() / 2;
    assertTrue(IntStream.range(0, middle).anyMatch(x -> five.getRGB(x, row) != WHITE));
    assertTrue(IntStream.range(middle, 2 * middle).allMatch(x -> five.getRGB(x, row) == WHITE));
  }

  @Test
  @DisplayName("stand in one row up to three, which has no more pixels than a row of two")
  void three() {
    BufferedImage two = ChartImages.sideBySide(charts(2));
    BufferedImage three = ChartImages.sideBySide(charts(3));
    assertTrue(three.getWidth() > 3 * three.getHeight());
    assertTrue(Math.abs(three.getWidth() - two.getWidth()) < 24, three.getWidth() + " pixels");
    for (int x = 0; x < three.getWidth(); x++) {
      assertEquals(WHITE, three.getRGB(x, three.getHeight() - 1), "the last row is paper");
    }
  }
}

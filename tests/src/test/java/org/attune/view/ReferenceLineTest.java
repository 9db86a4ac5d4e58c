package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

@DisplayName("The name of a reference line")
final class ReferenceLineTest {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;

  @Test
  @DisplayName("stands at its right end, and elsewhere when curves cross it there")
  void place() {
    double[] x = {0, 1, 2, 3, 4};
    double[] free = {3, 3, 3, 3, 3};
    double[] crossing = {3, 3, 1, 1.2, 0.8};
    assertTrue(centre(x, free) > 0.7, "at the right end");
    assertTrue(centre(x, crossing) < 0.6, "away from the curve");
  }

  @Test
  @DisplayName("stands at its right end where the curve has a gap there")
  void gap() {
    double[] x = {0, 1, 2, 3, 4};
    double[] interrupted = {3, 3, 3, Double.NaN, 3};
    assertTrue(centre(x, interrupted) > 0.7, "nothing crosses it at the right end");
  }

  /** Returns where two names differ on average, as a share of the width. */
  private static double centre(double[] x, double[] y) {
    BufferedImage one = drawn("before training", x, y);
    BufferedImage other = drawn("BEFORE TRAINING", x, y);
    long sum = 0;
    long count = 0;
    for (int column = 0; column < WIDTH; column++) {
      for (int row = 0; row < HEIGHT; row++) {
        if (one.getRGB(column, row) != other.getRGB(column, row)) {
          sum += column;
          count++;
        }
      }
    }
    return (double) sum / count / WIDTH;
  }

  private static BufferedImage drawn(String name, double[] x, double[] y) {
    XYChart chart = Charts.lines("t", "x", "y", Curve.of("measured", x, y));
    Charts.reference(chart, 1, name);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }
}

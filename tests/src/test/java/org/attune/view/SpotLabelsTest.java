package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The names of a chart's points")
final class SpotLabelsTest {
  private static final double WIDE = 60;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("of 25 crowded points cover no other name and no point, and stay between the sides")
  void crowded(long seed) {
    Rectangle2D plot = new Rectangle2D.Double(60, 40, 680, 330);
    SpotLabels labels = new SpotLabels(plot);
    Random random = new Random(seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      double x = 300 + 70 * random.nextGaussian();
      double y = 200 + 40 * random.nextGaussian();
      points.add(new double[] {x, y});
      labels.dot(new Rectangle2D.Double(x - 7, y - 7, 14, 14));
      labels.whisker(new Rectangle2D.Double(x - 2, y - 20, 4, 40));
    }
    List<Rectangle2D> boxes = new ArrayList<>();
    for (double[] point : points) {
      double y = point[1];
      SpotLabels.Place place = labels.of(point[0], y, WIDE, y - 20, y + 20);
      Rectangle2D box = new Rectangle2D.Double(place.x(), place.y() - 13, WIDE, 17);
      assertTrue(boxes.stream().noneMatch(box::intersects), "two names overlap at " + box);
      assertTrue(box.getMinX() >= plot.getMinX() && box.getMaxX() <= plot.getMaxX(), "cut: " + box);
      for (double[] other : points) {
        assertFalse(box.contains(other[0], other[1]), "a name covers a point at " + box);
      }
      place.leader().ifPresent(line -> assertEquals(point[0], line.getX1()));
      boxes.add(box);
    }
  }

  @Test
  @DisplayName("stand beside points that have room, without a line")
  void apart() {
    SpotLabels labels = new SpotLabels(new Rectangle2D.Double(0, 0, 700, 300));
    labels.dot(new Rectangle2D.Double(93, 93, 14, 14));
    SpotLabels.Place place = labels.of(100, 100, WIDE, 100, 100);
    assertEquals(110, place.x());
    assertEquals(91, place.y());
    assertTrue(place.leader().isEmpty());
  }
}

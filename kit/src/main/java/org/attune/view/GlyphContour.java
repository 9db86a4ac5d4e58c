package org.attune.view;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One closed line of an outline: an "o" has two.
 *
 * @param kinds of its segments
 * @param numbers their coordinates, x and y in turn
 */
record GlyphContour(String kinds, double[] numbers) {
  private static final int[] NUMBERS = {2, 2, 4, 6, 0};

  /** Returns the contours of a shape. */
  static List<GlyphContour> of(Shape shape) {
    List<GlyphContour> all = new ArrayList<>();
    StringBuilder kinds = new StringBuilder();
    double[] numbers = new double[16];
    int count = 0;
    double[] at = new double[6];
    for (PathIterator parts = shape.getPathIterator(null); !parts.isDone(); parts.next()) {
      int kind = parts.currentSegment(at);
      if (kind == PathIterator.SEG_MOVETO && !kinds.isEmpty()) {
        all.add(new GlyphContour(kinds.toString(), Arrays.copyOf(numbers, count)));
        kinds.setLength(0);
        count = 0;
      }
      kinds.append(kind);
      if (count + 6 > numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      }
      System.arraycopy(at, 0, numbers, count, NUMBERS[kind]);
      count += NUMBERS[kind];
    }
    if (!kinds.isEmpty()) {
      all.add(new GlyphContour(kinds.toString(), Arrays.copyOf(numbers, count)));
    }
    return all;
  }

  /** Returns whether this is another contour, moved. */
  boolean matches(GlyphContour other, double dx, double dy, double tolerance) {
    if (!kinds.equals(other.kinds)) {
      return false;
    }
    for (int i = 0; i < numbers.length; i++) {
      double moved = other.numbers[i] + (i % 2 == 0 ? dx : dy);
      if (!(Math.abs(numbers[i] - moved) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  double x() {
    return numbers[0];
  }

  double y() {
    return numbers[1];
  }
}

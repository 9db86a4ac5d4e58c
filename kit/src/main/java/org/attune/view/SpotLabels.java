package org.attune.view;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds a place for the name of each point of a chart, where it covers no other name and no point.
 *
 * <p>A name stands beside its point if one of ten places there is free. Otherwise it moves away
 * from it, as little as possible, and a line leads back to the point. Intervals are crossed only
 * where nothing else is free.
 */
final class SpotLabels {
  private static final double LINE_HEIGHT = 17;
  private static final double ASCENT = 13;
  private static final double NEAREST = 30;
  private static final double NEAR = 62;
  private static final double FARTHEST = 260;
  private static final double STEP = 8;
  private static final int ANGLES = 24;

  private final Rectangle2D plot;
  private final List<Rectangle2D> whiskers = new ArrayList<>();
  private final List<Rectangle2D> taken = new ArrayList<>();
  private final List<Line2D> leaders = new ArrayList<>();

  /**
   * Where a name begins.
   *
   * @param leader a line to its point, if that is not beside it
   */
  record Place(double x, double y, Optional<Line2D> leader) {
    private Rectangle2D box(double wide) {
      return new Rectangle2D.Double(x, y - ASCENT, wide, LINE_HEIGHT);
    }
  }

  /** Starts with an empty plot. */
  SpotLabels(Rectangle2D plot) {
    this.plot = plot;
  }

  /** Keeps names off a point. */
  void dot(Rectangle2D box) {
    taken.add(box);
  }

  /** Keeps names off an interval, if there is room elsewhere. */
  void whisker(Rectangle2D box) {
    whiskers.add(box);
  }

  /**
   * Returns the place of a point's name, which is taken from then on.
   *
   * @param wide the name's width
   * @param upper the height of the upper end of the point's interval
   * @param lower that of the lower end
   */
  Place of(double x, double y, double wide, double upper, double lower) {
    List<Place> beside =
        beside(x, y, wide, upper, lower).filter(place -> isBetweenSides(place.box(wide))).toList();
    Predicate<Place> free = place -> isFree(place, wide);
    Predicate<Place> clear =
        place -> whiskers.stream().noneMatch(place.box(wide)::intersects) && free.test(place);
    Place chosen =
        beside.stream()
            .filter(clear)
            .findFirst()
            .or(() -> away(x, y, wide, NEAR).filter(clear).findFirst())
            .or(() -> beside.stream().filter(free).findFirst())
            .or(() -> away(x, y, wide, FARTHEST).filter(free).findFirst())
            .or(() -> away(x, y, wide, FARTHEST).filter(p -> isAlone(p, wide)).findFirst())
            // An overlap is better than a name that is cut.
            .orElseGet(() -> beside.isEmpty() ? place(x + 10, y - 9) : beside.get(0));
    taken.add(chosen.box(wide));
    chosen.leader().ifPresent(leaders::add);
    return chosen;
  }

  private static Stream<Place> beside(double x, double y, double wide, double upper, double lower) {
    double left = x - wide - 10;
    return Stream.of(
        place(x + 10, y - 9),
        place(left, y - 9),
        place(x + 10, y + 19),
        place(left, y + 19),
        place(x + 10, y - 26),
        place(left, y - 26),
        place(x + 10, y + 36),
        place(left, y + 36),
        place(left, upper - 8),
        place(left, lower + 19));
  }

  private static Place place(double x, double y) {
    return new Place(x, y, Optional.empty());
  }

  /** Places around the point, the nearest first. */
  private Stream<Place> away(double x, double y, double wide, double farthest) {
    List<Place> around = new ArrayList<>();
    for (double radius = NEAREST; radius <= farthest; radius += STEP) {
      for (int i = 0; i < ANGLES; i++) {
        double angle = 2 * Math.PI * (i + 0.5) / ANGLES;
        double middle = x + radius * Math.cos(angle);
        double height = y + radius * Math.sin(angle);
        double start = middle - wide * (1 - Math.cos(angle)) / 2;
        Rectangle2D box = new Rectangle2D.Double(start, height - ASCENT, wide, LINE_HEIGHT);
        if (plot.contains(box)) {
          around.add(new Place(start, height, Optional.of(leader(x, y, box))));
        }
      }
    }
    return around.stream();
  }

  private static Line2D leader(double x, double y, Rectangle2D box) {
    double nearX = Math.max(box.getMinX() - 2, Math.min(box.getMaxX() + 2, x));
    double nearY = Math.max(box.getMinY(), Math.min(box.getMaxY(), y));
    return new Line2D.Double(x, y, nearX, nearY);
  }

  private boolean isFree(Place place, double wide) {
    return isAlone(place, wide)
        && leaders.stream().noneMatch(place.box(wide)::intersectsLine)
        && place.leader().map(this::isOpen).orElse(true);
  }

  /** Returns whether a name covers no other name and no point; lines may cross it. */
  private boolean isAlone(Place place, double wide) {
    return taken.stream().noneMatch(place.box(wide)::intersects);
  }

  /** Returns whether a line crosses no other line, and only its own point. */
  private boolean isOpen(Line2D line) {
    return leaders.stream().noneMatch(line::intersectsLine)
        && taken.stream().noneMatch(box -> box.intersectsLine(line) && !box.contains(line.getP1()));
  }

  private boolean isBetweenSides(Rectangle2D box) {
    return box.getMinX() >= plot.getMinX() && box.getMaxX() <= plot.getMaxX();
  }
}

package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYSeries;

/** A dashed horizontal line with its name beside it, where the fewest curves cross the name. */
final class ReferenceLine extends ChartAnnotations.Mark {
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6f, 4f}, 0f);
  private static final double GAP = 4;
  private static final double ABOVE = -6;
  private static final double BELOW = 18;
  private static final double ASCENT = 13;
  private static final double LINE_HEIGHT = 17;

  private final double value;
  private final String name;

  ReferenceLine(double value, String name) {
    this.value = value;
    this.name = name;
  }

  @Override
  public void paint(Graphics2D g) {
    double y = screenY(value);
    double left = getXAxisScreenValueForMin();
    double right = getXAxisScreenValueForMax();
    g.setColor(HouseStyle.MUTED);
    g.setStroke(DASHED);
    g.draw(new Line2D.Double(left, y, right, y));
    double wide = HouseStyle.textWidth(name, HouseStyle.SMALL);
    List<Line2D> curves = curves();
    double[] place =
        places(left + GAP, right - wide - GAP, y).stream()
            .min(Comparator.comparingLong(at -> crossed(curves, at, wide)))
            .orElseThrow();
    ChartAnnotations.halo(g, name, place[0], place[1]);
  }

  /** Returns where the name may stand, the best places first: at the right end, above the line. */
  private List<double[]> places(double left, double right, double y) {
    double top = Math.min(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    double bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    List<double[]> places = new ArrayList<>();
    for (double x : new double[] {right, left, (left + right) / 2}) {
      places.add(new double[] {x, y + ABOVE});
      places.add(new double[] {x, y + BELOW});
    }
    places.removeIf(at -> at[1] - ASCENT < top || at[1] - ASCENT + LINE_HEIGHT > bottom);
    return places.isEmpty() ? List.of(new double[] {right, y + ABOVE}) : places;
  }

  private static long crossed(List<Line2D> curves, double[] at, double wide) {
    Rectangle2D box = new Rectangle2D.Double(at[0], at[1] - ASCENT, wide, LINE_HEIGHT);
    return curves.stream().filter(piece -> piece.intersects(box)).count();
  }

  /** Returns the pieces of all curves, on the screen; there is none at a gap. */
  private List<Line2D> curves() {
    List<Line2D> pieces = new ArrayList<>();
    for (Object each : chart.getSeriesMap().values()) {
      if (each instanceof XYSeries series) {
        double[] x = series.getXData();
        double[] y = series.getYData();
        for (int i = 1; i < x.length; i++) {
          if (Double.isFinite(y[i - 1]) && Double.isFinite(y[i])) {
            pieces.add(
                new Line2D.Double(
                    screenX(x[i - 1]), screenY(y[i - 1]), screenX(x[i]), screenY(y[i])));
          }
        }
      }
    }
    return pieces;
  }
}

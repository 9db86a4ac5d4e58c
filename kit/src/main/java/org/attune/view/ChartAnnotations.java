package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.AxesChartStyler;

/** Annotations that XChart lacks: reference lines, asymmetric intervals, labels beside points. */
final class ChartAnnotations {
  private static final BasicStroke FINE = new BasicStroke(1.6f);
  private static final BasicStroke LEADER = new BasicStroke(0.9f);
  private static final BasicStroke OUTLINE =
      new BasicStroke(4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final double CAP = 5;
  private static final double GAP = 6; // between the values of neighbouring bars

  private ChartAnnotations() {}

  /** A mark in the coordinates of the chart's axes. */
  abstract static class Mark extends Annotation {
    Mark() {
      super(false);
    }

    double screenX(double value) {
      return chart.getScreenXFromChart(value);
    }

    double screenY(double value) {
      return chart.getScreenYFromChart(value);
    }

    void whisker(Graphics2D g, double x, double low, double high) {
      if (Double.isFinite(low) && Double.isFinite(high)) {
        double top = screenY(high);
        double bottom = screenY(low);
        g.draw(new Line2D.Double(x, top, x, bottom));
        g.draw(new Line2D.Double(x - CAP, top, x + CAP, top));
        g.draw(new Line2D.Double(x - CAP, bottom, x + CAP, bottom));
      }
    }
  }

  /** Names below the axis, at its integers; if there are many, some are omitted. */
  static final class Names extends Mark {
    private final List<String> names;

    Names(List<String> names) {
      this.names = List.copyOf(names);
    }

    @Override
    public void paint(Graphics2D g) {
      double bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
      double widest =
          names.stream()
              .mapToDouble(n -> HouseStyle.textWidth(n, HouseStyle.SMALL))
              .max()
              .orElse(0);
      double apart = Math.max(1, screenX(1) - screenX(0));
      int step = (int) Math.max(1, Math.ceil((widest + 12) / apart));
      g.setFont(HouseStyle.SMALL);
      g.setColor(HouseStyle.MUTED);
      for (int i = 0; i < names.size(); i += step) {
        double half = HouseStyle.textWidth(names.get(i), HouseStyle.SMALL) / 2;
        g.drawString(names.get(i), (float) (screenX(i) - half), (float) (bottom + 18));
      }
    }
  }

  /** A notice that there was nothing to draw, in an otherwise empty chart. */
  static final class Notice extends Mark {
    @Override
    public void paint(Graphics2D g) {
      String words = "no finite values";
      double x = (getXAxisScreenValueForMin() + getXAxisScreenValueForMax()) / 2.0;
      double y = (getYAxisScreenValueForMin() + getYAxisScreenValueForMax()) / 2.0;
      halo(g, words, x - HouseStyle.textWidth(words, HouseStyle.SMALL) / 2, y);
    }
  }

  /** Intervals and values on grouped bars. */
  static final class Intervals extends Mark {
    private final List<List<Bar>> series;
    private final double fill;
    private final int decimals;

    Intervals(List<List<Bar>> series, double fill) {
      this.series = series;
      this.fill = fill;
      this.decimals =
          Numbers.decimals(series.stream().flatMap(List::stream).mapToDouble(Bar::value).toArray());
    }

    @Override
    public void paint(Graphics2D g) {
      double left = getXAxisScreenValueForMin();
      double width = getXAxisScreenValueForMax() - left;
      double content = width * styler().getPlotContentSize();
      double slot = content / series.get(0).size();
      double bar = slot * fill / series.size();
      g.setStroke(FINE);
      for (int s = 0; s < series.size(); s++) {
        for (int i = 0; i < series.get(s).size(); i++) {
          double start = left + (width - content) / 2 + slot * i + slot * (1 - fill) / 2;
          paint(g, series.get(s).get(i), start + bar * (s + 0.5), bar);
        }
      }
      g.setColor(HouseStyle.MUTED);
      g.draw(new Line2D.Double(left, screenY(0), left + width, screenY(0)));
    }

    private void paint(Graphics2D g, Bar bar, double x, double width) {
      g.setColor(HouseStyle.INK);
      whisker(g, x, bar.low(), bar.high());
      String text = text(bar.value());
      double slot = width / fill;
      boolean dense =
          series.size() == 1 && HouseStyle.textWidth(text, HouseStyle.SMALL) + GAP > slot;
      Font font = dense ? HouseStyle.TINY : HouseStyle.SMALL;
      double wide = HouseStyle.textWidth(text, font);
      // Beside a neighbour's bar, a label that is too wide would overlap the neighbour's label.
      double room = series.size() == 1 ? width + 12 : Math.max(width - 3, 27);
      if (wide < room) {
        double y = labelY(bar);
        // Paper behind the value hides the grid line that would cross it.
        g.setColor(HouseStyle.PAPER);
        g.fill(new Rectangle2D.Double(x - wide / 2 - 2, y - 11, wide + 4, 13));
        g.setColor(HouseStyle.INK);
        g.setFont(font);
        g.drawString(text, (float) (x - wide / 2), (float) y);
      }
    }

    private String text(double value) {
      if (!Double.isFinite(value)) {
        return "n/a";
      }
      return Numbers.text(value, decimals);
    }

    private double labelY(Bar bar) {
      double value = Double.isFinite(bar.value()) ? bar.value() : 0;
      boolean down = value < 0;
      double end = down ? bar.low() : bar.high();
      double edge = screenY(Double.isFinite(end) ? end : value);
      return down ? edge + 17 : edge - 7;
    }

    private AxesChartStyler styler() {
      return (AxesChartStyler) styler;
    }
  }

  /** Intervals in both directions and a name beside each point. */
  static final class Spots extends Mark {
    private final List<ScatterPoint> spots;

    Spots(List<ScatterPoint> spots) {
      this.spots = spots;
    }

    @Override
    public void paint(Graphics2D g) {
      SpotLabels labels = new SpotLabels(plot());
      for (int i = 0; i < spots.size(); i++) {
        labels.dot(dot(g, spots.get(i), HouseStyle.colour(i)));
        whiskers(spots.get(i)).forEach(labels::whisker);
      }
      for (ScatterPoint spot : spots) {
        label(g, spot, labels);
      }
    }

    private Rectangle2D plot() {
      double left = getXAxisScreenValueForMin();
      double top = Math.min(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
      double bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
      return new Rectangle2D.Double(left, top, getXAxisScreenValueForMax() - left, bottom - top);
    }

    private Rectangle2D dot(Graphics2D g, ScatterPoint spot, Color colour) {
      double x = screenX(spot.x());
      double y = screenY(spot.y());
      g.setColor(HouseStyle.faint(colour, 0.75));
      g.setStroke(FINE);
      whisker(g, x, spot.yLow(), spot.yHigh());
      if (Double.isFinite(spot.xLow()) && Double.isFinite(spot.xHigh())) {
        double low = screenX(spot.xLow());
        double high = screenX(spot.xHigh());
        g.draw(new Line2D.Double(low, y, high, y));
        g.draw(new Line2D.Double(low, y - CAP, low, y + CAP));
        g.draw(new Line2D.Double(high, y - CAP, high, y + CAP));
      }
      g.setColor(colour);
      g.fill(new Ellipse2D.Double(x - 5.5, y - 5.5, 11, 11));
      return new Rectangle2D.Double(x - 7, y - 7, 14, 14);
    }

    private List<Rectangle2D> whiskers(ScatterPoint spot) {
      List<Rectangle2D> boxes = new ArrayList<>();
      double x = screenX(spot.x());
      double y = screenY(spot.y());
      if (Double.isFinite(spot.xLow()) && Double.isFinite(spot.xHigh())) {
        double low = screenX(spot.xLow());
        boxes.add(new Rectangle2D.Double(low, y - 2, screenX(spot.xHigh()) - low, 4));
      }
      if (Double.isFinite(spot.yLow()) && Double.isFinite(spot.yHigh())) {
        double top = screenY(spot.yHigh());
        boxes.add(new Rectangle2D.Double(x - 2, top, 4, screenY(spot.yLow()) - top));
      }
      return boxes;
    }

    private void label(Graphics2D g, ScatterPoint spot, SpotLabels labels) {
      double x = screenX(spot.x());
      double y = screenY(spot.y());
      double wide = HouseStyle.textWidth(spot.name(), HouseStyle.SMALL);
      SpotLabels.Place place = labels.of(x, y, wide, end(spot.yHigh(), y), end(spot.yLow(), y));
      g.setColor(HouseStyle.MUTED);
      g.setStroke(LEADER);
      place.leader().ifPresent(g::draw);
      halo(g, spot.name(), place.x(), place.y(), HouseStyle.INK);
    }

    /** Returns the height of a whisker's end, or that of the dot if there is no whisker. */
    private double end(double value, double dot) {
      return Double.isFinite(value) ? screenY(value) : dot;
    }
  }

  static void halo(Graphics2D g, String text, double x, double y) {
    halo(g, text, x, y, HouseStyle.MUTED);
  }

  // An outline in the colour of the paper keeps a name readable where it crosses a line.
  static void halo(Graphics2D g, String text, double x, double y, Color ink) {
    Shape letters =
        HouseStyle.SMALL
            .createGlyphVector(HouseStyle.SCREEN, text)
            .getOutline((float) x, (float) y);
    g.setColor(HouseStyle.faint(HouseStyle.PAPER, 0.9));
    g.setStroke(OUTLINE);
    g.draw(letters);
    g.setColor(ink);
    g.fill(letters);
  }
}

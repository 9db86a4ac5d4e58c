package org.attune.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A small curve as an SVG of a few kilobytes, which can be sent several times per second. */
final class LiveCurve {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 120;
  private static final int LEFT = 44;
  private static final int TOP = 18;
  private static final int FLOOR = HEIGHT - 20;
  private static final int POINTS = 150;
  private static final double SMOOTHING = 0.9;

  /** Fewer points, as of a held-out loss, are measured with care, and a line through them errs. */
  private static final int NOISY = 40;

  /** Changes below this share of a value fill no chart: they would look like large ones. */
  private static final double LEAST_SPAN = 0.02;

  private LiveCurve() {}

  /** Draws one metric; many points are drawn faintly, and over them their moving average. */
  static String svg(String name, List<double[]> points) {
    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    boolean noisy = y.length >= NOISY;
    double[] line = noisy ? Curve.of(name, x, y).smoothed(SMOOTHING).y() : y;
    int[] shown = shown(y.length);
    double least = IntStream.of(shown).mapToDouble(i -> y[i]).min().getAsDouble();
    double most = IntStream.of(shown).mapToDouble(i -> y[i]).max().getAsDouble();
    double widened = most > least ? widening(least, most) : 0;
    double low = least - widened;
    double high = most + widened;
    // A flat line runs through the middle.
    double pad = high > low ? 0.05 * (high - low) : Math.max(1e-9, Math.abs(high) * 0.5);
    Frame frame = new Frame(x[0], x[x.length - 1], low - pad, high + pad);
    // The line of text beside the bar has the last point itself.
    String last = name + (noisy ? ", smoothed " : " ") + Numbers.text(line[line.length - 1]);
    return opening(last)
        + axes(frame, low, high)
        + text(LEFT, 11, "start", "font-weight=\"600\"", last)
        + (noisy ? frame.line(x, y, shown, "stroke-width=\"1\" opacity=\".35\"") : "")
        + frame.line(x, line, shown, "stroke-width=\"2\"")
        + "</svg>";
  }

  private static double widening(double least, double most) {
    double span = LEAST_SPAN * Math.max(Math.abs(least), Math.abs(most));
    return Math.max(0, span - (most - least)) / 2;
  }

  private static String opening(String label) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\" width=\"%d\""
            + " height=\"%d\" viewBox=\"0 0 %d %d\" style=\"max-width:100%%\""
            + " font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\">",
        Html.escape(label),
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT);
  }

  private static String axes(Frame frame, double low, double high) {
    String rule =
        String.format(
            Locale.ROOT,
            "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"currentColor\" opacity=\".35\"/>",
            LEFT,
            TOP,
            FLOOR,
            WIDTH);
    String faint = "opacity=\".7\"";
    return rule
        + text(LEFT - 4, frame.down(high) + 4, "end", faint, Numbers.text(high))
        + (high > low ? text(LEFT - 4, frame.down(low) + 4, "end", faint, Numbers.text(low)) : "")
        + text(WIDTH, HEIGHT - 5, "end", faint, Numbers.count(Math.round(frame.right())));
  }

  private static String text(double x, double y, String anchor, String look, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>",
        x,
        y,
        anchor,
        look,
        Html.escape(words));
  }

  /** Returns evenly spread indices, the last one among them. */
  private static int[] shown(int length) {
    int count = Math.min(length, POINTS);
    return IntStream.range(0, count)
        .map(i -> (int) ((long) i * (length - 1) / Math.max(1, count - 1)))
        .toArray();
  }

  /** What the axes span. */
  private record Frame(double left, double right, double low, double high) {
    double across(double x) {
      return LEFT + (WIDTH - LEFT) * (x - left) / Math.max(1e-12, right - left);
    }

    double down(double y) {
      return FLOOR - (FLOOR - TOP) * (y - low) / (high - low);
    }

    String line(double[] x, double[] y, int[] shown, String look) {
      StringBuilder points = new StringBuilder();
      for (int i : shown) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(x[i]), down(y[i])));
      }
      return "<polyline fill=\"none\" stroke=\"#3b82c4\" stroke-linejoin=\"round\" "
          + look
          + " points=\""
          + points.toString().strip()
          + "\"/>";
    }
  }
}

#!/bin/sh
# XChart: in a bar chart the second series' values are drawn by position, under the first series' category names.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: the first series names its categories a, b; the second gives b = 10 and a = 2, in that order. The tall bar stands over "a",
#   no exception is thrown. The picture is searched for the columns that hold the second series' color.
# Expected: 10 over "b", or an exception that the categories differ.
# Why it matters: two policies' rewards by prompt kind, collected in maps of different order, are drawn under each other's names.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Bars.java" <<'JAVA'
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.knowm.xchart.*;

public class Bars {
  public static void main(String[] args) {
    CategoryChart chart = new CategoryChartBuilder().width(400).height(300).build();
    chart.getStyler().setLegendVisible(false).setSeriesColors(new Color[] {Color.BLUE, Color.RED});
    chart.addSeries("first", Arrays.asList("a", "b"), Arrays.asList(1.0, 1.0));
    chart.addSeries("second", Arrays.asList("b", "a"), Arrays.asList(10.0, 2.0));
    BufferedImage image = BitmapEncoder.getBufferedImage(chart);
    System.out.println("red pixels over a (left) more than over b (right): " + (red(image, 0, 200) > 3 * red(image, 200, 400)));
  }

  static int red(BufferedImage image, int from, int to) {
    int count = 0;
    for (int x = from; x < to; x++)
      for (int y = 0; y < image.getHeight(); y++) {
        Color color = new Color(image.getRGB(x, y));
        if (color.getRed() > 200 && color.getGreen() < 100 && color.getBlue() < 100) count++;
      }
    return count;
  }
}
JAVA
java_file Bars
expect <<'SEEN'
red pixels over a (left) more than over b (right): true
SEEN

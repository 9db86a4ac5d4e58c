#!/bin/sh
# XChart: a heat map paints NaN black, which its colours from orange to dark red make the greatest value of all.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: of the cells 0, NaN and 1 the first is orange, the second black and the third dark red; the legend ends at dark red and has no black.
# Expected: an empty cell, as line charts of the same library leave a gap, or a colour that is no step of the scale.
# Why it matters: in the map of a sweep the setting whose training failed looks like the best one.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Heat.java" <<'JAVA'
import java.util.List;
import org.knowm.xchart.*;

public class Heat {
  public static void main(String[] args) {
    HeatMapChart chart = new HeatMapChartBuilder().width(600).height(300).build();
    List<Number[]> cells = List.of(new Number[] {0, 0, 0.0}, new Number[] {1, 0, Double.NaN}, new Number[] {2, 0, 1.0});
    chart.addSeries("reward", List.of("a", "b", "c"), List.of("r"), cells);
    var image = BitmapEncoder.getBufferedImage(chart);
    for (int x : new int[] {100, 250, 400}) {
      System.out.printf("%06x%n", image.getRGB(x, 150) & 0xFFFFFF);
    }
  }
}
JAVA
java_file Heat
expect <<'SEEN'
ffa500
000000
8b0000
SEEN

#!/bin/sh
# XChart: the name of a bar that is too long for its place is left out, without a word, and still takes its room when it is turned.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: of the names "supervised fine-tuning, rate 1e-4, 500 pairs", "dpo" and "ppo" of a chart 600 pixels wide, the first is not drawn at
#   0 and at 20 degrees; at 20 degrees the plot gives up the room for it. Later names that are as long are drawn, over their neighbours.
# Expected: the name cut, or an exception; a bar without a name cannot be told from the others.
# Why it matters: the first bar is usually the start that all others are compared with.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Names.java" <<'JAVA'
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.*;

public class Names {
  public static void main(String[] args) {
    for (int degrees : new int[] {0, 20}) {
      for (String first : List.of("start", "supervised fine-tuning, rate 1e-4, 500 pairs")) {
        CategoryChart chart = new CategoryChartBuilder().width(600).height(300).build();
        chart.addSeries("reward", List.of(first, "dpo", "ppo"), List.of(1, 2, 3));
        chart.getStyler().setXAxisLabelRotation(degrees).setLegendVisible(false);
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        int bottom = 299;
        while (image.getRGB(40, bottom) != 0xFFFFFFFF) bottom--;
        System.out.println(degrees + " degrees, \"" + first + "\": plot down to " + bottom / 10 * 10 + ", names under the bars: "
            + under(image, 20, 210, bottom) + " " + under(image, 230, 390, bottom) + " " + under(image, 400, 590, bottom));
      }
    }
  }

  static boolean under(BufferedImage image, int from, int to, int bottom) {
    for (int x = from; x < to; x++) for (int y = bottom + 9; y < 300; y++) if ((image.getRGB(x, y) & 0xFF) < 60) return true;
    return false;
  }
}
JAVA
java_file Names
expect <<'SEEN'
0 degrees, "start": plot down to 260, names under the bars: true true true
0 degrees, "supervised fine-tuning, rate 1e-4, 500 pairs": plot down to 260, names under the bars: false true true
20 degrees, "start": plot down to 250, names under the bars: true true true
20 degrees, "supervised fine-tuning, rate 1e-4, 500 pairs": plot down to 160, names under the bars: false true true
SEEN

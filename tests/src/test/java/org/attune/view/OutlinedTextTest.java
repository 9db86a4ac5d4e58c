package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Texts of charts in SVG")
final class OutlinedTextTest {
  private static Shape outline(String text, Font font) {
    return new TextLayout(text, font, HouseStyle.SCREEN).getOutline(null);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "golden reward against KL, T=1.0",
        "-0.25",
        "1,234.5k",
        "i.e. a:b;c \"d\" 100 % [0.1, 0.2]",
        "β = 0.1, ln π(start) − ln π(ref)",
        "Größe, naïve …",
        "lIl|1"
      })
  @DisplayName("are found again in their outlines")
  void found(String text) {
    for (Font font :
        List.of(HouseStyle.SMALL, HouseStyle.MEDIUM, HouseStyle.LARGE, HouseStyle.BOLD)) {
      AffineTransform moved = AffineTransform.getTranslateInstance(31.7, 12.4);
      OutlinedText found =
          OutlinedText.of(moved.createTransformedShape(outline(text, font))).orElseThrow();
      assertEquals(text, found.text());
      assertEquals(font, found.font());
      assertEquals(31.7, found.place().getTranslateX(), 0.03);
      assertEquals(12.4, found.place().getTranslateY(), 0.03);
      double width = font.getStringBounds(text, HouseStyle.SCREEN).getWidth();
      assertEquals(width, found.width(), 0.1);
    }
  }

  @Test
  @DisplayName("are found when they are slanted or vertical")
  void turned() {
    for (int degrees : new int[] {HouseStyle.SLANT, 90}) {
      AffineTransform turned = AffineTransform.getRotateInstance(-Math.toRadians(degrees));
      Shape shape = turned.createTransformedShape(outline("best of 16", HouseStyle.SMALL));
      OutlinedText found = OutlinedText.of(shape).orElseThrow();
      assertEquals("best of 16", found.text());
      assertEquals(-Math.sin(Math.toRadians(degrees)), found.place().getShearY(), 1e-9);
    }
  }

  @Test
  @DisplayName("that no font of the house style has stay outlines, as do shapes")
  void others() {
    Font serif = new Font(Font.SERIF, Font.ITALIC, 31);
    assertEquals(Optional.empty(), OutlinedText.of(outline("golden", serif)));
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(0, 0);
    triangle.lineTo(5, 0);
    triangle.lineTo(2, 4);
    triangle.closePath();
    assertEquals(Optional.empty(), OutlinedText.of(triangle));
    assertEquals(Optional.empty(), OutlinedText.of(new Path2D.Double()));
  }

  @Test
  @DisplayName("can be selected: title, axes, ticks, bars and their values")
  void selectable() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      bars.add(new Bar("method <" + i + ">", i / 10.0, i / 10.0 - 0.1, i / 10.0 + 0.1));
    }
    String svg = SvgChart.file(Charts.bars("Golden reward & more", "reward", bars));
    List<String> texts = new ArrayList<>();
    Matcher text = Pattern.compile("<text[^>]*>([^<]*)</text>").matcher(svg);
    while (text.find()) {
      texts.add(text.group(1));
    }
    for (String expected :
        List.of("Golden reward &amp; more", "reward", "0.5", "method &lt;20&gt;", "2.00")) {
      assertTrue(texts.contains(expected), expected + " is not among " + texts);
    }
    assertTrue(svg.length() < 30_000, "texts are short: " + svg.length());
  }

  @Test
  @DisplayName("as titles of a narrow chart fit into it")
  void titles() {
    String title = "golden reward against KL, T=1.0, of this training only";
    String svg = ChartImages.panelSvg(Charts.bars(title, "y", List.of(new Bar("a", 1))));
    Matcher width = Pattern.compile("textLength=\"([0-9.]+)\"[^>]*>" + title + "<").matcher(svg);
    assertTrue(width.find(), svg);
    assertTrue(Double.parseDouble(width.group(1)) < ChartImages.PANEL_WIDTH, width.group());
  }

  @Test
  @DisplayName("that are slanted end at one height, right below their bars")
  void ends() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      bars.add(new Bar("name " + i + "w".repeat(i % 5), 1));
    }
    String svg = SvgChart.file(Charts.bars("t", "y", bars));
    Pattern label =
        Pattern.compile(
            "<text transform=\"matrix\\(\\S+ (-\\S+) \\S+ \\S+ \\S+ (\\S+)\\)\"[^>]*"
                + " textLength=\"([0-9.]+)\"[^>]*>name");
    List<Double> ends = new ArrayList<>();
    Matcher found = label.matcher(svg);
    while (found.find()) {
      double rise = Double.parseDouble(found.group(1)) * Double.parseDouble(found.group(3));
      ends.add(Double.parseDouble(found.group(2)) + rise);
    }
    assertEquals(21, ends.size(), svg);
    for (double end : ends) {
      assertEquals(ends.get(0), end, 3);
    }
  }
}

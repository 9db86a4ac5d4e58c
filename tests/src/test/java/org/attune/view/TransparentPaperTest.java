package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A picture that is filled with colour")
final class TransparentPaperTest {
  private static final int WHITE = 0xFFFFFFFF;
  private static final int BLUE = 0xFF103070;

  @Test
  @DisplayName("keeps its cells and the white writing on them, on paper that is clear")
  void filled() {
    BufferedImage map = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    fill(map, 0, 0, 300, 200, WHITE);
    fill(map, 20, 10, 290, 190, BLUE);
    fill(map, 100, 90, 110, 100, WHITE); // a letter on a cell
    fill(map, 5, 90, 10, 100, 0xFF303030); // a letter beside it
    assertFalse(TransparentPaper.suits(map));
    BufferedImage clear = TransparentPaper.around(map);
    assertEquals(0, clear.getRGB(1, 1) >>> 24, "paper");
    assertEquals(0, clear.getRGB(295, 195) >>> 24, "paper");
    assertEquals(BLUE, clear.getRGB(150, 150), "a cell");
    assertEquals(WHITE, clear.getRGB(105, 95), "the letter on it");
    assertEquals(0xFF767676, clear.getRGB(7, 95), "the letter beside it");
  }

  @Test
  @DisplayName("becomes a heat map whose names are readable on any page")
  void heatMap() {
    HeatMap map =
        HeatMap.of("golden reward", "rate", "beta").with(1, 1, 0.5).with(2, 1, 1.5).with(3, 1, 1);
    BufferedImage image = ChartImages.image(map.chart());
    BufferedImage clear = TransparentPaper.around(image);
    long opaque = 0;
    for (int x = 0; x < clear.getWidth(); x++) {
      for (int y = 0; y < clear.getHeight(); y++) {
        boolean filled = clear.getRGB(x, y) >>> 24 == 0xFF;
        opaque += filled ? 1 : 0;
        if (x < 40 && filled) { // the title of the axis is the only thing there
          assertEquals(0x76, clear.getRGB(x, y) & 0xFF, 8);
        }
      }
    }
    double share = (double) opaque / clear.getWidth() / clear.getHeight();
    assertTrue(share > 0.5, share + " of the picture is cells");
  }

  private static void fill(BufferedImage image, int left, int top, int right, int low, int colour) {
    for (int x = left; x < right; x++) {
      for (int y = top; y < low; y++) {
        image.setRGB(x, y, colour);
      }
    }
  }
}

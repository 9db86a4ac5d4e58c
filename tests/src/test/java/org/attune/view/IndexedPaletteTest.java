package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The palette of an image")
final class IndexedPaletteTest {
  private static BufferedImage painted(int type) {
    BufferedImage image = new BufferedImage(60, 40, type);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 60, 40);
    g.dispose();
    Random random = new Random(1);
    for (int i = 0; i < 900; i++) {
      image.setRGB(random.nextInt(60), random.nextInt(40), 0xFF000000 | random.nextInt(400) * 977);
    }
    return image;
  }

  @Test
  @DisplayName("keeps every pixel of few colours, and is the same for each way of storing them")
  void exact() {
    BufferedImage image = painted(BufferedImage.TYPE_INT_RGB);
    BufferedImage other = painted(BufferedImage.TYPE_4BYTE_ABGR);
    for (int most : new int[] {256, 16}) {
      BufferedImage one = IndexedPalette.reduced(image, most, IntUnaryOperator.identity());
      BufferedImage two = IndexedPalette.reduced(other, most, IntUnaryOperator.identity());
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 60; x++) {
          assertEquals(one.getRGB(x, y), two.getRGB(x, y), x + ", " + y);
          assertEquals(
              IndexedPalette.reduced(image.getSubimage(x, y, 1, 1)).getRGB(0, 0),
              image.getRGB(x, y));
        }
      }
    }
  }

  @Test
  @DisplayName("has the most frequent colour, and a rare one that is unlike all others")
  void rare() {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        image.setRGB(i, j, j < 32 ? 0xFFFFFF : i % 8 * 0x010101 + j % 4);
      }
    }
    image.setRGB(5, 60, 0xFF0000);
    BufferedImage few = IndexedPalette.reduced(image, 4, IntUnaryOperator.identity());
    assertEquals(0xFFFFFFFF, few.getRGB(0, 0));
    assertEquals(0xFFFF0000, few.getRGB(5, 60));
  }
}

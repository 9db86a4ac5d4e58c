package org.attune.view;

import java.awt.image.BufferedImage;

/**
 * Makes a picture that was drawn on white paper readable on a page of any colour: white becomes
 * transparent, black and grey become a grey of medium lightness, and other colours stay as they
 * are.
 */
final class TransparentPaper {
  /** Four and a half times as dark as white paper, and more than four times as light as black. */
  private static final int GREY = 0x76;

  private static final int WHITE = 0xFF;
  private static final int FILLED = 0xC0; // a colour darker than faint lines and bands

  private TransparentPaper() {}

  /**
   * Returns whether most of a picture is paper. One that is filled with colour, such as a heat map,
   * may have white writing on it, and keeps its paper.
   */
  static boolean suits(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    long filled = 0;
    for (int pixel : pixels) {
      int least = Math.min(pixel >>> 16 & 0xFF, Math.min(pixel >>> 8 & 0xFF, pixel & 0xFF));
      filled += least < FILLED ? 1 : 0;
    }
    return filled < pixels.length / 2; // tall bars fill up to two fifths, heat maps three fifths
  }

  /** Returns the colour, with its opacity, that an opaque colour becomes. */
  static int of(int argb) {
    int[] parts = {argb >>> 16 & 0xFF, argb >>> 8 & 0xFF, argb & 0xFF};
    int least = Math.min(parts[0], Math.min(parts[1], parts[2]));
    int most = Math.max(parts[0], Math.max(parts[1], parts[2]));
    if (least == WHITE) {
      return 0;
    }
    double hue = Math.min(1, 2.0 * (most - least) / (WHITE - least)); // 0 for grey
    // Half as much again as a pure colour needs, so that a pale one does not become dark on black.
    int opacity = (int) Math.min(WHITE, (WHITE - least) * (2 - hue / 2));
    int result = opacity << 24;
    for (int i = 0; i < parts.length; i++) {
      double pure = WHITE - (double) (WHITE - parts[i]) * WHITE / opacity; // the same on white
      result |= (int) Math.round(Math.max(0, hue * pure + (1 - hue) * GREY)) << (16 - 8 * i);
    }
    return result;
  }
}

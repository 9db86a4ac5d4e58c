package org.attune.view;

/**
 * Makes a picture that was drawn on white paper readable on a page of any colour: white becomes
 * transparent, black and grey become a grey of medium lightness, and other colours stay as they
 * are.
 */
final class AnyPaper {
  /** Four and a half times as dark as white paper, and more than four times as light as black. */
  private static final int GREY = 0x76;

  private static final int WHITE = 0xFF;

  private AnyPaper() {}

  /** Returns the colour, with its opacity, that an opaque colour becomes. */
  static int of(int argb) {
    int[] parts = {argb >>> 16 & 0xFF, argb >>> 8 & 0xFF, argb & 0xFF};
    int least = Math.min(parts[0], Math.min(parts[1], parts[2]));
    int most = Math.max(parts[0], Math.max(parts[1], parts[2]));
    int opacity = WHITE - least; // what is seen of the colour through white
    if (opacity == 0) {
      return 0;
    }
    double hue = Math.min(1, 2.0 * (most - least) / opacity); // 0 for grey
    int result = (int) Math.min(WHITE, opacity * (1 + (1 - hue))) << 24;
    for (int i = 0; i < parts.length; i++) {
      double pure = (double) (parts[i] - least) / opacity * WHITE;
      result |= (int) Math.round(hue * pure + (1 - hue) * GREY) << 16 - 8 * i;
    }
    return result;
  }
}

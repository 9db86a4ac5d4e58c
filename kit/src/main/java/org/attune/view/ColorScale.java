package org.attune.view;

import java.awt.Color;

/**
 * A colour scale that also varies in lightness, readable in greyscale and for colour-blind readers.
 */
final class ColorScale {
  // Stops of the cividis scale of Nuñez, Anderton and Renslow (2018), its darkest end lifted.
  private static final Color[] STOPS = {
    new Color(0x12, 0x35, 0x70),
    new Color(0x57, 0x5D, 0x6D),
    new Color(0x8A, 0x86, 0x79),
    new Color(0xC4, 0xB5, 0x6C),
    new Color(0xFD, 0xE7, 0x37)
  };

  // The same on every page, unlike HouseStyle's: they stand on the scale's own colours.
  private static final Color LIGHT = new Color(0xFE, 0xFE, 0xFE);
  private static final Color DARK = new Color(0x20, 0x24, 0x29);

  /** The palest line: three quarters of the way from blue to white. */
  private static final Color PALE = new Color(0xB8, 0xD3, 0xE8);

  private ColorScale() {}

  /** Returns the colour of a share between 0 and 1; NaN is grey. */
  static Color of(double share) {
    if (!Double.isFinite(share)) {
      return HouseStyle.GRID;
    }
    double place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
    int lower = Math.min(STOPS.length - 2, (int) place);
    double part = place - lower;
    return mix(STOPS[lower], STOPS[lower + 1], part);
  }

  /** Returns a colour for text on a colour of the scale. */
  static Color ink(double share) {
    return share < 0.5 ? LIGHT : DARK;
  }

  /** Returns where a value lies between two bounds; the middle if these are equal. */
  static double share(double value, double low, double high) {
    return high > low ? (value - low) / (high - low) : Double.isFinite(value) ? 0.5 : Double.NaN;
  }

  /** Returns the colour of a line on paper, from pale to dark; NaN is grey. */
  static Color line(double share) {
    if (!Double.isFinite(share)) {
      return HouseStyle.GRID;
    }
    return mix(PALE, HouseStyle.colour(0), Math.max(0, Math.min(1, share)));
  }

  private static Color mix(Color a, Color b, double part) {
    return new Color(
        mix(a.getRed(), b.getRed(), part),
        mix(a.getGreen(), b.getGreen(), part),
        mix(a.getBlue(), b.getBlue(), part));
  }

  private static int mix(int a, int b, double part) {
    return (int) Math.round(a + part * (b - a));
  }
}

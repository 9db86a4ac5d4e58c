package org.attune.view;

import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text that an outline was made of. XChart draws most texts as outlines; found again letter by
 * letter, they become text that a reader can select, search and have read aloud.
 *
 * @param text the text
 * @param font one of the house style
 * @param place from the text's own coordinates, in which it begins at (0, 0), to the outline's
 * @param width in the text's own coordinates
 */
record OutlinedText(String text, Font font, AffineTransform place, double width) {
  private static final List<Font> FONTS =
      List.of(HouseStyle.SMALL, HouseStyle.MEDIUM, HouseStyle.LARGE, HouseStyle.BOLD);

  private static final double TOLERANCE = 0.02;

  /** Returns a text that begins at a point. */
  static OutlinedText at(String text, Font font, double x, double y) {
    double width = font.getStringBounds(text, HouseStyle.SCREEN).getWidth();
    return new OutlinedText(text, font, AffineTransform.getTranslateInstance(x, y), width);
  }

  /** Finds the text of an outline, horizontal, slanted or vertical; nothing if it is none. */
  static Optional<OutlinedText> of(Shape outline) {
    if (!(outline instanceof Path2D)) {
      return Optional.empty();
    }
    for (double degrees : new double[] {0, HouseStyle.SLANT, 90}) {
      AffineTransform turned = AffineTransform.getRotateInstance(-Math.toRadians(degrees));
      AffineTransform back = AffineTransform.getRotateInstance(Math.toRadians(degrees));
      List<GlyphContour> contours = GlyphContour.of(back.createTransformedShape(outline));
      for (Font font : FONTS) {
        Optional<OutlinedText> found = of(contours, font, turned);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<OutlinedText> of(
      List<GlyphContour> contours, Font font, AffineTransform turned) {
    FontOutlines outlines = FontOutlines.of(font);
    List<FontOutlines.Placed> letters = letters(contours, outlines);
    if (letters.isEmpty()) {
      return Optional.empty();
    }
    FontOutlines.Placed first = letters.get(0);
    StringBuilder text = new StringBuilder();
    double end = first.x();
    for (FontOutlines.Placed letter : letters) {
      text.append(" ".repeat((int) Math.round((letter.x() - end) / outlines.space())));
      text.append(letter.glyph().letter());
      end = letter.end();
    }
    AffineTransform place = new AffineTransform(turned);
    place.translate(first.x(), first.y());
    return Optional.of(new OutlinedText(text.toString(), font, place, end - first.x()));
  }

  /** Returns the letters on one line from left to right; none if anything else is among them. */
  private static List<FontOutlines.Placed> letters(
      List<GlyphContour> contours, FontOutlines outlines) {
    List<FontOutlines.Placed> letters = new ArrayList<>();
    double end = Double.NEGATIVE_INFINITY;
    int next = 0;
    while (next < contours.size()) {
      Optional<FontOutlines.Placed> letter = outlines.find(contours, next, TOLERANCE);
      boolean fits =
          letter.isPresent()
              && letter.get().x() > end - 1
              && (letters.isEmpty()
                  || Math.abs(letter.get().y() - letters.get(0).y()) <= TOLERANCE);
      if (!fits) {
        return List.of();
      }
      letters.add(letter.get());
      end = letter.get().end();
      next += letter.get().glyph().contours().size();
    }
    return letters;
  }
}

package org.attune.view;

import java.awt.Font;
import java.awt.font.GlyphVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The outlines of the letters of a font that charts have. */
final class FontOutlines {
  private static final Map<Font, FontOutlines> ALL = new ConcurrentHashMap<>();

  private static final char LAST_OF_LATIN = 0x17F;
  private static final String MORE = "αβγδεζηθικλμνξπρστυφχψωΔΓΛΣΦΨΩ–—−‘’“”…×·±≤≥≈≠∞→←↑↓√∑∂₀₁₂₃₄²³";

  private final Map<String, List<Glyph>> byKinds = new HashMap<>();
  private final double space;

  /** A letter, with the contours of its outline at (0, 0). */
  record Glyph(char letter, double advance, List<GlyphContour> contours) {}

  /** A letter at a place. */
  record Placed(Glyph glyph, double x, double y) {
    double end() {
      return x + glyph.advance();
    }
  }

  private FontOutlines(Font font) {
    StringBuilder letters = new StringBuilder(MORE);
    for (char letter = LAST_OF_LATIN; letter > ' '; letter--) {
      letters.insert(0, letter);
    }
    for (char letter : letters.toString().toCharArray()) {
      if (font.canDisplay(letter)) {
        add(letter, font);
      }
    }
    this.space = font.getStringBounds(" ", HouseStyle.SCREEN).getWidth();
  }

  private void add(char letter, Font font) {
    GlyphVector drawn = font.createGlyphVector(HouseStyle.SCREEN, String.valueOf(letter));
    List<GlyphContour> contours = GlyphContour.of(drawn.getOutline());
    if (!contours.isEmpty()) {
      byKinds
          .computeIfAbsent(contours.get(0).kinds(), kinds -> new ArrayList<>())
          .add(new Glyph(letter, drawn.getGlyphMetrics(0).getAdvanceX(), contours));
    }
  }

  /** Returns the outlines of a font's letters. */
  static FontOutlines of(Font font) {
    return ALL.computeIfAbsent(font, FontOutlines::new);
  }

  /** Returns the width of a space. */
  double space() {
    return space;
  }

  /** Returns the letter whose contours begin here; of several, the one with the most. */
  Optional<Placed> find(List<GlyphContour> outline, int from, double tolerance) {
    GlyphContour first = outline.get(from);
    Optional<Placed> found = Optional.empty();
    for (Glyph glyph : byKinds.getOrDefault(first.kinds(), List.of())) {
      double dx = first.x() - glyph.contours().get(0).x();
      double dy = first.y() - glyph.contours().get(0).y();
      int count = glyph.contours().size();
      boolean more = found.isEmpty() || count > found.get().glyph().contours().size();
      if (more && from + count <= outline.size()) {
        boolean all = true;
        for (int i = 0; i < count && all; i++) {
          all = outline.get(from + i).matches(glyph.contours().get(i), dx, dy, tolerance);
        }
        found = all ? Optional.of(new Placed(glyph, dx, dy)) : found;
      }
    }
    return found;
  }
}

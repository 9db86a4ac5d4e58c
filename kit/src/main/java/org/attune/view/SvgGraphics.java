package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what charts draw as SVG: shapes, lines and texts, the latter with their width here, so
 * that they keep it on every machine. Images are not supported, because no chart draws any.
 */
final class SvgGraphics extends SvgShapes {
  private final SvgWriter out;
  private AffineTransform transform = new AffineTransform();
  private Optional<Area> clip = Optional.empty();
  private Color color = HouseStyle.INK;
  private Color background = HouseStyle.PAPER;
  private Stroke stroke = new BasicStroke(1f);
  private Font font = HouseStyle.SMALL;
  private Composite composite;
  private RenderingHints hints = new RenderingHints(Map.of());

  SvgGraphics(SvgWriter out) {
    this.out = out;
  }

  @Override
  public Graphics create() {
    SvgGraphics copy = new SvgGraphics(out);
    copy.transform = new AffineTransform(transform);
    copy.clip = clip;
    copy.color = color;
    copy.background = background;
    copy.stroke = stroke;
    copy.font = font;
    copy.composite = composite;
    copy.hints = (RenderingHints) hints.clone();
    return copy;
  }

  @Override
  public void draw(Shape shape) {
    if (stroke instanceof BasicStroke plain) {
      double scale = Math.sqrt(Math.abs(transform.getDeterminant()));
      out.line(transform.createTransformedShape(shape), plain, scale, color, clip);
    } else {
      fill(stroke.createStrokedShape(shape));
    }
  }

  @Override
  public void fill(Shape shape) {
    OutlinedText.of(shape)
        .ifPresentOrElse(
            text -> out.text(text, transform, color, clip),
            () -> out.area(transform.createTransformedShape(shape), color, clip));
  }

  @Override
  public void drawString(String text, float x, float y) {
    out.text(OutlinedText.at(text, font, x, y), transform, color, clip);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    StringBuilder plain = new StringBuilder();
    for (char c = text.first(); c != AttributedCharacterIterator.DONE; c = text.next()) {
      plain.append(c);
    }
    Object named = text.getAttribute(TextAttribute.FONT);
    Font before = font;
    font = named instanceof Font other ? other : font;
    drawString(plain.toString(), x, y);
    font = before;
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public boolean drawImage(Image image, AffineTransform placed, java.awt.image.ImageObserver seen) {
    throw new UnsupportedOperationException("A chart with an image cannot be written as SVG.");
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return HouseStyle.SCREEN;
  }

  @Override
  public FontMetrics getFontMetrics(Font other) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return g.getFontMetrics(other);
    } finally {
      g.dispose();
    }
  }

  @Override
  public void setPaint(Paint paint) {
    if (paint instanceof Color plain) {
      color = plain;
    }
  }

  @Override
  public Paint getPaint() {
    return color;
  }

  @Override
  public void setColor(Color other) {
    color = other == null ? color : other;
  }

  @Override
  public Color getColor() {
    return color;
  }

  @Override
  public void setBackground(Color other) {
    background = other;
  }

  @Override
  public Color getBackground() {
    return background;
  }

  @Override
  public void setStroke(Stroke other) {
    stroke = other;
  }

  @Override
  public Stroke getStroke() {
    return stroke;
  }

  @Override
  public void setFont(Font other) {
    font = other == null ? font : other;
  }

  @Override
  public Font getFont() {
    return font;
  }

  @Override
  public void setComposite(Composite other) {
    composite = other;
  }

  @Override
  public Composite getComposite() {
    return composite;
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return null;
  }

  @Override
  RenderingHints hints() {
    return hints;
  }

  @Override
  AffineTransform matrix() {
    return transform;
  }

  @Override
  public void setTransform(AffineTransform other) {
    transform = new AffineTransform(other);
  }

  @Override
  public void clip(Shape shape) {
    if (shape == null) {
      return;
    }
    Area more = new Area(transform.createTransformedShape(shape));
    clip.ifPresent(more::intersect);
    clip = Optional.of(more);
  }

  @Override
  public void setClip(Shape shape) {
    clip = Optional.empty();
    clip(shape);
  }

  @Override
  public Shape getClip() {
    return clip.map(area -> untransformed(area)).orElse(null);
  }

  private Shape untransformed(Area area) {
    try {
      return transform.createInverse().createTransformedShape(area);
    } catch (java.awt.geom.NoninvertibleTransformException e) {
      return new Rectangle2D.Double();
    }
  }

  @Override
  public Rectangle getClipBounds() {
    Shape shape = getClip();
    return shape == null ? null : shape.getBounds();
  }
}

package org.attune.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;

/** The calls of a graphics context that others express: a rectangle is a shape to fill. */
abstract class SvgShapes extends Graphics2D {
  abstract RenderingHints hints();

  abstract AffineTransform matrix();

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle(x, y, width, height));
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    Color before = getColor();
    setColor(getBackground());
    fillRect(x, y, width, height);
    setColor(before);
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int angle) {
    draw(new Arc2D.Double(x, y, width, height, start, angle, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int angle) {
    fill(new Arc2D.Double(x, y, width, height, start, angle, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] x, int[] y, int points) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points; i++) {
      if (i == 0) {
        path.moveTo(x[0], y[0]);
      } else {
        path.lineTo(x[i], y[i]);
      }
    }
    draw(path);
  }

  @Override
  public void drawPolygon(int[] x, int[] y, int points) {
    draw(new Polygon(x, y, points));
  }

  @Override
  public void fillPolygon(int[] x, int[] y, int points) {
    fill(new Polygon(x, y, points));
  }

  @Override
  public void drawString(String text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void translate(int x, int y) {
    matrix().translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    matrix().translate(x, y);
  }

  @Override
  public void rotate(double angle) {
    matrix().rotate(angle);
  }

  @Override
  public void rotate(double angle, double x, double y) {
    matrix().rotate(angle, x, y);
  }

  @Override
  public void scale(double x, double y) {
    matrix().scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    matrix().shear(x, y);
  }

  @Override
  public void transform(AffineTransform more) {
    matrix().concatenate(more);
  }

  @Override
  public AffineTransform getTransform() {
    return new AffineTransform(matrix());
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    setClip(new Rectangle(x, y, width, height));
  }

  @Override
  public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
    Shape outline = onStroke ? getStroke().createStrokedShape(shape) : shape;
    return matrix().createTransformedShape(outline).intersects(area);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, Object value) {
    hints().put(key, value);
  }

  @Override
  public Object getRenderingHint(RenderingHints.Key key) {
    return hints().get(key);
  }

  @Override
  public void setRenderingHints(Map<?, ?> all) {
    hints().clear();
    hints().putAll(all);
  }

  @Override
  public void addRenderingHints(Map<?, ?> more) {
    hints().putAll(more);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return (RenderingHints) hints().clone();
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp op, int x, int y) {
    drawImage(image, AffineTransform.getTranslateInstance(x, y), null);
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform placed) {
    drawImage((Image) null, placed, null);
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform placed) {
    drawImage((Image) null, placed, null);
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver seen) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), seen);
  }

  @Override
  public boolean drawImage(Image image, int x, int y, int wide, int high, ImageObserver seen) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), seen);
  }

  @Override
  public boolean drawImage(Image image, int x, int y, Color paper, ImageObserver seen) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), seen);
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int wide, int high, Color paper, ImageObserver seen) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), seen);
  }

  @Override
  public boolean drawImage(
      Image image,
      int left,
      int top,
      int right,
      int bottom,
      int fromLeft,
      int fromTop,
      int fromRight,
      int fromBottom,
      ImageObserver seen) {
    return drawImage(image, AffineTransform.getTranslateInstance(left, top), seen);
  }

  @Override
  public boolean drawImage(
      Image image,
      int left,
      int top,
      int right,
      int bottom,
      int fromLeft,
      int fromTop,
      int fromRight,
      int fromBottom,
      Color paper,
      ImageObserver seen) {
    return drawImage(image, AffineTransform.getTranslateInstance(left, top), seen);
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int right, int down) {
    drawImage((Image) null, new AffineTransform(), null);
  }

  @Override
  public void setPaintMode() {
    // Painting over is the only mode.
  }

  @Override
  public void setXORMode(Color other) {
    // Painting over is the only mode.
  }

  @Override
  public void dispose() {
    // Nothing is held.
  }
}

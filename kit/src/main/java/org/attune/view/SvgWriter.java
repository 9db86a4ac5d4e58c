package org.attune.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the elements of an SVG picture.
 *
 * <p>The greys of the house style become the text colour of the page at several opacities, and
 * white its background, so that a picture inside a page follows the page's theme.
 */
final class SvgWriter {
  /** The background of JupyterLab's and VS Code's outputs, and of other pages. */
  static final String PAPER = "var(--jp-layout-color0,var(--vscode-editor-background,Canvas))";

  private final StringBuilder elements = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();
  private final String prefix;
  private String open = "";
  private String lastStyle = "";
  private String lastPoint = "";
  private int tail;

  /** Starts a picture; {@code prefix} makes its ids unique on a page. */
  SvgWriter(String prefix) {
    this.prefix = prefix;
  }

  /** Adds a filled shape; what is fully transparent is left out. */
  void area(Shape shape, Color color, Optional<Area> clip) {
    String path = path(shape);
    if (color.getAlpha() > 0 && !path.isEmpty()) {
      clipped(clip);
      lastStyle = "";
      elements.append("<path d=\"").append(path).append('"');
      elements.append(paint("fill", color)).append("/>\n");
    }
  }

  /** Adds a text, as wide as the chart has it, whatever the reader's fonts are. */
  void text(OutlinedText text, AffineTransform transform, Color color, Optional<Area> clip) {
    if (color.getAlpha() == 0 || text.text().isBlank()) {
      return;
    }
    clipped(clip);
    lastStyle = "";
    AffineTransform place = new AffineTransform(transform);
    place.concatenate(text.place());
    elements.append("<text").append(place(place));
    elements.append(" font-size=\"").append(text.font().getSize()).append('"');
    elements.append(text.font().isBold() ? " font-weight=\"bold\"" : "");
    elements.append(" textLength=\"").append(number(text.width()));
    elements.append("\" lengthAdjust=\"spacingAndGlyphs\"").append(paint("fill", color));
    elements.append('>').append(Html.escape(text.text())).append("</text>\n");
  }

  private static String place(AffineTransform place) {
    boolean plain = (place.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0;
    String x = number(place.getTranslateX());
    String y = number(place.getTranslateY());
    return plain
        ? " x=\"" + x + "\" y=\"" + y + "\""
        : String.format(
            Locale.ROOT,
            " transform=\"matrix(%.4f %.4f %.4f %.4f %s %s)\"",
            place.getScaleX(),
            place.getShearY(),
            place.getShearX(),
            place.getScaleY(),
            x,
            y);
  }

  /** Adds a line; one that goes on where the last one ended becomes its next part. */
  void line(Shape shape, BasicStroke stroke, double scale, Color color, Optional<Area> clip) {
    String path = path(shape);
    if (color.getAlpha() == 0 || path.isEmpty() || stroke.getLineWidth() <= 0) {
      return;
    }
    clipped(clip);
    String style = style(stroke, scale, color);
    int next = path.indexOf('L');
    if (style.equals(lastStyle) && next > 0 && path.substring(1, next).equals(lastPoint)) {
      elements.insert(elements.length() - tail, path.substring(next));
    } else {
      elements.append("<path d=\"").append(path).append(style);
      tail = style.length();
      lastStyle = style;
    }
    lastPoint = next > 0 ? path.substring(path.lastIndexOf('L') + 1) : "";
  }

  private static String style(BasicStroke stroke, double scale, Color color) {
    StringBuilder style = new StringBuilder("\" fill=\"none\"").append(paint("stroke", color));
    style.append(" stroke-width=\"").append(number(stroke.getLineWidth() * scale)).append('"');
    if (stroke.getLineJoin() == BasicStroke.JOIN_ROUND) {
      style.append(" stroke-linejoin=\"round\"");
    }
    float[] dash = stroke.getDashArray();
    if (dash != null) {
      style.append(" stroke-dasharray=\"");
      for (float part : dash) {
        style.append(number(part * scale)).append(' ');
      }
      style.append('"');
    }
    return style.append("/>\n").toString();
  }

  /** Returns the elements, with the shapes that clip them. */
  String elements() {
    clipped(Optional.empty());
    StringBuilder all = new StringBuilder();
    if (!clips.isEmpty()) {
      all.append("<defs>");
      clips.forEach(
          (path, id) ->
              all.append("<clipPath id=\"")
                  .append(id)
                  .append("\"><path d=\"")
                  .append(path)
                  .append("\"/></clipPath>"));
      all.append("</defs>\n");
    }
    return all.append(elements).toString();
  }

  /** Puts the next elements into a group with this clip. */
  private void clipped(Optional<Area> clip) {
    String wanted = clip.map(SvgWriter::path).orElse("");
    if (wanted.equals(open)) {
      return;
    }
    lastStyle = "";
    elements.append(open.isEmpty() ? "" : "</g>\n");
    open = wanted;
    if (!wanted.isEmpty()) {
      String id = clips.computeIfAbsent(wanted, unused -> prefix + clips.size());
      elements.append("<g clip-path=\"url(#").append(id).append(")\">\n");
    }
  }

  /** Returns a {@code fill} or {@code stroke} in a colour of the page where it is one of ours. */
  static String paint(String attribute, Color color) {
    double opacity = color.getAlpha() / 255.0;
    Color solid = new Color(color.getRGB());
    if (solid.equals(HouseStyle.PAPER)) {
      return " style=\"" + attribute + ":" + PAPER + "\"" + opacity(attribute, opacity);
    }
    for (Map.Entry<Color, Double> ink : HouseStyle.INKS.entrySet()) {
      if (solid.equals(ink.getKey())) {
        return " " + attribute + "=\"currentColor\"" + opacity(attribute, opacity * ink.getValue());
      }
    }
    String code = String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    return " " + attribute + "=\"" + code + "\"" + opacity(attribute, opacity);
  }

  private static String opacity(String attribute, double opacity) {
    return opacity > 0.995
        ? ""
        : String.format(Locale.ROOT, " %s-opacity=\"%.2f\"", attribute, opacity);
  }

  private static String path(Shape shape) {
    if (shape instanceof Rectangle2D box && box.isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator parts = shape.getPathIterator(null); !parts.isDone(); parts.next()) {
      int kind = parts.currentSegment(at);
      int numbers =
          switch (kind) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
            case PathIterator.SEG_QUADTO -> 4;
            case PathIterator.SEG_CUBICTO -> 6;
            default -> 0;
          };
      path.append("MLQCZ".charAt(kind));
      for (int i = 0; i < numbers; i++) {
        if (!Double.isFinite(at[i])) {
          return "";
        }
        path.append(i == 0 ? "" : " ").append(number(at[i]));
      }
    }
    return path.toString();
  }

  /** Returns a coordinate with at most two decimals, which is finer than any screen. */
  static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}

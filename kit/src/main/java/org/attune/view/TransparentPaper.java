package org.attune.view;

import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

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
  private static final int LINES = 22; // of writing that fit into the height

  private TransparentPaper() {}

  /**
   * Returns whether most of a picture is paper, and all its colours may be exchanged. One that is
   * filled with colour, such as a heat map, may have white writing on it: see {@link #around}.
   */
  static boolean suits(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    long filled = 0;
    for (int pixel : pixels) {
      filled += least(pixel) < FILLED ? 1 : 0;
    }
    return filled < pixels.length / 2; // tall bars fill up to two fifths, heat maps three fifths
  }

  /**
   * Returns a filled picture on transparent paper: the paper is what is light and joined to the
   * edge; the writing on it becomes grey, and whatever is larger than writing stays as it is.
   */
  static BufferedImage around(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    boolean[] seen = new boolean[pixels.length];
    boolean[] outside = new boolean[pixels.length];
    for (int edge : edges(width, height)) {
      List<Integer> paper = joined(edge, width, seen, at -> least(pixels[at]) >= FILLED);
      paper.forEach(at -> outside[at] = true);
    }
    int line = Math.min(width, height) / LINES;
    for (int at = 0; at < pixels.length; at++) {
      if (!seen[at]) { // once for each shape, at its first pixel
        List<Integer> shape = joined(at, width, seen, other -> true);
        if (isWithin(shape, width, line)) {
          shape.forEach(pixel -> outside[pixel] = true);
        }
      }
    }
    Arrays.setAll(pixels, at -> outside[at] ? of(pixels[at]) : pixels[at]);
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    result.setRGB(0, 0, width, height, pixels, 0, width);
    return result;
  }

  private static List<Integer> edges(int width, int height) {
    List<Integer> edges = new ArrayList<>();
    for (int x = 0; x < width; x++) {
      edges.addAll(List.of(x, (height - 1) * width + x));
    }
    for (int y = 0; y < height; y++) {
      edges.addAll(List.of(y * width, y * width + width - 1));
    }
    return edges;
  }

  /** Returns the pixels of a kind that are joined to one, except those seen before. */
  private static List<Integer> joined(int from, int width, boolean[] seen, IntPredicate kind) {
    List<Integer> joined = new ArrayList<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      int at = open.pop();
      if (!seen[at] && kind.test(at)) {
        seen[at] = true;
        joined.add(at);
        int x = at % width;
        int[] next = {x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width};
        for (int each : next) {
          if (each >= 0 && each < seen.length && !seen[each]) {
            open.push(each);
          }
        }
      }
    }
    return joined;
  }

  /** Returns whether a shape is no higher than a line of writing, or no wider if it is turned. */
  private static boolean isWithin(List<Integer> shape, int width, int most) {
    int wide = extent(shape.stream().mapToInt(at -> at % width).toArray());
    int high = extent(shape.stream().mapToInt(at -> at / width).toArray());
    return Math.min(wide, high) <= most;
  }

  private static int extent(int[] places) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int place : places) {
      low = Math.min(low, place);
      high = Math.max(high, place);
    }
    return high - low + 1;
  }

  private static int least(int pixel) {
    return Math.min(pixel >>> 16 & 0xFF, Math.min(pixel >>> 8 & 0xFF, pixel & 0xFF));
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

package org.attune.view;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Reduces an image to at most 256 colours, which halves the size of a chart's file: few colours
 * fill it, and the many shades at the edges of its text differ imperceptibly.
 */
final class IndexedPalette {
  private static final int MOST = 256;
  private static final int OPAQUE = 0xFF << 24;

  private final int[] colours;
  private final Map<Integer, Integer> places = new HashMap<>();

  private IndexedPalette(List<Integer> taken) {
    this.colours = taken.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < colours.length; i++) {
      places.put(colours[i], i);
    }
  }

  /** Returns the image with its own palette; opaque pixels stay opaque. */
  static BufferedImage reduced(BufferedImage image) {
    return reduced(image, MOST, colour -> colour);
  }

  /**
   * Returns the image with its own palette, each colour of which is exchanged for another one.
   *
   * @param most the largest number of colours, at most 256
   */
  static BufferedImage reduced(BufferedImage image, int most, IntUnaryOperator exchange) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = pixels(image);
    IndexedPalette palette = of(pixels, most);
    byte[] indices = new byte[pixels.length];
    for (int from = 0; from < pixels.length; ) {
      int end = endOfRun(pixels, from);
      Arrays.fill(indices, from, end, (byte) palette.place(pixels[from]));
      from = end;
    }
    BufferedImage reduced =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette.model(exchange));
    reduced.getRaster().setDataElements(0, 0, width, height, indices);
    return reduced;
  }

  /** Returns the colours of all pixels, row by row. */
  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() != BufferedImage.TYPE_INT_RGB) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    int[] pixels = new int[width * height];
    image.getRaster().getDataElements(0, 0, width, height, pixels);
    Arrays.setAll(pixels, i -> pixels[i] | OPAQUE);
    return pixels;
  }

  /**
   * Returns where a run of one colour ends; charts are mostly long runs, and each is looked up
   * once.
   */
  private static int endOfRun(int[] pixels, int from) {
    int end = from + 1;
    while (end < pixels.length && pixels[end] == pixels[from]) {
      end++;
    }
    return end;
  }

  /**
   * Takes the most frequent colours for half of the palette and those most unlike all others for
   * the other half, so that a thin line keeps its hue; ties go to the smaller number.
   */
  private static IndexedPalette of(int[] pixels, int most) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int from = 0; from < pixels.length; ) {
      int end = endOfRun(pixels, from);
      counts.merge(pixels[from], end - from, Integer::sum);
      from = end;
    }
    Comparator<Integer> often = Comparator.comparing((Integer colour) -> -counts.get(colour));
    List<Integer> all =
        counts.keySet().stream().sorted(often.thenComparing(Comparator.naturalOrder())).toList();
    int frequent = Math.min(all.size(), all.size() <= most ? most : most / 2);
    List<Integer> taken = new ArrayList<>(all.subList(0, frequent));
    addFarthest(taken, all.subList(frequent, all.size()), most);
    return new IndexedPalette(taken);
  }

  private static void addFarthest(List<Integer> taken, List<Integer> others, int most) {
    int[] away = new int[others.size()];
    Arrays.setAll(
        away, i -> taken.stream().mapToInt(c -> distance(c, others.get(i))).min().getAsInt());
    while (taken.size() < most && away.length > 0) {
      int far = 0;
      for (int i = 1; i < away.length; i++) {
        far = away[i] > away[far] ? i : far;
      }
      int colour = others.get(far);
      taken.add(colour);
      Arrays.setAll(away, i -> Math.min(away[i], distance(colour, others.get(i))));
    }
  }

  private int place(int colour) {
    return places.computeIfAbsent(colour, this::nearest);
  }

  private int nearest(int colour) {
    int nearest = 0;
    for (int i = 1; i < colours.length; i++) {
      nearest = distance(colour, colours[i]) < distance(colour, colours[nearest]) ? i : nearest;
    }
    return nearest;
  }

  private static int distance(int one, int other) {
    int sum = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int difference = (one >>> shift & 0xFF) - (other >>> shift & 0xFF);
      sum += difference * difference;
    }
    return sum;
  }

  private IndexColorModel model(IntUnaryOperator exchange) {
    int[] shown = Arrays.stream(colours).map(exchange).toArray();
    boolean clear = Arrays.stream(shown).anyMatch(colour -> colour >>> 24 != 0xFF);
    return new IndexColorModel(Byte.SIZE, shown.length, shown, 0, clear, -1, DataBuffer.TYPE_BYTE);
  }
}

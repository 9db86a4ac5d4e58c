package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Numbers in 16 bits")
final class HalfFloatTest {
  private static final int PATTERNS = 1 << 16;

  /**
   * Rounds to nearest even with so many bits of precision, by arithmetic in 64 bits: powers of two
   * divide exactly.
   *
   * @param smallest the smallest normal number; below it steps stay as they are there
   */
  static double nearest(double value, int bits, double smallest) {
    double scale = Math.max(Math.abs(value), smallest);
    double step = Math.scalb(1.0, Math.getExponent(scale) - bits + 1);
    return Math.rint(value / step) * step;
  }

  /** Returns what a pattern means by the standard's definition. */
  private static double meaning(int pattern) {
    int exponent = pattern >> 10 & 31;
    int fraction = pattern & 1023;
    double sign = pattern >> 15 == 0 ? 1 : -1;
    if (exponent == 31) {
      return fraction == 0 ? sign / 0.0 : Double.NaN;
    }
    double size = exponent == 0 ? fraction / 1024.0 : 1 + fraction / 1024.0;
    return sign * size * Math.pow(2, Math.max(1, exponent) - 15);
  }

  @Test
  @DisplayName("all 65,536 halves mean what the standard says and come back as themselves")
  void allPatterns() {
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      float value = HalfFloat.toFloat((short) pattern);
      if (Double.isNaN(meaning(pattern))) {
        assertTrue(Float.isNaN(value), "pattern " + pattern);
        assertTrue(Float.isNaN(HalfFloat.toFloat(HalfFloat.fromFloat(value))));
      } else {
        assertEquals((float) meaning(pattern), value, "pattern " + pattern);
        assertEquals((short) pattern, HalfFloat.fromFloat(value), "pattern " + pattern);
      }
    }
  }

  @Test
  @DisplayName(
      "whatever lies between two halves goes to the nearer, and to the even one at half way")
  void between() {
    for (int pattern = 0; pattern < 0x7bff; pattern++) {
      double low = meaning(pattern);
      double high = meaning(pattern + 1);
      float middle = (float) ((low + high) / 2);
      int even = pattern % 2 == 0 ? pattern : pattern + 1;
      assertEquals((short) even, HalfFloat.fromFloat(middle), "middle above " + pattern);
      assertEquals((short) pattern, HalfFloat.fromFloat(Math.nextDown(middle)));
      assertEquals((short) (pattern + 1), HalfFloat.fromFloat(Math.nextUp(middle)));
      assertEquals((short) (even | 0x8000), HalfFloat.fromFloat(-middle), "negative");
    }
    assertEquals((short) 0x7bff, HalfFloat.fromFloat(Math.nextDown(65520f)));
    assertEquals((short) 0x7c00, HalfFloat.fromFloat(65520f));
    assertEquals((short) 0xfc00, HalfFloat.fromFloat(Float.NEGATIVE_INFINITY));
  }

  @Test
  @DisplayName("bfloat16 keeps 8 bits, rounded to nearest even")
  void brain() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      float back = Float.intBitsToFloat(HalfFloat.brain(value) << 16);
      if (Float.isNaN(value)) {
        assertTrue(Float.isNaN(back));
      } else if (Math.abs(value) < 3e38f) {
        assertEquals((float) nearest(value, 8, 0x1p-126), back, "value " + value);
      }
    }
  }

  @Test
  @DisplayName("files of every precision hold scalars, vectors and matrices")
  void files(@TempDir Path folder) {
    Map<String, HostTensor> tensors =
        Map.of(
            "scalar", new HostTensor(new long[0], new float[] {1.5f}),
            "matrix", new HostTensor(new long[] {2, 2}, new float[] {1, -2, 0.25f, -0f}),
            "empty", new HostTensor(new long[] {0, 3}, new float[0]));
    for (DType precision : DType.values()) {
      Path file = folder.resolve(precision + ".safetensors");
      SafeTensors.write(file, tensors, precision);
      Map<String, HostTensor> read = SafeTensors.read(file);
      assertEquals(tensors.keySet(), read.keySet());
      tensors.forEach(
          (name, tensor) -> {
            org.junit.jupiter.api.Assertions.assertArrayEquals(
                tensor.shape(), read.get(name).shape(), name);
            org.junit.jupiter.api.Assertions.assertArrayEquals(
                tensor.values(), read.get(name).values(), name);
          });
    }
  }
}

package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** Compares numbers that were computed in 32 bits with exact ones. */
public final class Close {
  private static final double RELATIVE = 2e-5;
  private static final double ABSOLUTE = 2e-6;

  private Close() {}

  /** Asserts equality up to the rounding of 32-bit numbers: 2e-5 of the value, or 2e-6. */
  public static void close(double expected, double actual, String what) {
    assertEquals(expected, actual, Math.max(ABSOLUTE, RELATIVE * Math.abs(expected)), what);
  }

  /** Asserts the same of each element. */
  public static void close(double[] expected, double[] actual, String what) {
    assertEquals(expected.length, actual.length, what + ": length");
    for (int i = 0; i < expected.length; i++) {
      close(expected[i], actual[i], what + "[" + i + "]");
    }
  }

  /** Asserts that each element differs by at most a given part of the largest element. */
  public static void close(float[] expected, float[] actual, double part, String what) {
    assertEquals(expected.length, actual.length, what + ": length");
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], part * largest, what + "[" + i + "]");
    }
  }

  /** Widens. */
  public static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** Narrows. */
  public static float[] narrow(double... values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** Unpacks a list. */
  public static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTests {
  @ParameterizedTest
  @CsvSource({
    "1.2345, 1.23",
    "0, 0",
    "-0.5, -0.500",
    "12.345, 12.3",
    "123.44, 123.4",
    "1234.5, 1235",
    "0.0123, 0.0123",
    "0.005, 0.005",
    "0.0000123, 1.2e-5",
    "0.00001, 1e-5",
    "2.5e12, 2.5e12",
    "NaN, –",
    "Infinity, ∞",
    "-Infinity, -∞"
  })
  void aNumberKeepsAboutThreeDigits(double value, String text) {
    assertEquals(text, Numbers.text(value));
  }

  @Test
  void aLabelHasNoZerosAtItsEnd() {
    assertEquals("0.03", Numbers.label(0.03));
    assertEquals("0.3", Numbers.label(0.3));
    assertEquals("2", Numbers.label(2));
    assertEquals("100", Numbers.label(100));
    assertEquals("1.5e10", Numbers.label(1.5e10));
    assertEquals("2e-5", Numbers.label(2e-5));
  }

  @Test
  void anIntervalDecidesHowManyDecimalsAreWorthWriting() {
    assertEquals("1.23 [1.10, 1.36]", Numbers.interval(1.2345, 1.1, 1.36));
    assertEquals("123 [110, 136]", Numbers.interval(123.45, 110, 136));
    assertEquals("0.0123 [0.0110, 0.0136]", Numbers.interval(0.01234, 0.011, 0.01361));
    assertEquals("1.23 [1.23, 1.23]", Numbers.interval(1.23, 1.23, 1.23));
    assertEquals("1.23", Numbers.interval(1.23, Double.NaN, Double.NaN));
  }

  @Test
  void aColumnHasOneNumberOfDecimalsUnlessThatWouldShowASmallNumberAsZero() {
    List<double[]> column =
        List.of(
            new double[] {0.012, -0.01, 0.034},
            new double[] {0.31, -1.6, 2.1},
            new double[] {0, 0, 0},
            new double[] {1.2, -0.7, 3.2});
    assertEquals(
        List.of("0.012 [-0.010, 0.034]", "0.3 [-1.6, 2.1]", "0.0 [0.0, 0.0]", "1.2 [-0.7, 3.2]"),
        Numbers.intervals(column));
  }

  @Test
  void percentagesKeepADecimalOnlyWhileSmall() {
    assertEquals("12 %", Numbers.percent(0.12));
    assertEquals("0.4 %", Numbers.percent(0.004));
    assertEquals("0 %", Numbers.percent(0));
    assertEquals("–", Numbers.percent(Double.NaN));
  }

  @ParameterizedTest
  @CsvSource({
    "950, 950",
    "1234, 1.2k",
    "12000, 12k",
    "1234567, 1.2M",
    "999960, 1M",
    "999.9, 1k",
    "3.4e9, 3.4B",
    "-1234, -1.2k",
    "0.5, 0.500"
  })
  void largeNumbersShrinkToAFewLetters(double value, String text) {
    assertEquals(text, Numbers.compact(value));
  }

  @Test
  void aNegativeNumberThatRoundsToZeroLosesItsSign() {
    assertEquals("0.00", Numbers.fixed(-0.001, 2));
    assertEquals("-0.01", Numbers.fixed(-0.006, 2));
  }

  @Test
  void theMachinesLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("1.23", Numbers.text(1.23));
      assertEquals("1,234", Numbers.count(1234));
      assertEquals("3.4 s", Durations.text(Duration.ofMillis(3400)));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "340, 340 ms",
    "3400, 3.4 s",
    "9960, 10 s",
    "12300, 12 s",
    "59600, 1 min 00 s",
    "65000, 1 min 05 s",
    "3599600, 1 h 00 min",
    "7500000, 2 h 05 min",
    "273600000, 3 d 04 h"
  })
  void durationsReadAsAPersonWouldSayThem(long millis, String text) {
    assertEquals(text, Durations.text(Duration.ofMillis(millis)));
  }
}

package org.attune.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The processor time of this process")
final class ProcessorTimeTest {
  @Test
  @DisplayName("is in seconds, and missing where the system does not tell it")
  void missing() {
    assertEquals(1.5, ProcessorTime.seconds(1_500_000_000L));
    assertEquals(Double.NaN, ProcessorTime.seconds(-1));
  }

  @Test
  @DisplayName("never runs backwards")
  void forwards() {
    double before = ProcessorTime.seconds();
    assertFalse(ProcessorTime.seconds() < before);
  }
}

package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Numbers that differ by rounding")
final class EqualityTest {
  @Test
  @DisplayName("count as equal, whatever their size")
  void equal() {
    assertTrue(Equality.areEqual(0, 0, 0));
    assertTrue(Equality.areEqual(1, 1 + 2e-7));
    assertTrue(Equality.areEqual(-1e-9, -1e-9 - 2e-16));
    assertTrue(Equality.areEqual());
    assertFalse(Equality.areEqual(1, 1.00001));
    assertFalse(Equality.areEqual(1e-9, 2e-9));
    assertFalse(Equality.areEqual(-1, 1));
  }

  @Test
  @DisplayName("are made equal to the highest of their kind, in their places")
  void levelled() {
    double near = 2 - 4e-7;
    assertEquals(List.of(1.0, 2.0, 2.0, -3.0), Equality.levelled(List.of(1.0, near, 2.0, -3.0)));
    assertEquals(List.of(), Equality.levelled(List.of()));
  }
}

package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The estimate of a ledger")
final class LedgerEstimateTest {
  private static final ResponseSpeed SPEED = new ResponseSpeed(0.003, 0.001);

  private static RunScale scale(List<Long> seeds) {
    return new RunScale(seeds, 300, 100, 90);
  }

  private static LedgerEstimate of(List<Long> seeds, Set<String> known, String... ids) {
    return new LedgerEstimate(scale(seeds), Ledger.claims(List.of(ids)), known, SPEED);
  }

  @Test
  @DisplayName("knows the work of every claim, and of which claim it needs the trainings")
  void complete() {
    Map<String, LedgerEstimate.Work> work = LedgerEstimate.work();
    List<String> ids = Ledger.claims(List.of()).stream().map(Claim::id).toList();
    assertEquals(Set.copyOf(ids), work.keySet());
    for (LedgerEstimate.Work one : work.values()) {
      assertTrue(
          one.of().isEmpty() || ids.indexOf(one.of()) < ids.indexOf(one.claim()), one.claim());
    }
  }

  @Test
  @DisplayName("counts what is trained and sampled, for each seed")
  void minutes() {
    double expected = (2400 * 0.003 + (2600 + 4 * 100 * 8) * 0.001) / 60;
    assertEquals(expected, of(List.of(1L), Set.of(), "C1").total(), 1e-12);
    assertEquals(3 * expected, of(List.of(1L, 2L, 3L), Set.of(), "C1").total(), 1e-12);
  }

  @Test
  @DisplayName("counts shared trainings once, and stored ones not at all")
  void shared() {
    double both = of(List.of(1L), Set.of(), "O1", "O3").total();
    double first = of(List.of(1L), Set.of(), "O1").total();
    double alone = of(List.of(1L), Set.of(), "O3").total();
    double stored = of(List.of(1L), Set.of("O1"), "O3").total();
    assertEquals(both, first + stored, 1e-12);
    assertTrue(alone > 10 * stored, alone + " against " + stored);
    assertTrue(of(List.of(1L), Set.of("O1"), "O3").toString().contains("stored: O1"));
  }

  @Test
  @DisplayName("counts one claim as one")
  void words() {
    String one = of(List.of(1L), Set.of(), "C1").toString();
    assertTrue(one.contains("min for 1 claim with 1 seed on "), one);
    assertTrue(one.contains("minutes: C1 "), one);
    String two = of(List.of(1L, 2L), Set.of(), "C1", "O3").toString();
    assertTrue(two.contains("min for 2 claims with 2 seeds on "), two);
  }
}

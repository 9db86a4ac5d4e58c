package org.attune.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Responses to one prompt become examples")
final class GroupingTest {
  private static final List<Double> TIES = List.of(1.0, 3.0, 1.0, 2.0);
  private static final List<Double> EQUAL = List.of(2.0, 2.0, 2.0);

  @Test
  @DisplayName("each on its own, the best alone, or all of them, the best first")
  void whole() {
    assertEquals(
        List.of(List.of(0), List.of(1), List.of(2), List.of(3)), Grouping.SINGLES.examples(TIES));
    assertEquals(List.of(List.of(1)), Grouping.BEST.examples(TIES));
    assertEquals(List.of(List.of(1, 3, 0, 2)), Grouping.RANKING.examples(TIES));
    assertEquals(List.of(), Grouping.RANKING.examples(EQUAL));
    assertEquals(List.of(), Grouping.RANKING.examples(List.of(1.0)));
  }

  @Test
  @DisplayName("in pairs by a rule, of which ties are none")
  void pairs() {
    assertEquals(List.of(List.of(1, 2)), PairRule.BEST_WORST.examples(TIES));
    assertEquals(
        List.of(List.of(1, 3), List.of(1, 0), List.of(1, 2), List.of(3, 0), List.of(3, 2)),
        PairRule.ALL.examples(TIES));
    assertEquals(List.of(List.of(1, 3), List.of(3, 0)), PairRule.ADJACENT.examples(TIES));
    assertEquals(
        List.of(List.of(1, 3), List.of(1, 0), List.of(1, 2)),
        PairRule.BEST_AGAINST_EACH.examples(TIES));
    for (PairRule rule : PairRule.values()) {
      assertEquals(List.of(), rule.examples(EQUAL), rule.name());
      assertEquals(List.of(), rule.examples(List.of(1.0)), rule.name());
    }
  }

  @Test
  @DisplayName("with the group's best behind each pair where SLiC keeps it likely")
  void target() {
    Slic slic = new Slic().pairs(PairRule.ADJACENT).target(Slic.Target.GROUP_BEST);
    assertEquals(List.of(List.of(1, 3, 1), List.of(3, 0, 1)), slic.grouping().examples(TIES));
    assertEquals(
        List.of(List.of(1), List.of(3)),
        new BestOf2().pairs(PairRule.ADJACENT).grouping().examples(TIES));
  }
}

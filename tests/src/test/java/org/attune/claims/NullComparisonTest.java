package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.method.Method;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What claims rest on, with policies of the bundled world that were really trained. */
@DisplayName("A claim's verdict on trained policies")
final class NullComparisonTest {
  private static final Method METHOD = Align.fa().steps(6).learningRate(1e-3);
  private static final Dataset DATA = Dataset.bundled().take(120);

  @TempDir private Path folder;

  /** A bench whose seeds decide both the order of the data and what is sampled. */
  private ClaimContext bench(Long... seeds) {
    return new ClaimContext(
        new RunScale(List.of(seeds), 6, 32, 40, 40, 1),
        Policy.bundled(),
        DATA,
        Dataset.bundled("prompts"),
        Golden.reward(),
        folder);
  }

  private static Verdict above(
      ClaimContext bench, List<List<Double>> one, List<List<Double>> other) {
    return Evidence.above(
            "one − other", PairedDifference.difference(bench.prompts(), one, other), 0)
        .verdict(0.95);
  }

  @Test
  @DisplayName("is undecided on a method and itself, trained with other seeds")
  void itself() {
    RewardLabel labels = DATA.rewardLabel(Golden.reward());
    ClaimContext bench = bench(1L, 2L, 3L);
    ClaimContext again = bench(4L, 5L, 6L);
    List<Policy> policies = bench.train(List.of(METHOD), labels).get(0);
    List<Policy> others = again.train(List.of(METHOD), labels).get(0);
    for (int seed = 0; seed < 3; seed++) {
      assertNotEquals(policies.get(seed).hash(), others.get(seed).hash());
    }
    List<List<Double>> one = bench.judged(policies);
    List<List<Double>> other = again.judged(others);
    assertNotEquals(one, other);
    assertEquals(Verdict.UNDECIDED, above(bench, one, other));
    assertEquals(Verdict.UNDECIDED, above(bench, other, one));
  }

  @Test
  @DisplayName("is decided on the best of eight answers and one of them")
  void better() {
    ClaimContext bench = bench(1L, 2L, 3L);
    ClaimContext again = bench(4L, 5L, 6L);
    List<Policy> best =
        bench.starts().stream().map(start -> start.bestOf(8, Golden.reward())).toList();
    List<List<Double>> high = bench.judged(best);
    List<List<Double>> low = again.judged(again.starts());
    assertEquals(Verdict.AGREES, above(bench, high, low));
    assertEquals(Verdict.DISAGREES, above(bench, low, high));
  }
}

package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.curve.CurveMeasure;
import org.attune.curve.OverOptimisation;
import org.attune.method.Ipo;
import org.attune.view.Numbers;

/** GAP Fig. 10 and 11: the size of the policy. */
final class GapWithModelSize implements Claim {
  @Override
  public String id() {
    return "G8";
  }

  @Override
  public String statement() {
    return "The gap between online and offline stays as the policy grows.";
  }

  @Override
  public String paper() {
    return "Fig. 10 and 11: from T5X-L to T5X-XXL the gap stays";
  }

  @Override
  public String rule() {
    return "IPO at its own learning rate, from a small model that is pretrained briefly and from"
        + " the bundled one: at each size the mean distance of the two curves of the win rate over"
        + " the square roots of KL that both reach must be above 0: agrees when both are,"
        + " disagrees when one is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Finding.Measure> measures = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Policy start : List.of(SmallModel.of(bench), bench.start())) {
      long weights = start.model().config().parameters();
      OverOptimisation curves = curves(new MatchedRuns(bench, start));
      String size = Numbers.compact((double) weights) + " weights";
      evidence.add(
          Evidence.above(
              "online − offline, " + size,
              curves.gap("online", "offline", CurveMeasure.WIN_RATE),
              0));
      curves.peaks(CurveMeasure.WIN_RATE).stream()
          .map(peak -> new Finding.Measure(peak.group() + ", " + size, peak.value()))
          .forEach(measures::add);
    }
    return new Finding("highest win rate against the start", measures, evidence);
  }

  private static OverOptimisation curves(MatchedRuns twins) {
    Ipo method = Align.ipo();
    List<List<RunStore.Run>> arms =
        twins.arms(
            List.of(seed -> twins.online(method, seed), seed -> twins.offline(method, seed)));
    return twins
        .curve("online", arms.subList(0, 1))
        .and(twins.curve("offline", arms.subList(1, 2)));
  }
}

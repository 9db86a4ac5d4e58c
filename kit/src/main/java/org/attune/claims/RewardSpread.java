package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.attune.RewardLabel;
import org.attune.evaluate.StudentInterval;
import org.attune.reward.Normaliser;

/** OFFLINE Fig. 3: what normalising does to the rewards of a reward model. */
final class RewardSpread implements Claim {
  private static final double REACH = 2.5;
  private static final double MOSTLY = 0.95;
  private static final double OFF_CENTRE = 0.1;

  @Override
  public String id() {
    return "O4";
  }

  @Override
  public String statement() {
    return "Raw rewards are wide and off-centre; normalised ones lie mostly within ±2.5.";
  }

  @Override
  public String paper() {
    return "Fig. 3, histograms";
  }

  @Override
  public String rule() {
    return "Over reward models of several seeds: wide means a standard deviation above 1, off-centre"
        + " a mean more than a tenth of that from 0, mostly more than 95 %; agrees when all three"
        + " hold, disagrees when one surely does not.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Double> wide = new ArrayList<>();
    List<Double> off = new ArrayList<>();
    List<Double> inside = new ArrayList<>();
    for (long seed : bench.scale().seeds()) {
      RewardLabel labels = bench.labels(seed);
      Normaliser raw = labels.scale();
      wide.add(raw.deviation());
      off.add(Math.abs(raw.mean()) / raw.deviation());
      double[] normalised = labels.table().doubleColumn("normalised").asDoubleArray();
      long within =
          LongStream.range(0, normalised.length)
              .filter(i -> Math.abs(normalised[(int) i]) <= REACH)
              .count();
      inside.add(within / (double) normalised.length);
    }
    int n = bench.labels().size();
    List<Evidence> evidence =
        List.of(
            Evidence.above("raw standard deviation", StudentInterval.of(wide, n), 1),
            Evidence.above("raw |mean| / deviation", StudentInterval.of(off, n), OFF_CENTRE),
            Evidence.above("share within ±2.5", StudentInterval.of(inside, n), MOSTLY));
    return new Finding(
        "value",
        evidence.stream().map(e -> new Finding.Measure(e.what(), e.ours())).toList(),
        evidence);
  }
}

package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.RewardLabel;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.StudentInterval;
import org.attune.reward.Normaliser;

/**
 * Hu et al. 2023, arXiv 2308.12050, Fig. 3: the effect of normalisation on the rewards of a reward
 * model.
 */
final class RewardSpread implements Claim {
  private static final double REACH = 2.5;
  private static final double MOSTLY = 0.95;

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
    return "Over reward models of several seeds, the share of the data's responses whose "
        + "normalised reward lies within ±2.5, responses to one prompt being one cluster: "
        + "agrees when it is above 0.95, disagrees when it is below. Raw rewards are "
        + "shown and not judged: a ranking loss leaves their mean arbitrary, and how wide "
        + "they are says how sure the reward model is.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Double> wide = new ArrayList<>();
    List<Double> off = new ArrayList<>();
    List<List<Double>> inside = new ArrayList<>();
    for (long seed : bench.scale().seeds()) {
      RewardLabel labels = bench.labels(seed);
      Normaliser raw = labels.scale();
      wide.add(raw.deviation());
      off.add(raw.mean());
      inside.add(
          labels.table().doubleColumn("normalised").asList().stream()
              .map(normalised -> Math.abs(normalised) <= REACH ? 1.0 : 0.0)
              .toList());
    }
    List<String> prompts = bench.labels().table().stringColumn("prompt").asList();
    int n = bench.labels().size();
    Estimate share = PairedDifference.share(prompts, inside);
    return new Finding(
        "value",
        List.of(
            new Finding.Measure("raw standard deviation", StudentInterval.of(wide, n)),
            new Finding.Measure("raw mean", StudentInterval.of(off, n)),
            new Finding.Measure("share within ±2.5", share)),
        List.of(Evidence.above("share within ±2.5", share, MOSTLY)));
  }
}

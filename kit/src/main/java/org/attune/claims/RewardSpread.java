package org.attune.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.RewardLabel;
import org.attune.claims.FigureData.FigureLine;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.StudentInterval;
import org.attune.reward.Normaliser;
import tech.tablesaw.api.DoubleColumn;

/**
 * Hu et al. 2023, arXiv 2308.12050, Fig. 3: the effect of normalisation on the rewards of a reward
 * model.
 */
final class RewardSpread implements Claim {
  private static final double REACH = 2.5;
  private static final double MOSTLY = 0.95;
  private static final int BINS = 40;

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
      inside.add(inside(labels));
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
            List.of(Evidence.above("share within ±2.5", share, MOSTLY)))
        .figures(figures(bench.labels()));
  }

  /** Returns 1 for each response whose normalised reward lies within reach, and 0 otherwise. */
  private static List<Double> inside(RewardLabel labels) {
    return labels.table().doubleColumn("normalised").asList().stream()
        .map(normalised -> Math.abs(normalised) <= REACH ? 1.0 : 0.0)
        .toList();
  }

  private static FigureData figures(RewardLabel labels) {
    DoubleColumn normalised = labels.table().doubleColumn("normalised");
    Normaliser raw = labels.scale();
    List<Double> plain =
        normalised.asList().stream().map(z -> raw.mean() + z * raw.deviation()).toList();
    String share = "share of the responses";
    return FigureData.none()
        .curves("OFFLINE Fig. 3, raw", "reward", share, List.of(bins("raw", plain)))
        .curves(
            "OFFLINE Fig. 3, normalised",
            "reward",
            share,
            List.of(bins("normalised", normalised.asList())));
  }

  /** Returns a histogram as the outline of its bins. */
  private static FigureLine bins(String name, List<Double> values) {
    double low = Collections.min(values);
    double width = (Collections.max(values) - low) / BINS;
    double[] shares = new double[BINS];
    for (double value : values) {
      int bin = width > 0 ? Math.min(BINS - 1, (int) ((value - low) / width)) : 0;
      shares[bin] += 1.0 / values.size();
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      x.addAll(List.of(low + bin * width, low + (bin + 1) * width));
      y.addAll(List.of(shares[bin], shares[bin]));
    }
    return new FigureLine(name, true, x, y);
  }
}

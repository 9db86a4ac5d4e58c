package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.evaluate.Estimate;

/** A difference between papers and programs: how CA writes the score that it is asked for. */
final class CodesBeatText implements Claim {
  private static final double HIGH = 0.9;
  private static final double LOW = 0.1;

  /** The normal quantiles of 0.9 and 0.1, for scores with mean 0 and deviation 1. */
  private static final double FAR = 1.2816;

  @Override
  public String id() {
    return "F7";
  }

  @Override
  public String statement() {
    return "CA obeys a score written as one token of its own better than a score written as text.";
  }

  @Override
  public String paper() {
    return "no number: Hu et al. 2023 (arXiv 2308.12050) write the score as text; Quark (Lu et al."
        + " 2022, arXiv 2205.13636) and the Decision Transformer use tokens of their own";
  }

  @Override
  public String rule() {
    return "The judge's mean reward asked high less asked low, of CA with a token per quantile"
        + " (asked 0.9 and 0.1) less that of CA with the paper's notation (asked the same"
        + " quantiles of the normal distribution, ±1.28), on the same labels with the same steps:"
        + " agrees when the difference is above 0, disagrees when it is below, less than 0.15 of"
        + " the judge's deviation not mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<List<Policy>> trained = bench.train(List.of(Align.ca(), Align.ca().paperNotation()));
    List<List<Double>> codes = spread(bench, trained.get(0), HIGH, LOW);
    List<List<Double>> text = spread(bench, trained.get(1), FAR, -FAR);
    Estimate better = PairedDifference.difference(bench.prompts(), codes, text);
    return new Finding(
        "judge's reward, asked high − asked low",
        List.of(
            new Finding.Measure("tokens", PairedDifference.mean(bench.prompts(), codes)),
            new Finding.Measure("text", PairedDifference.mean(bench.prompts(), text))),
        List.of(Evidence.better("tokens − text", better, new Instrument(bench).margin())));
  }

  private static List<List<Double>> spread(
      ClaimContext bench, List<Policy> policies, double high, double low) {
    return PairedDifference.minus(
        bench.judged(policies.stream().map(policy -> policy.conditionedOn(high)).toList()),
        bench.judged(policies.stream().map(policy -> policy.conditionedOn(low)).toList()));
  }
}

package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.data.Pair;
import org.attune.method.Method;

/** Pal et al. 2024, arXiv 2402.13228: the likelihood of preferred responses under DPO. */
final class DisplacementAndBeta implements Claim {
  private static final double TIGHT = 0.3;
  private static final double LOOSE = 0.03;

  @Override
  public String id() {
    return "F4";
  }

  @Override
  public String statement() {
    return "The smaller β is, the further DPO lowers the likelihood of the preferred responses.";
  }

  @Override
  public String paper() {
    return "no number: DPO can lower the likelihood of preferred responses (Pal et al. 2024, arXiv"
        + " 2402.13228); β sets the strength of the KL term (Rafailov et al. 2023, arXiv"
        + " 2305.18290)";
  }

  @Override
  public String rule() {
    return "On the provided pairs, with the same learning rate and steps: log π of the preferred"
        + " training responses under DPO with β = 0.3 less that with β = 0.03: agrees when the"
        + " difference is above 0, disagrees when it is below. The start is shown beside.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    List<Method> methods =
        List.of(groups.sized(Align.dpo().beta(TIGHT)), groups.sized(Align.dpo().beta(LOOSE)));
    List<Pair> pairs = bench.data().take(GroupTrainings.ROWS).pairs();
    List<List<Policy>> trained =
        bench.train(methods, bench.data().take(GroupTrainings.ROWS).humanLabels());
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    List<List<Double>> start = chosen(bench, bench.starts(), pairs);
    List<List<Double>> tight = chosen(bench, trained.get(0), pairs);
    List<List<Double>> loose = chosen(bench, trained.get(1), pairs);
    return new Finding(
        "change of log π of the preferred",
        List.of(
            new Finding.Measure("β = 0.3", PairedDifference.difference(prompts, tight, start)),
            new Finding.Measure("β = 0.03", PairedDifference.difference(prompts, loose, start))),
        List.of(
            Evidence.above(
                "log π at β = 0.3 − at 0.03",
                PairedDifference.difference(prompts, tight, loose),
                0)));
  }

  private static List<List<Double>> chosen(
      ClaimContext bench, List<Policy> policies, List<Pair> pairs) {
    return policies.stream()
        .map(policy -> PairLikelihoods.of(bench, policy, pairs).chosen())
        .toList();
  }
}

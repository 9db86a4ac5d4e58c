package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.sample.ResponseMixture;

/** Yuan et al. 2023, arXiv 2304.05302, Table 3: the ablation of the ranking term. */
final class RankingTermAblation implements Claim {
  @Override
  public String id() {
    return "R2";
  }

  @Override
  public String statement() {
    return "Without its ranking term RRHF learns less: imitating the best response is not all of"
        + " it.";
  }

  @Override
  public String paper() {
    return "reward −1.03 with the ranking term, −1.14 without";
  }

  @Override
  public String rule() {
    return "On provided responses with diverse beams (DP), the judge's mean reward with "
        + "the ranking term less that without it: agrees when the difference is above 0, "
        + "disagrees when it is below, less than 0.15 of the judge's deviation not "
        + "mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    return groups.beats(
        List.of(
            groups.rrhf(ResponseMixture.DP),
            groups.on(Align.rrhf().withoutRanking(), ResponseMixture.DP, 1)),
        List.of(List.of(0, 1)));
  }
}

package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.sample.ResponseMixture;

/** Yuan et al. 2023, arXiv 2304.05302, Table 6: the effect of the source of responses. */
final class ResponseSourceOrder implements Claim {
  @Override
  public String id() {
    return "R3";
  }

  @Override
  public String statement() {
    return "The better the sampled responses, the better RRHF: P < BP, P < DP < IP-2 < IP-3.";
  }

  @Override
  public String paper() {
    return "P −1.31, BP −1.03, DP −1.02, IP-2 −0.96, IP-3 −0.94";
  }

  @Override
  public String rule() {
    return "The judge's mean reward must rise from P to BP, from P to DP, from DP to IP-2 "
        + "and from IP-2 to IP-3, each round being as long as one training: agrees when "
        + "all four differences are above 0, disagrees when one is below, less than 0.15 "
        + "of the judge's deviation not mattering. That BP and DP are about equal is not "
        + "tested.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    return groups.beats(
        List.of(
            groups.rrhf(ResponseMixture.P),
            groups.rrhf(ResponseMixture.BP),
            groups.rrhf(ResponseMixture.DP),
            groups.on(Align.rrhf(), ResponseMixture.DP, 2),
            groups.on(Align.rrhf(), ResponseMixture.DP, 3)),
        List.of(List.of(1, 0), List.of(2, 0), List.of(3, 2), List.of(4, 3)));
  }
}

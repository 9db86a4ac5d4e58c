package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.sample.ResponseMixture;

/**
 * Santos, “Aligning Language Models with Human Feedback without Reinforcement Learning”, thesis
 * proposal: the open question of DPO combined with PRO.
 */
final class DpoPlusPro implements Claim {
  @Override
  public String id() {
    return "T1";
  }

  @Override
  public String statement() {
    return "Plackett–Luce DPO, which joins DPO and PRO, beats both on the same rankings.";
  }

  @Override
  public String paper() {
    return "a proposal without numbers";
  }

  @Override
  public String rule() {
    return "On provided responses with 4 samples (SP), the judge's mean reward of PL-DPO "
        + "less that of DPO, which sees the best against the worst, and less that of PRO: "
        + "agrees when both differences are above 0, disagrees when one is below, less "
        + "than 0.15 of the judge's deviation not mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    return groups.beats(
        List.of(
            groups.on(Align.plDpo(), ResponseMixture.SP, 1),
            groups.on(Align.dpo(), ResponseMixture.SP, 1),
            groups.on(Align.pro(), ResponseMixture.SP, 1)),
        List.of(List.of(0, 1), List.of(0, 2)));
  }
}

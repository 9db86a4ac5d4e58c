package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.sample.ResponseMixture;

/** A difference between a paper and its code: the length by which RRHF divides. */
final class PaddedLength implements Claim {
  @Override
  public String id() {
    return "F9";
  }

  @Override
  public String statement() {
    return "RRHF that divides by each response's own length beats RRHF that divides by one padded"
        + " length.";
  }

  @Override
  public String paper() {
    return "no number: Yuan et al. 2023 (arXiv 2304.05302) write the response's length, their"
        + " released code divides by the padded one";
  }

  @Override
  public String rule() {
    return "On provided responses with diverse beams (DP), the judge's mean reward with each"
        + " response's own length less that with the longest length of the answers for all: agrees"
        + " when the difference is above 0, disagrees when it is below, less than 0.15 of the"
        + " judge's deviation not mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    return GroupTrainings.beats(
        bench,
        List.of("own length", "padded length"),
        groups.train(
            List.of(
                groups.rrhf(ResponseMixture.DP),
                groups.on(
                    Align.rrhf().paddedLength(bench.scale().maxTokens()), ResponseMixture.DP, 1))),
        List.of(List.of(0, 1)));
  }
}

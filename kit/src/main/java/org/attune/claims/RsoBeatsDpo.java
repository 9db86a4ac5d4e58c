package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.method.IterativeMethod;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;

/**
 * Santos, “Aligning Language Models with Human Feedback without Reinforcement Learning”, thesis
 * proposal, §2.6: pairs from the estimated optimal policy.
 */
final class RsoBeatsDpo implements Claim {
  @Override
  public String id() {
    return "T2";
  }

  @Override
  public String statement() {
    return "RSO beats DPO and SLiC on plain samples of the start, with the same reward model.";
  }

  @Override
  public String paper() {
    return "from the survey: RSO is the best of the three; no number of its own";
  }

  @Override
  public String rule() {
    return "The judge's mean reward of RSO, DPO on 4 of 16 samples accepted at β = 0.5, "
        + "less that of DPO and less that of SLiC on 4 plain samples of the start to the "
        + "same prompts, all labelled by the same reward model and learnt from in as many "
        + "updates: agrees when both differences are above 0, disagrees when one is "
        + "below, less than 0.15 of the judge's deviation not mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    IterativeMethod rso = Align.rso(bench.labels().reward());
    Iterations rounds = rso.rounds();
    IterativeMethod limited =
        rso.rounds(rounds.source(rounds.source().maxTokens(bench.scale().maxTokens())));
    return groups.beats(
        List.of(
            groups.sized(limited),
            groups.on(Align.dpo(), ResponseMixture.S, 1),
            groups.on(Align.slic(), ResponseMixture.S, 1)),
        List.of(List.of(0, 1), List.of(0, 2)));
  }
}

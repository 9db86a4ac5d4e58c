package org.attune.claims;

import java.util.List;
import org.attune.Policy;
import org.attune.reward.Reward;
import org.attune.sample.Completions;

/** Singhal et al. 2023, arXiv 2310.03716: reward models prefer length. */
final class ProxyLengthBias implements Claim {
  private static final int SAMPLES = 16;
  private static final int PROMPTS = 100;

  @Override
  public String id() {
    return "F5";
  }

  @Override
  public String statement() {
    return "Best-of-16 by the reward model chooses longer answers than best-of-16 by the judge.";
  }

  @Override
  public String paper() {
    return "no such number: length explains most of the gain of RLHF on three data sets (Singhal et"
        + " al. 2023, arXiv 2310.03716)";
  }

  @Override
  public String rule() {
    return "Of the same 16 answers of the start to each of at most 100 prompts, the words of the"
        + " one that the first seed's reward model likes best less those of the one that the judge"
        + " likes best: agrees when the difference is above 0, disagrees when it is below. The"
        + " words of the start's own answers are shown beside.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    Reward proxy = bench.reward(bench.scale().seeds().get(0));
    List<String> prompts = bench.prompts(PROMPTS);
    List<List<Double>> byProxy = words(bench, bench.start().bestOf(SAMPLES, proxy));
    List<List<Double>> byJudge = words(bench, bench.start().bestOf(SAMPLES, bench.judge()));
    List<List<Double>> plain = words(bench, bench.start());
    return new Finding(
        "words",
        List.of(
            new Finding.Measure("by the reward model", PairedDifference.mean(prompts, byProxy)),
            new Finding.Measure("by the judge", PairedDifference.mean(prompts, byJudge)),
            new Finding.Measure("start", PairedDifference.mean(prompts, plain))),
        List.of(
            Evidence.above(
                "words by reward model − by judge",
                PairedDifference.difference(prompts, byProxy, byJudge),
                0)));
  }

  private static List<List<Double>> words(ClaimContext bench, Policy policy) {
    List<Policy> perSeed = bench.scale().seeds().stream().map(seed -> policy).toList();
    return bench.answers(perSeed, PROMPTS).stream().map(ProxyLengthBias::words).toList();
  }

  private static List<Double> words(Completions answers) {
    return answers.texts().stream()
        .map(text -> (double) text.strip().split("\\s+").length)
        .toList();
  }
}

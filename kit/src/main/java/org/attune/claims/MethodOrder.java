package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Align;
import org.attune.Policy;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.Estimate;
import org.attune.method.Method;
import org.attune.reward.Reward;
import org.attune.sample.Completions;

/** Hu et al. 2023, arXiv 2308.12050, main result: the order of the methods by rank score. */
final class MethodOrder implements Claim {
  private static final double EQUAL = 0.5;

  /** The paper's β (§4.1). */
  private static final double PAPER = 5;

  private static final int BESIDE = 4;

  /** The answers that the ledger's page may show, to the first prompts. */
  private static final int SHOWN = 40;

  private static final List<String> NAMES = List.of("CA", "PPO", "FA", "SFT", "RWR");

  @Override
  public String id() {
    return "O1";
  }

  @Override
  public String statement() {
    return "CA ≈ PPO > FA > SFT > RWR by rank score.";
  }

  @Override
  public String paper() {
    return "CA 7.06, FA 6.05, SFT 6.45, RWR 5.62, PPO 7.02 (judge's mean; the order is that of the"
        + " rank scores)";
  }

  @Override
  public String rule() {
    return "The rank score among the five is 6 − rank by the judge's reward on the same "
        + "prompt and answer. CA and PPO, by the first seed's reward model, must be "
        + "within 0.5 of each other, PPO be above FA, FA above SFT and SFT above RWR with "
        + "the paper's β = 5, less than 0.2 not mattering: agrees when all five parts "
        + "hold, disagrees when one surely does not. PPO learns from as many responses as "
        + "the others in as many updates, each response once. RWR with β = 1 is shown "
        + "beside. Gate: the reward model orders 0.8 of held-out pairs as the judge does.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Method> offline =
        List.of(Align.ca(), Align.fa(), Align.sft(), Align.rwr().beta(PAPER), Align.rwr());
    List<List<Policy>> trained = new ArrayList<>(bench.train(offline));
    List<List<Double>> strong = bench.judged(trained.remove(BESIDE));
    trained.add(1, ppo(bench).stream().map(RunStore.Run::last).toList());
    List<List<List<Double>>> rewards = new ArrayList<>();
    List<List<List<Double>>> proxy = new ArrayList<>();
    Map<String, KeptAnswers> kept = new LinkedHashMap<>();
    for (List<Policy> policies : trained) {
      List<Completions> answers = bench.answers(policies);
      rewards.add(scores(answers, bench.judge()));
      List<Double> first = rewards.get(kept.size()).get(0);
      kept.put(NAMES.get(kept.size()), answers.get(0).kept(SHOWN, first));
      proxy.add(scores(answers, bench.reward(bench.scale().seeds().get(0))));
    }
    return finding(bench.prompts(), rewards, PairedDifference.mean(bench.prompts(), strong))
        .gates(new Instrument(bench).decentProxy())
        .figures(figures(bench.prompts(), rewards, proxy).kept(kept));
  }

  private static List<List<Double>> scores(List<Completions> answers, Reward reward) {
    return answers.stream().map(one -> reward.scores(one.prompts(), one.texts())).toList();
  }

  /** Table 2 is the judge's mean score; Fig. 4 the rank score by two kinds of judges. */
  private static FigureData figures(
      List<String> prompts, List<List<List<Double>>> rewards, List<List<List<Double>>> proxy) {
    Arms scores = new Arms(prompts, rewards);
    Arms ranks = new Arms(prompts, RankScores.of(rewards));
    Arms proxies = new Arms(prompts, RankScores.of(proxy));
    FigureData data = FigureData.none();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      data =
          data.row("OFFLINE Table 2", name, "judge's reward", scores.mean(i).interval())
              .row("OFFLINE Fig. 4", name, "by the judge", ranks.mean(i).interval())
              .row("OFFLINE Fig. 4", name, "by the reward model", proxies.mean(i).interval());
    }
    return data;
  }

  /**
   * Returns the finding for given rewards.
   *
   * @param rewards the rewards of CA, PPO, FA, SFT and RWR, for each seed and answer
   * @param beside the mean reward of RWR with β = 1, for display
   */
  static Finding finding(List<String> prompts, List<List<List<Double>>> rewards, Estimate beside) {
    Arms ranks = new Arms(prompts, RankScores.of(rewards));
    List<Finding.Measure> measures = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      measures.add(new Finding.Measure(NAMES.get(i), ranks.mean(i)));
    }
    measures.add(new Finding.Measure("RWR β = 1, judge's reward", beside));
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.above("CA − PPO", ranks.difference(0, 1), -EQUAL));
    evidence.add(Evidence.above("PPO − CA", ranks.difference(1, 0), -EQUAL));
    for (int i = 2; i < NAMES.size(); i++) {
      evidence.add(
          Evidence.better(
              NAMES.get(i - 1) + " − " + NAMES.get(i),
              ranks.difference(i - 1, i),
              Instrument.RANK));
    }
    return new Finding("rank score", measures, evidence);
  }

  /** Returns PPO's runs, one per seed. */
  static List<RunStore.Run> ppo(ClaimContext bench) {
    PpoAndRrhf field = PpoAndRrhf.byProxy(bench);
    return field.arms(List.of(seed -> field.ppo(seed, Budget.offline(bench)))).get(0);
  }
}

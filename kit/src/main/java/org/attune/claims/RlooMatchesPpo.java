package org.attune.claims;

import java.util.List;
import org.attune.Policy;

/** Ahmadian et al. 2024, arXiv 2402.14740: RLOO beside PPO. */
final class RlooMatchesPpo implements Claim {
  @Override
  public String id() {
    return "F10";
  }

  @Override
  public String statement() {
    return "RLOO, without a critic, is no worse than PPO.";
  }

  @Override
  public String paper() {
    return "Ahmadian et al. 2024, arXiv 2402.14740: RLOO above PPO in reward and win rate on all"
        + " data sets and models";
  }

  @Override
  public String rule() {
    return "With as many responses and updates, each response once, on the first seed's reward"
        + " model: by the judge's mean reward RLOO with four samples per prompt must not be lower"
        + " than PPO by more than 0.15 of the judge's deviation: agrees when the difference is"
        + " above minus that margin, disagrees when it is below. Gate: the reward model orders 0.8"
        + " of held-out pairs as the judge does.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    PpoAndRrhf field = PpoAndRrhf.byProxy(bench);
    Budget budget = Budget.offline(bench);
    List<RunStore.Run> rloo = field.arms(List.of(seed -> field.rloo(seed, budget))).get(0);
    List<List<Policy>> trained =
        List.of(policies(rloo), policies(MethodOrder.ppo(bench)), bench.starts());
    Arms arms = new Arms(bench.prompts(), trained.stream().map(bench::judged).toList());
    Instrument instrument = new Instrument(bench);
    return new Finding(
            "judge's reward",
            List.of(
                new Finding.Measure("RLOO", arms.mean(0)),
                new Finding.Measure("PPO", arms.mean(1)),
                new Finding.Measure("start", arms.mean(2))),
            List.of(Evidence.above("RLOO − PPO", arms.difference(0, 1), -instrument.margin())))
        .gates(instrument.decentProxy());
  }

  private static List<Policy> policies(List<RunStore.Run> runs) {
    return runs.stream().map(RunStore.Run::last).toList();
  }
}

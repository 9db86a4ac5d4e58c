package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Dataset;
import org.attune.data.Pair;
import org.attune.evaluate.SelfClassification;
import org.attune.reward.Normaliser;
import org.attune.reward.Reward;

/**
 * The margins below which a difference does not matter, and the gates on a setting. All were fixed
 * before the claims were tested.
 */
final class Instrument {
  /** The margin of a win rate; equals 0.15 standard deviations of a reward. */
  static final double WIN_RATE = 0.04;

  /** The margin of a rank score among five, for the same reason. */
  static final double RANK = 0.2;

  /**
   * The paper's curves bend after 15 nats and more (Tang et al. 2024, arXiv 2405.08448, Fig. 1).
   */
  private static final double FAR = 15;

  private static final double DECENT = 0.8;
  private static final double MATTERS = 0.15;
  private static final int HELD = 800;

  /** The pairs that earlier forms of the rules on held-out pairs were judged on. */
  private static final int SEEN = 400;

  private final ClaimContext bench;

  Instrument(ClaimContext bench) {
    this.bench = bench;
  }

  /**
   * Returns the margin of the judge's reward: 0.15 of its standard deviation over the responses of
   * the data.
   */
  double margin() {
    return bench
        .results()
        .remember("margin", () -> MATTERS * Normaliser.fit(dataRewards()).deviation());
  }

  private List<Double> dataRewards() {
    List<Pair> pairs = bench.data().pairs();
    List<String> asked = pairs.stream().map(Pair::prompt).toList();
    List<Double> all = new ArrayList<>();
    all.addAll(bench.judge().scores(asked, pairs.stream().map(Pair::chosen).toList()));
    all.addAll(bench.judge().scores(asked, pairs.stream().map(Pair::rejected).toList()));
    return all;
  }

  /** Returns the held-out pairs on which claims about telling good from bad are judged. */
  List<Pair> heldOutPairs() {
    return Dataset.bundled("test").pairs().subList(SEEN, SEEN + bench.scale().heldOutPairs());
  }

  /**
   * Returns the gate on the labelling reward model: it must order four in five held-out pairs as
   * the judge does, like the papers' reward models.
   */
  Gate decentProxy() {
    long seed = bench.scale().seeds().get(0);
    double reached = bench.results().remember("proxy " + seed, () -> order(bench.reward(seed)));
    return new Gate("pairs that the reward model orders as the judge", reached, DECENT);
  }

  private double order(Reward proxy) {
    List<Pair> pairs = Dataset.bundled("test").take(HELD).pairs();
    return SelfClassification.agreement(
            proxy,
            bench.judge(),
            pairs.stream().map(Pair::prompt).toList(),
            pairs.stream().map(Pair::chosen).toList(),
            pairs.stream().map(Pair::rejected).toList())
        .value();
  }

  /** Returns the gate on the KL of runs from their start, in nats per answer. */
  static Gate far(String whose, double reached) {
    return new Gate("largest mean KL of " + whose, reached, FAR);
  }
}

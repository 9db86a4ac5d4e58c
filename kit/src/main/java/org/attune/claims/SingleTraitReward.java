package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Policy;
import org.attune.reward.Reward;
import org.attune.world.Trait;
import org.attune.world.TraitCounts;
import org.attune.world.World;

/**
 * Yuan et al. 2023, arXiv 2304.05302, Table 10: a single trait of a text, like sentiment in IMDB.
 */
final class SingleTraitReward implements Claim {
  /** The arms, those of PPO and NLPO first. */
  private static final List<String> NAMES = List.of("PPO", "NLPO", "RRHF-BP", "RRHF-OP");

  /**
   * The friendliness of an answer, whatever its content: this world's analogue of a film review's
   * sentiment.
   */
  private static final Reward TONE =
      (prompt, response) -> {
        TraitCounts grades = World.standard().golden().grade(prompt, response);
        return grades.contribution(Trait.GREETING)
            + grades.contribution(Trait.CLOSING)
            + grades.contribution(Trait.RUDE);
      };

  @Override
  public String id() {
    return "R8";
  }

  @Override
  public String statement() {
    return "On a sentiment-like task RRHF, on beams and online, beats PPO and NLPO in reward at a"
        + " lower perplexity.";
  }

  @Override
  public String paper() {
    return "IMDB, reward / perplexity: SFT .539 / 35.5, PPO .796 / 42.9, NLPO .777 / 41.0, RRHF-BP"
        + " .861 / 32.1, RRHF-OP-128 .990 / 32.1";
  }

  @Override
  public String rule() {
    return "The analogue of sentiment is tone: half a point for a warm greeting and for an "
        + "encouraging close, one off for each rude sentence. RRHF-BP and RRHF-OP must "
        + "have a higher mean tone than PPO and NLPO and a lower mean −log p a token "
        + "under the start: agrees when all eight differences are above 0, disagrees when "
        + "one is below. PPO, NLPO and RRHF-OP draw as many responses as RRHF-BP ranks, "
        + "two provided and four beams to each of 300 prompts, in as many updates.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    PpoAndRrhf field = new PpoAndRrhf(bench, TONE, "tone");
    List<PpoAndRrhf.Said> said = field.said(arms(bench, field));
    List<Evidence> evidence = new ArrayList<>();
    for (PpoAndRrhf.Said online : said.subList(0, 2)) {
      for (PpoAndRrhf.Said ranked : said.subList(2, NAMES.size())) {
        evidence.addAll(better(bench.prompts(), ranked, online));
      }
    }
    return new Finding("tone", PpoAndRrhf.rewards(bench.prompts(), said), evidence)
        .figures(PpoAndRrhf.rows(FigureData.none(), "RRHF Table 10", "tone", bench, said));
  }

  /** Returns the policies of each arm, and the start. */
  private static Map<String, List<Policy>> arms(ClaimContext bench, PpoAndRrhf field) {
    Budget budget = new GroupTrainings(bench).budget();
    List<List<RunStore.Run>> runs =
        field.arms(
            List.of(
                seed -> field.ppo(seed, budget),
                seed -> field.nlpo(seed, budget),
                field::beams,
                seed -> field.rrhf(seed, budget)));
    Map<String, List<Policy>> arms = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      arms.put(NAMES.get(i), runs.get(i).stream().map(RunStore.Run::last).toList());
    }
    arms.put("start", bench.starts());
    return arms;
  }

  private static List<Evidence> better(
      List<String> prompts, PpoAndRrhf.Said ranked, PpoAndRrhf.Said online) {
    return List.of(
        Evidence.above(
            ranked.name() + " − " + online.name() + ", tone",
            PairedDifference.difference(prompts, ranked.rewards(), online.rewards()),
            0),
        Evidence.above(
            online.name() + " − " + ranked.name() + ", ln perplexity",
            PairedDifference.difference(prompts, online.surprise(), ranked.surprise()),
            0));
  }
}

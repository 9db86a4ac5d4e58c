package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Policy;
import org.attune.data.world.Grades;
import org.attune.data.world.Trait;
import org.attune.data.world.World;
import org.attune.reward.Reward;

/** RRHF Table 10: one plain quality of a text, as IMDB has sentiment. */
final class R8 implements Claim {
  /**
   * How kind an answer is, whatever it says: this world's analogue of a film review's sentiment.
   */
  private static final Reward TONE =
      (prompt, response) -> {
        Grades grades = World.standard().golden().grade(prompt, response);
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
    return "On a sentiment-like task RRHF, on beams and online, beats PPO in reward at a lower"
        + " perplexity.";
  }

  @Override
  public String paper() {
    return "IMDB, reward / perplexity: SFT .539 / 35.5, PPO .796 / 42.9, NLPO .777 / 41.0, RRHF-BP"
        + " .861 / 32.1, RRHF-OP-128 .990 / 32.1";
  }

  @Override
  public String rule() {
    return "The analogue of sentiment is tone: half a point for a warm greeting and for an"
        + " encouraging close, one off for each rude sentence. RRHF-BP and RRHF-OP (40 rollouts of"
        + " 64 responses, as PPO has) must have a higher mean tone than PPO and a lower mean −log"
        + " p a token under the start: agrees when all four differences are above 0, disagrees"
        + " when one is below. NLPO is left out.";
  }

  @Override
  public Finding test(Workbench bench) {
    Field field = new Field(bench, TONE, "tone");
    // A place for NLPO: one more arm here, and its name in the rule.
    List<List<Shelf.Run>> runs =
        field.arms(List.of(field::ppo, field::beams, seed -> field.rrhf(seed, 0)));
    List<String> names = List.of("PPO", "RRHF-BP", "RRHF-OP");
    Map<String, List<Policy>> arms = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      arms.put(names.get(i), runs.get(i).stream().map(Shelf.Run::last).toList());
    }
    arms.put("start", bench.starts());
    List<Field.Said> said = field.said(arms);
    Field.Said ppo = said.get(0);
    List<String> prompts = bench.prompts();
    List<Evidence> evidence = new ArrayList<>();
    for (Field.Said other : said.subList(1, names.size())) {
      evidence.add(
          Evidence.above(
              other.name() + " − PPO, tone",
              Paired.difference(prompts, other.rewards(), ppo.rewards()),
              0));
      evidence.add(
          Evidence.above(
              "PPO − " + other.name() + ", ln perplexity",
              Paired.difference(prompts, ppo.surprise(), other.surprise()),
              0));
    }
    return new Finding(
        "tone",
        said.stream()
            .map(s -> new Finding.Measure(s.name(), Paired.mean(prompts, s.rewards())))
            .toList(),
        evidence);
  }
}

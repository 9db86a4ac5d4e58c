package org.attune.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.attune.evaluate.BradleyTerryRanking;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;

/**
 * Several systems on the same prompts, compared by a judge.
 *
 * <p>A judge that scores sees all answers to a prompt together; one that compares sees every pair
 * of systems. Either way each pair of systems has an outcome per prompt, and what the judge did not
 * answer clearly is dropped and counted.
 */
public final class JudgedComparison {
  private final String judge;
  private final PromptSet prompts;
  private final List<SystemAnswers> systems;
  private final Map<List<Integer>, SystemPair> pairs;
  private final List<List<Double>> scores;
  private final BradleyTerryRanking ranking;

  private JudgedComparison(
      String judge,
      PromptSet prompts,
      List<SystemAnswers> systems,
      Map<List<Integer>, SystemPair> pairs,
      List<List<Double>> scores) {
    this.judge = judge;
    this.prompts = prompts;
    this.systems = systems;
    this.pairs = pairs;
    this.scores = scores;
    this.ranking = ranking();
  }

  /** Returns what the judge will be asked. */
  public static List<Question> questions(
      Judge judge, PromptSet prompts, List<SystemAnswers> systems) {
    List<Question> questions = new ArrayList<>();
    for (List<Integer> group : groups(judge, systems.size())) {
      for (PromptSet.Item item : prompts.items()) {
        List<List<String>> answers =
            group.stream().map(index -> systems.get(index).to(item)).toList();
        questions.add(new Question(item.turns(), answers, item.references()));
      }
    }
    return questions;
  }

  /** The systems that are shown together: all, or every two. */
  private static List<List<Integer>> groups(Judge judge, int systems) {
    if (!judge.comparesOnly()) {
      return List.of(IntStream.range(0, systems).boxed().toList());
    }
    List<List<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < systems; i++) {
      for (int j = i + 1; j < systems; j++) {
        pairs.add(List.of(i, j));
      }
    }
    return pairs;
  }

  /** Lets a judge compare systems, which have different names. */
  public static JudgedComparison of(Judge judge, PromptSet prompts, List<SystemAnswers> systems) {
    requireNames(systems);
    List<Judgement> judged = judge.judge(questions(judge, prompts, systems));
    requireSome(judged, judge);
    Map<List<Integer>, SystemPair> pairs = new LinkedHashMap<>();
    List<List<Double>> scores = new ArrayList<>();
    int from = 0;
    for (List<Integer> group : groups(judge, systems.size())) {
      List<Judgement> part = judged.subList(from, from += prompts.size());
      for (int a = 0; a < group.size(); a++) {
        for (int b = a + 1; b < group.size(); b++) {
          SystemAnswers first = systems.get(group.get(a));
          SystemAnswers second = systems.get(group.get(b));
          pairs.put(
              List.of(group.get(a), group.get(b)),
              SystemPair.of(prompts, first, second, outcomes(part, a, b)));
        }
        if (!judge.comparesOnly()) {
          int system = a;
          scores.add(part.stream().map(judgement -> judgement.scores().get(system)).toList());
        }
      }
    }
    return new JudgedComparison(judge.name(), prompts, List.copyOf(systems), pairs, scores);
  }

  private static void requireSome(List<Judgement> judged, Judge judge) {
    InvalidInputException.unless(
        judged.stream().anyMatch(Judgement::valid),
        "None of the %d replies of the judge %s could be read as a judgement (--structured-outputs"
            + " asks for JSON, --reply-tokens allows longer replies, --brief asks for the verdict"
            + " only); it said '%s'.",
        judged.size(),
        judge.name(),
        judged.isEmpty() ? "" : judged.get(0).explanation().lines().findFirst().orElse(""));
  }

  private static List<Double> outcomes(List<Judgement> judgements, int first, int second) {
    return judgements.stream()
        .map(j -> j.valid() ? (1 + j.outcome(first, second)) / 2.0 : Double.NaN)
        .toList();
  }

  private static void requireNames(List<SystemAnswers> systems) {
    InvalidInputException.unless(
        systems.size() > 1, "A comparison needs at least 2 systems, got %d.", systems.size());
    Set<String> names = new LinkedHashSet<>();
    for (SystemAnswers system : systems) {
      InvalidInputException.unless(
          names.add(system.name()),
          "Two systems are called '%s'; rename one of them.",
          system.name());
    }
  }

  private BradleyTerryRanking ranking() {
    List<BradleyTerryRanking.Comparison> all = new ArrayList<>();
    pairs.forEach(
        (indices, pair) -> {
          for (int i = 0; i < prompts.size(); i++) {
            if (!pair.outcomes().get(i).isNaN()) {
              all.add(
                  new BradleyTerryRanking.Comparison(
                      prompts.items().get(i).id(),
                      indices.get(0),
                      indices.get(1),
                      pair.outcomes().get(i)));
            }
          }
        });
    return BradleyTerryRanking.of(names(), all);
  }

  /** Returns the judge's name. */
  public String judge() {
    return judge;
  }

  /** Returns the prompts. */
  public PromptSet prompts() {
    return prompts;
  }

  /** Returns the systems with their answers. */
  public List<SystemAnswers> systems() {
    return systems;
  }

  /** Returns the systems' names. */
  public List<String> names() {
    return systems.stream().map(SystemAnswers::name).toList();
  }

  /** Returns every two systems. */
  public List<SystemPair> pairs() {
    return List.copyOf(pairs.values());
  }

  /** Returns the Bradley–Terry ranking. */
  public BradleyTerryRanking bradleyTerry() {
    return ranking;
  }

  /** Returns a system's comparison with another, from its own point of view. */
  public SystemPair pair(String system, String other) {
    int first = index(system);
    int second = index(other);
    SystemPair found = pairs.get(List.of(first, second));
    return found != null ? found : pairs.get(List.of(second, first)).swapped();
  }

  private int index(String system) {
    int index = names().indexOf(system);
    InvalidInputException.unless(
        index >= 0, "There is no system '%s'; available: %s.", system, names());
    return index;
  }

  /** Returns a system's mean score, unless the judge only compares. */
  public Optional<Interval> score(String system) {
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    List<Double> given = scores.get(index(system));
    List<Double> above = given.stream().map(score -> score.isNaN() ? 0 : score).toList();
    List<Double> below = given.stream().map(score -> score.isNaN() ? 0.0 : 1.0).toList();
    return Optional.of(
        RandomEffects.of(
            prompts.items().stream().map(PromptSet.Item::id).toList(),
            new RatioSamples(above, below, DoubleUnaryOperator.identity())));
  }

  /** Returns the score of a system's answer to a prompt; NaN if there is none. */
  public double score(String system, int prompt) {
    return scores.isEmpty() ? Double.NaN : scores.get(index(system)).get(prompt);
  }

  /** Returns how many comparisons were dropped since the judge's reply was no judgement. */
  public long invalid() {
    return pairs.values().stream().mapToLong(SystemPair::invalid).sum();
  }

  @Override
  public String toString() {
    return String.format(
        "JudgedComparison(%d systems, %s, %s)",
        systems.size(), Numbers.counted(prompts.size(), "prompt", "prompts"), judge);
  }
}

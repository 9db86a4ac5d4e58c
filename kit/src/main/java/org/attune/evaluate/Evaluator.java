package org.attune.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.attune.data.ScorerCalls;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;

/** Lets policies answer the same prompts and measures the answers. */
public final class Evaluator {
  private final List<String> prompts;
  private final List<Metric> metrics;
  private final Map<Object, Completions> baselines = new ConcurrentHashMap<>();

  /** Prepares an evaluation on some prompts. */
  public Evaluator(List<String> prompts, List<Metric> metrics) {
    this.prompts = List.copyOf(prompts);
    this.metrics = List.copyOf(metrics);
  }

  /** One measured number: whose, how decoded, which, and how sure. */
  public record Row(
      String policy, String decoding, String metric, boolean main, Interval interval) {}

  /** All measured numbers and the answers of the first seed, for looking at. */
  public record Result(List<Row> rows, Map<String, EvaluationContext> contests, double seconds) {}

  /**
   * Measures policies, several runs of each where there are several seeds.
   *
   * @param seeds for each training seed, the policies in the order of the table
   * @param decodings how to sample, each giving rows of its own
   * @param progress is told how many of how many samplings are done
   */
  public Result run(
      List<List<NamedPolicy>> seeds,
      List<GenerationConfig> decodings,
      BiConsumer<Integer, Integer> progress) {
    long start = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    Map<String, EvaluationContext> shown = new LinkedHashMap<>();
    int total = seeds.size() * decodings.size() * (seeds.get(0).size() + 1);
    int done = 0;
    for (GenerationConfig decoding : decodings) {
      Map<String, List<RatioSamples>> tallies = new LinkedHashMap<>();
      Map<String, String[]> keys = new LinkedHashMap<>();
      for (int seed = 0; seed < seeds.size(); seed++) {
        Map<String, Completions> answers = new LinkedHashMap<>();
        for (NamedPolicy entrant : withBaselines(seeds.get(seed))) {
          boolean baseline = !seeds.get(seed).contains(entrant);
          GenerationConfig own = decoding.seed(decoding.seed() + seed);
          answers.put(entrant.name(), baseline ? known(entrant, own) : sampled(entrant, own));
          progress.accept(Math.min(++done, total), total);
        }
        EvaluationContext contest = new EvaluationContext(answers);
        shown.putIfAbsent(decoding.toString(), contest);
        measure(contest, tallies, keys);
      }
      tallies.forEach(
          (key, list) ->
              rows.add(
                  new Row(
                      keys.get(key)[0],
                      decoding.toString(),
                      keys.get(key)[1],
                      keys.get(key)[2].equals("main"),
                      Bootstrap.of(prompts, list))));
    }
    return new Result(rows, shown, (System.nanoTime() - start) / 1e9);
  }

  private Completions sampled(NamedPolicy entrant, GenerationConfig decoding) {
    return Completions.sample(entrant, prompts, decoding);
  }

  /** What a metric compares with stays the same from one evaluation to the next. */
  private Completions known(NamedPolicy baseline, GenerationConfig decoding) {
    List<Object> key = List.of(baseline, decoding);
    Completions answers = baselines.get(key);
    if (answers == null) {
      answers = sampled(baseline, decoding);
      baselines.put(key, answers);
    }
    return answers;
  }

  private void measure(
      EvaluationContext contest,
      Map<String, List<RatioSamples>> tallies,
      Map<String, String[]> keys) {
    contest
        .answers()
        .forEach(
            (name, answers) -> {
              for (Metric metric : metrics) {
                String[] rank = {"main"};
                measured(metric, answers, contest)
                    .forEach(
                        (metricName, tally) -> {
                          String key = name + "\n" + metricName;
                          tallies.computeIfAbsent(key, k -> new ArrayList<>()).add(tally);
                          keys.putIfAbsent(key, new String[] {name, metricName, rank[0]});
                          rank[0] = "detail";
                        });
              }
            });
  }

  /** A metric may be the user's own. */
  private Map<String, RatioSamples> measured(
      Metric metric, Completions answers, EvaluationContext contest) {
    Map<String, RatioSamples> tallies =
        ScorerCalls.called("metric", metric, () -> metric.measure(answers, contest));
    tallies.forEach(
        (name, tally) ->
            InvalidInputException.unless(
                tally.above().size() == prompts.size() && tally.below().size() == prompts.size(),
                "The metric '%s' counts %d and %d values for %d prompts; it must count one of each"
                    + " per prompt.",
                name,
                tally.above().size(),
                tally.below().size(),
                prompts.size()));
    return tallies;
  }

  /** A policy that a metric compares with answers too, once. */
  private List<NamedPolicy> withBaselines(List<NamedPolicy> entrants) {
    Map<String, NamedPolicy> all = new LinkedHashMap<>();
    entrants.forEach(entrant -> all.put(entrant.name(), entrant));
    metrics.forEach(
        metric -> metric.needs().forEach(entrant -> all.putIfAbsent(entrant.name(), entrant)));
    return List.copyOf(all.values());
  }
}

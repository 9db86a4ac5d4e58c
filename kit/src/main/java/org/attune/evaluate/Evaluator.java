package org.attune.evaluate;

import java.util.ArrayList;
import java.util.Collections;
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
  private final int answers;
  private final Map<Object, Completions> baselines = new ConcurrentHashMap<>();

  /** Prepares an evaluation of one answer to each prompt. */
  public Evaluator(List<String> prompts, List<Metric> metrics) {
    this(prompts, metrics, 1);
  }

  /**
   * Prepares an evaluation of several answers to each prompt.
   *
   * <p>Answer number j to prompt i takes the same random numbers whoever answers, so policies are
   * compared answer by answer. A greedy policy would repeat itself and is asked once.
   *
   * @param answers how many answers each policy samples to each prompt
   */
  public Evaluator(List<String> prompts, List<Metric> metrics, int answers) {
    InvalidInputException.unless(
        answers > 0, "Each prompt needs at least 1 answer, got %d; try 1 or 8.", answers);
    this.prompts = List.copyOf(prompts);
    this.metrics = List.copyOf(metrics);
    this.answers = answers;
  }

  /** One measured number: whose, how decoded, which, and how sure. */
  public record Row(
      String policy, String decoding, String metric, boolean main, Interval interval) {}

  /**
   * All measured numbers and the answers of the first seed, for looking at.
   *
   * @param prompts the prompts, each once
   * @param measured what was counted, by decoding
   * @param contests the first seed's answers, by decoding; several to a prompt follow each other as
   *     whole rounds over all prompts
   */
  public record Result(
      List<String> prompts,
      List<Row> rows,
      Map<String, Measurements> measured,
      Map<String, EvaluationContext> contests,
      double seconds) {}

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
    Map<String, Measurements> measured = new LinkedHashMap<>();
    int total = seeds.size() * decodings.size() * (seeds.get(0).size() + 1);
    int done = 0;
    for (GenerationConfig decoding : decodings) {
      Measurements found = new Measurements(asked(decoding));
      for (int seed = 0; seed < seeds.size(); seed++) {
        Map<String, Completions> given = new LinkedHashMap<>();
        for (NamedPolicy entrant : withBaselines(seeds.get(seed))) {
          boolean baseline = !seeds.get(seed).contains(entrant);
          GenerationConfig own = decoding.seed(decoding.seed() + seed);
          given.put(entrant.name(), baseline ? known(entrant, own) : sampled(entrant, own));
          found.entered(entrant);
          progress.accept(Math.min(++done, total), total);
        }
        EvaluationContext contest = new EvaluationContext(given);
        shown.putIfAbsent(decoding.toString(), contest);
        measure(contest, found);
      }
      measured.put(decoding.toString(), found);
      rows.addAll(rows(decoding.toString(), found));
    }
    return new Result(prompts, rows, measured, shown, (System.nanoTime() - start) / 1e9);
  }

  private static List<Row> rows(String decoding, Measurements found) {
    return found.keys().stream()
        .map(
            key ->
                new Row(
                    key.policy(), decoding, key.metric(), found.isMain(key), found.interval(key)))
        .toList();
  }

  /** Returns the prompts as often as each is asked, in rounds over all of them. */
  private List<String> asked(GenerationConfig decoding) {
    int times = decoding.temperature() == 0 ? 1 : answers;
    return Collections.nCopies(times, prompts).stream().flatMap(List::stream).toList();
  }

  private Completions sampled(NamedPolicy entrant, GenerationConfig decoding) {
    return Completions.sample(entrant, asked(decoding), decoding);
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

  private void measure(EvaluationContext contest, Measurements found) {
    contest
        .answers()
        .forEach(
            (name, given) ->
                metrics.forEach(metric -> found.add(name, measured(metric, given, contest))));
  }

  /** A metric may be the user's own. */
  private Map<String, RatioSamples> measured(
      Metric metric, Completions answers, EvaluationContext contest) {
    Map<String, RatioSamples> tallies =
        ScorerCalls.called("metric", metric, () -> metric.measure(answers, contest));
    int count = answers.texts().size();
    tallies.forEach(
        (name, tally) ->
            InvalidInputException.unless(
                tally.above().size() == count && tally.below().size() == count,
                "The metric '%s' counts %d and %d values for %d answers; it must count one of each"
                    + " per answer.",
                name,
                tally.above().size(),
                tally.below().size(),
                count));
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

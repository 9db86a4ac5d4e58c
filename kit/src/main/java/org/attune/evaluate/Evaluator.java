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

/** Evaluates policies on the same prompts. */
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
   * <p>Answer number j to prompt i uses the same random numbers for every policy, so policies are
   * compared answer by answer. A greedy policy answers once.
   *
   * @param answers the number of answers that each policy samples to each prompt
   */
  public Evaluator(List<String> prompts, List<Metric> metrics, int answers) {
    InvalidInputException.unless(
        answers > 0, "Each prompt needs at least 1 answer, got %d; try 1 or 8.", answers);
    int needed = metrics.stream().mapToInt(Metric::answersPerPrompt).max().orElse(1);
    InvalidInputException.unless(
        answers >= needed,
        "A metric needs at least %d answers to each prompt, got %d; ask for that many.",
        needed,
        answers);
    this.prompts = List.copyOf(prompts);
    this.metrics = List.copyOf(metrics);
    this.answers = answers;
  }

  /** One measured value: its policy, decoding, metric and interval. */
  public record Row(
      String policy, String decoding, String metric, boolean main, Interval interval) {}

  /**
   * All measurements, and the answers of the first seed for inspection.
   *
   * @param prompts the prompts, each once
   * @param measured the measurements, by decoding
   * @param contests the first seed's answers, by decoding; several answers per prompt are ordered
   *     as complete rounds over all prompts
   */
  public record Result(
      List<String> prompts,
      List<Row> rows,
      Map<String, Measurements> measured,
      Map<String, EvaluationContext> contests,
      double seconds) {}

  /**
   * Evaluates policies, with one run of each per seed.
   *
   * @param seeds for each training seed, the policies in the order of the table
   * @param decodings the decodings, each with its own rows
   * @param progress called with the number of finished answers and their total
   */
  public Result run(
      List<List<NamedPolicy>> seeds,
      List<GenerationConfig> decodings,
      BiConsumer<Long, Long> progress) {
    long start = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    Map<String, EvaluationContext> shown = new LinkedHashMap<>();
    Map<String, Measurements> measured = new LinkedHashMap<>();
    EvaluationProgress meter = new EvaluationProgress(progress, total(seeds, decodings));
    for (GenerationConfig decoding : decodings) {
      Measurements found = new Measurements(asked(decoding));
      for (int seed = 0; seed < seeds.size(); seed++) {
        GenerationConfig own = decoding.seed(decoding.seed() + seed);
        EvaluationContext contest = answered(seeds.get(seed), own, found, meter);
        shown.putIfAbsent(decoding.toString(), contest);
        measure(contest, found, meter);
      }
      measured.put(decoding.toString(), found);
      rows.addAll(rows(decoding.toString(), found));
    }
    return new Result(prompts, rows, measured, shown, (System.nanoTime() - start) / 1e9);
  }

  /** Collects the answers of policies and baselines. */
  private EvaluationContext answered(
      List<NamedPolicy> policies,
      GenerationConfig decoding,
      Measurements found,
      EvaluationProgress meter) {
    Map<String, Completions> given = new LinkedHashMap<>();
    for (NamedPolicy entrant : withBaselines(policies)) {
      meter.asks(asked(decoding).size());
      given.put(
          entrant.name(),
          policies.contains(entrant)
              ? sampled(entrant, decoding, meter)
              : known(entrant, decoding, meter));
      found.entered(entrant);
      meter.answered();
    }
    return new EvaluationContext(given);
  }

  /** Returns the answers of all policies, baselines included. */
  private long total(List<List<NamedPolicy>> seeds, List<GenerationConfig> decodings) {
    long entrants = seeds.stream().mapToLong(each -> withBaselines(each).size()).sum();
    return entrants * decodings.stream().mapToLong(each -> asked(each).size()).sum();
  }

  private static List<Row> rows(String decoding, Measurements found) {
    return found.keys().stream()
        .map(
            key ->
                new Row(
                    key.policy(), decoding, key.metric(), found.isMain(key), found.interval(key)))
        .toList();
  }

  /** Returns the prompts repeated once per answer, in rounds over all of them. */
  private List<String> asked(GenerationConfig decoding) {
    int times = decoding.temperature() == 0 ? 1 : answers;
    return Collections.nCopies(times, prompts).stream().flatMap(List::stream).toList();
  }

  private Completions sampled(
      NamedPolicy entrant, GenerationConfig decoding, EvaluationProgress meter) {
    return Completions.sample(entrant, asked(decoding), decoding, meter);
  }

  /** Returns a baseline's answers, cached across evaluations. */
  private Completions known(
      NamedPolicy baseline, GenerationConfig decoding, EvaluationProgress meter) {
    List<Object> key = List.of(baseline, decoding);
    Completions answers = baselines.get(key);
    if (answers == null) {
      answers = sampled(baseline, decoding, meter);
      baselines.put(key, answers);
    }
    return answers;
  }

  private void measure(EvaluationContext contest, Measurements found, EvaluationProgress meter) {
    contest
        .answers()
        .forEach(
            (name, given) -> {
              metrics.stream()
                  .filter(
                      metric -> metric.answersPerPrompt() * prompts.size() <= given.texts().size())
                  .forEach(metric -> found.add(name, measured(metric, given, contest)));
              meter.measured(given.texts().size());
            });
  }

  /** Calls a metric, which may be user code. */
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

  /** Returns the policies with the baselines of the metrics, each once. */
  private List<NamedPolicy> withBaselines(List<NamedPolicy> entrants) {
    Map<String, NamedPolicy> all = new LinkedHashMap<>();
    entrants.forEach(entrant -> all.put(entrant.name(), entrant));
    metrics.forEach(
        metric -> metric.needs().forEach(entrant -> all.putIfAbsent(entrant.name(), entrant)));
    return List.copyOf(all.values());
  }
}

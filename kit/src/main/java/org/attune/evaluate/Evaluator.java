package org.attune.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.attune.sample.Answers;
import org.attune.sample.Decoding;

/** Lets policies answer the same prompts and measures the answers. */
public final class Evaluator {
  private final List<String> prompts;
  private final List<Metric> metrics;
  private final Map<Object, Answers> baselines = new ConcurrentHashMap<>();

  /** Prepares an evaluation on some prompts. */
  public Evaluator(List<String> prompts, List<Metric> metrics) {
    this.prompts = List.copyOf(prompts);
    this.metrics = List.copyOf(metrics);
  }

  /** One measured number: whose, how decoded, which, and how sure. */
  public record Row(
      String policy, String decoding, String metric, boolean main, Interval interval) {}

  /** All measured numbers and the answers of the first seed, for looking at. */
  public record Result(List<Row> rows, Map<String, Contest> contests, double seconds) {}

  /**
   * Measures policies, several runs of each where there are several seeds.
   *
   * @param seeds for each training seed, the policies in the order of the table
   * @param decodings how to sample, each giving rows of its own
   * @param progress is told how many of how many samplings are done
   */
  public Result run(
      List<List<Entrant>> seeds, List<Decoding> decodings, BiConsumer<Integer, Integer> progress) {
    long start = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    Map<String, Contest> shown = new LinkedHashMap<>();
    int total = seeds.size() * decodings.size() * (seeds.get(0).size() + 1);
    int done = 0;
    for (Decoding decoding : decodings) {
      Map<String, List<Tally>> tallies = new LinkedHashMap<>();
      Map<String, String[]> keys = new LinkedHashMap<>();
      for (int seed = 0; seed < seeds.size(); seed++) {
        Map<String, Answers> answers = new LinkedHashMap<>();
        for (Entrant entrant : withBaselines(seeds.get(seed))) {
          boolean baseline = !seeds.get(seed).contains(entrant);
          Decoding own = decoding.seed(decoding.seed() + seed);
          answers.put(entrant.name(), baseline ? known(entrant, own) : sampled(entrant, own));
          progress.accept(Math.min(++done, total), total);
        }
        Contest contest = new Contest(answers);
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

  private Answers sampled(Entrant entrant, Decoding decoding) {
    return Answers.sample(entrant, prompts, decoding);
  }

  /** What a metric compares with stays the same from one evaluation to the next. */
  private Answers known(Entrant baseline, Decoding decoding) {
    List<Object> key = List.of(baseline, decoding);
    Answers answers = baselines.get(key);
    if (answers == null) {
      answers = sampled(baseline, decoding);
      baselines.put(key, answers);
    }
    return answers;
  }

  private void measure(
      Contest contest, Map<String, List<Tally>> tallies, Map<String, String[]> keys) {
    contest
        .answers()
        .forEach(
            (name, answers) -> {
              for (Metric metric : metrics) {
                String[] rank = {"main"};
                metric
                    .measure(answers, contest)
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

  /** A policy that a metric compares with answers too, once. */
  private List<Entrant> withBaselines(List<Entrant> entrants) {
    Map<String, Entrant> all = new LinkedHashMap<>();
    entrants.forEach(entrant -> all.put(entrant.name(), entrant));
    metrics.forEach(
        metric -> metric.needs().forEach(entrant -> all.putIfAbsent(entrant.name(), entrant)));
    return List.copyOf(all.values());
  }
}

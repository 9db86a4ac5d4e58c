package org.attune.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.attune.Align;
import org.attune.Policy;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.KlDivergence;
import org.attune.evaluate.StudentInterval;
import org.attune.method.online.KlEstimator;
import org.attune.model.BatchScorer;
import org.attune.model.Decoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.sample.Completions;

/** Schulman 2020: the estimators k1 and k3 of the KL divergence. */
final class KlEstimators implements Claim {
  private static final int BATCH = 32;
  private static final double CLOSE = 0.1;

  @Override
  public String id() {
    return "F6";
  }

  @Override
  public String statement() {
    return "Over an answer's tokens k3 estimates the KL divergence without bias and with less"
        + " variance than k1.";
  }

  @Override
  public String paper() {
    return "Schulman 2020, “Approximating KL Divergence” (joschu.net/blog/kl-approx.html): both"
        + " unbiased; deviation relative to a true KL of 0.005: k1 20, k3 1.4";
  }

  @Override
  public String rule() {
    return "On answers of FA sampled at temperature 1, per answer: the deviation of k1's sum less"
        + " that of k3's must be above 0 over the seeds, and the mean of k3's sum within a tenth of"
        + " the exact divergence on either side: agrees when all three parts hold, disagrees when"
        + " one surely does not.";
  }

  /** Sums over one answer's tokens. */
  private record Sums(double k1, double k3) {}

  @Override
  public Finding test(ClaimContext bench) {
    List<Completions> all = bench.answers(bench.train(List.of(Align.fa())).get(0));
    List<String> prompts = bench.prompts();
    List<List<Double>> k1 = new ArrayList<>();
    List<List<Double>> k3 = new ArrayList<>();
    List<List<Double>> exact = new ArrayList<>();
    for (Completions answers : all) {
      List<Sums> sums = sums(answers, bench.start());
      k1.add(sums.stream().map(Sums::k1).toList());
      k3.add(sums.stream().map(Sums::k3).toList());
      exact.add(exact(answers, bench.start()));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(narrower(k1, k3, prompts.size()));
    evidence.addAll(unbiased(prompts, k3, exact));
    return new Finding(
        "nats per answer",
        List.of(
            new Finding.Measure("exact", PairedDifference.mean(prompts, exact)),
            new Finding.Measure("k1", PairedDifference.mean(prompts, k1)),
            new Finding.Measure("k3", PairedDifference.mean(prompts, k3))),
        evidence);
  }

  private static Evidence narrower(List<List<Double>> k1, List<List<Double>> k3, int prompts) {
    List<Double> narrower = new ArrayList<>();
    for (int seed = 0; seed < k1.size(); seed++) {
      narrower.add(deviation(k1.get(seed)) - deviation(k3.get(seed)));
    }
    return Evidence.above(
        "deviation of k1 − of k3", StudentInterval.estimate(narrower, prompts), 0);
  }

  /** Within a tenth of the exact divergence, on either side. */
  private static List<Evidence> unbiased(
      List<String> prompts, List<List<Double>> k3, List<List<Double>> exact) {
    return List.of(
        Evidence.above(
            "k3 − 0.9 exact",
            PairedDifference.difference(prompts, k3, scaled(exact, 1 - CLOSE)),
            0),
        Evidence.above(
            "1.1 exact − k3",
            PairedDifference.difference(prompts, scaled(exact, 1 + CLOSE), k3),
            0));
  }

  private static double deviation(List<Double> values) {
    return Math.sqrt(StatUtils.variance(values.stream().mapToDouble(value -> value).toArray()));
  }

  private static List<List<Double>> scaled(List<List<Double>> seeds, double factor) {
    return seeds.stream().map(row -> row.stream().map(value -> factor * value).toList()).toList();
  }

  private static List<Double> exact(Completions answers, Policy start) {
    return new KlDivergence(start.model(), start.layout())
        .measure(answers, new EvaluationContext(Map.of()))
        .get("KL")
        .above();
  }

  /** FA reads prompts as the start does, so both score the same tokens. */
  private static List<Sums> sums(Completions answers, Policy start) {
    List<float[]> mine = tokens(answers.model().decoder(), answers.tokens());
    List<float[]> theirs = tokens(start.model().decoder(), answers.tokens());
    return IntStream.range(0, mine.size()).mapToObj(i -> sums(mine.get(i), theirs.get(i))).toList();
  }

  private static Sums sums(float[] mine, float[] theirs) {
    double k1 = 0;
    double k3 = 0;
    for (int t = 0; t < mine.length; t++) {
      k1 += KlEstimator.K1.of(mine[t] - theirs[t]);
      k3 += KlEstimator.K3.of(mine[t] - theirs[t]);
    }
    return new Sums(k1, k3);
  }

  /** Returns log π of each token of each response. */
  private static List<float[]> tokens(Decoder decoder, List<TokenizedExample> texts) {
    return new BatchScorer(decoder, BATCH)
        .read(texts, places -> rows(decoder, places.stream().map(texts::get).toList()), done -> {});
  }

  private static List<float[]> rows(Decoder decoder, List<TokenizedExample> texts) {
    TokenBatch batch = TokenBatch.of(texts);
    int width = batch.longestResponse();
    float[] flat = TokenLogProbs.of(decoder, batch).values().toFloatArray(); // (batch, response)
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < texts.size(); row++) {
      int from = row * width;
      rows.add(Arrays.copyOfRange(flat, from, from + texts.get(row).response().length));
    }
    return rows;
  }
}

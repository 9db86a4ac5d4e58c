package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An interval over prompts and seeds")
final class RandomEffectsTest {
  private static final double EXACT = 1e-12;

  private static List<String> prompts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "prompt " + i).toList();
  }

  private static List<Double> normal(int count, double mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count).mapToObj(i -> mean + random.nextGaussian()).toList();
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  @Test
  @DisplayName("of one training is Student's over prompts, and says what it speaks of")
  void student() {
    Interval interval = RandomEffects.of(prompts(3), RatioSamples.mean(List.of(1.0, 2.0, 3.0)));
    assertEquals(2, interval.value(), EXACT);
    assertEquals(4.302652730 / Math.sqrt(3), interval.high() - 2, 1e-6);
    assertEquals("of this training only", interval.scope());
    assertEquals(3, interval.n());
    assertEquals(1, interval.seeds());
  }

  @Test
  @DisplayName("is no narrower when every prompt stands there ten times")
  void clusters() {
    List<Double> values = normal(40, 0, 4);
    Interval once = RandomEffects.of(prompts(40), RatioSamples.mean(values));
    List<String> repeated = new ArrayList<>();
    List<Double> repeatedValues = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      repeated.addAll(prompts(40));
      repeatedValues.addAll(values);
    }
    Interval ten = RandomEffects.of(repeated, RatioSamples.mean(repeatedValues));
    assertEquals(40, ten.n());
    assertEquals(once.low(), ten.low(), EXACT);
    assertEquals(once.high(), ten.high(), EXACT);
    Interval naive = RandomEffects.of(prompts(400), RatioSamples.mean(repeatedValues));
    assertTrue(width(naive) < width(once) / 2, "different prompts would make it narrower");
  }

  @Test
  @DisplayName("divides sums, and applies the metric's own function")
  void ratio() {
    List<Double> logProbs = List.of(-4.0, -1.0, -9.0);
    List<Double> tokens = List.of(2.0, 1.0, 3.0);
    Interval interval =
        RandomEffects.of(prompts(3), new RatioSamples(logProbs, tokens, mean -> Math.exp(-mean)));
    assertEquals(Math.exp(14.0 / 6), interval.value(), 1e-9);
    assertTrue(interval.low() < interval.value() && interval.value() < interval.high());
  }

  @Test
  @DisplayName("with several seeds is as analysis of variance computes it by hand")
  void twoWay() {
    // (seed, prompt): 1 3 / 2 6. Means: seeds 2, 4; prompts 1.5, 4.5; grand 3.
    MeanSquares squares =
        MeanSquares.of(
            prompts(2),
            List.of(RatioSamples.mean(List.of(1.0, 3.0)), RatioSamples.mean(List.of(2.0, 6.0))));
    assertEquals(3, squares.value(), EXACT);
    assertEquals(9, squares.prompt(), EXACT);
    assertEquals(4, squares.seed(), EXACT);
    assertEquals(1, squares.residual(), EXACT);
    Estimate estimate = RandomEffects.mean(squares, Optional.empty());
    assertEquals(Math.sqrt((9 + 4 - 1) / 4.0), estimate.error(), EXACT);
    assertEquals(12 * 12 / (81 + 16 + 1.0), estimate.student().freedom(), EXACT);
    assertEquals(4 / 13.0, estimate.student().weight(), EXACT);
  }

  @Test
  @DisplayName("grows when training seeds disagree")
  void seeds() {
    List<Double> values = normal(30, 0, 5);
    List<Double> others = values.stream().map(value -> value + 1).toList();
    List<Double> noise = normal(30, 0, 6);
    Interval agree =
        RandomEffects.of(prompts(30), List.of(RatioSamples.mean(values), RatioSamples.mean(noise)));
    Interval disagree =
        RandomEffects.of(
            prompts(30), List.of(RatioSamples.mean(values), RatioSamples.mean(others)));
    assertTrue(width(disagree) > 2 * width(agree), disagree + " " + agree);
    assertEquals("over prompts and 2 training seeds", disagree.scope());
  }

  @Test
  @DisplayName("of a share stays within 0 and 1, and has a width at both")
  void shares() {
    Interval all =
        RandomEffects.of(prompts(100), RatioSamples.share(Collections.nCopies(100, 1.0)));
    assertEquals(1, all.high(), EXACT);
    assertEquals(Math.pow(0.025, 0.01), all.low(), EXACT, "Clopper and Pearson's");
    List<Double> most = new ArrayList<>(Collections.nCopies(98, 1.0));
    most.addAll(List.of(0.0, 0.0));
    Interval near = RandomEffects.of(prompts(100), RatioSamples.share(most));
    assertTrue(near.high() < 1 && near.low() > 0.92, near.toString());
    assertTrue(near.value() - near.low() > near.high() - near.value(), "and leans inwards");
  }

  @Test
  @DisplayName("of a number that never varied knows so, whatever rounding makes of it")
  void rounding() {
    for (double value : new double[] {0.1, 0.3, 1}) {
      List<RatioSamples> seeds =
          Collections.nCopies(10, RatioSamples.share(Collections.nCopies(100, value)));
      Estimate estimate = RandomEffects.share(MeanSquares.of(prompts(100), seeds));
      assertFalse(estimate.varies(), value + ": " + estimate.error());
    }
    Interval all =
        RandomEffects.of(
            prompts(100),
            Collections.nCopies(10, RatioSamples.share(Collections.nCopies(100, 1.0))));
    assertEquals(Math.pow(0.025, 0.01), all.low(), EXACT);
    assertEquals(1, all.high(), EXACT);
  }

  @Test
  @DisplayName(
      "of a share over several seeds has fewer degrees of freedom where few prompts decide")
  void fewPrompts() {
    List<Double> hard = new ArrayList<>(Collections.nCopies(100, 1.0));
    hard.set(0, 0.0);
    hard.set(1, 0.0);
    List<Double> odd = new ArrayList<>(hard);
    odd.set(2, 0.0);
    List<RatioSamples> seeds =
        List.of(RatioSamples.share(hard), RatioSamples.share(odd), RatioSamples.share(hard));
    MeanSquares squares = MeanSquares.of(prompts(100), seeds);
    Estimate share = RandomEffects.share(squares);
    Estimate mean = RandomEffects.mean(squares, Optional.empty());
    assertEquals(mean.error(), share.error(), EXACT);
    assertTrue(share.student().prompts() < 10, share.student().toString());
    assertEquals(99, mean.student().prompts(), EXACT);
    // Wilson's with the same t is nearer on the side of one half, and as near on the other.
    Interval own = share.interval();
    Interval wilson =
        new Estimate(share.value(), share.error(), share.student(), true, 100, 3).interval();
    assertTrue(own.low() < wilson.low() - 0.001, own + " " + wilson);
    assertEquals(wilson.high(), own.high(), EXACT);
  }

  @Test
  @DisplayName(
      "of a share near 1 reaches further inwards with more than five seeds, and not with five")
  void manySeeds() {
    Student student = Student.of(20);
    Interval five = new Estimate(0.99, 0.01, student, true, 100, 5, Optional.of(0.9)).interval();
    Interval six = new Estimate(0.99, 0.01, student, true, 100, 6, Optional.of(0.9)).interval();
    Interval chance = new Estimate(0.99, 0.01, student, true, 100, 6, Optional.of(0.0)).interval();
    Interval plain = new Estimate(0.99, 0.01, student, true, 100, 6).interval();
    assertEquals(plain.low(), chance.low(), 1e-9, "nothing clustered: Wilson's");
    assertTrue(five.low() < chance.low() - 0.01, five + " " + chance);
    assertTrue(six.low() < five.low() - 0.01, six + " " + five);
    double p = six.low();
    double ratio = p * (1 - p) / (0.99 * 0.01);
    double reach = student.reach(0.95) * 0.01;
    double variance = ratio * (0.1 + 0.9 * Math.pow(ratio, 0.7));
    assertEquals(0.99 - p, reach * Math.sqrt(variance), 1e-9, "the equation that it solves");
  }

  @Test
  @DisplayName("of a share is Wilson's, for one answer to each prompt")
  void wilson() {
    List<Double> wins = IntStream.range(0, 101).mapToObj(i -> i < 80 ? 1.0 : 0.0).toList();
    Interval interval = RandomEffects.of(prompts(101), RatioSamples.share(wins));
    double p = 80 / 101.0;
    double t = 1.983971519; // Student, 100 degrees of freedom
    double n = 100; // p(1 − p) / (s² / 101), whose s² divides by 100
    double middle = (p + t * t / (2 * n)) / (1 + t * t / n);
    double half = t / (1 + t * t / n) * Math.sqrt(p * (1 - p) / n + t * t / (4 * n * n));
    assertEquals(middle - half, interval.low(), 1e-6);
    assertEquals(middle + half, interval.high(), 1e-6);
  }

  @Test
  @DisplayName("pools the seed variance of like arms, and of no others")
  void pooled() {
    MeanSquares one = new MeanSquares(0, 1, 4, 1, 100, 3, 0, 0);
    MeanSquares like = new MeanSquares(0, 1, 6, 1, 100, 3, 0, 0);
    SeedVariance both = SeedVariance.ofMeans(List.of(one, like)).orElseThrow();
    assertEquals(5, both.square(), EXACT);
    assertEquals(4, both.freedom(), EXACT);
    MeanSquares other = new MeanSquares(0, 1, 400, 1, 100, 3, 0, 0);
    assertEquals(Optional.empty(), SeedVariance.ofMeans(List.of(one, other)));
    assertEquals(Optional.empty(), SeedVariance.ofMeans(List.of(one)));
    MeanSquares none = new MeanSquares(0, 1, 0, 1, 100, 3, 0, 0);
    assertEquals(Optional.empty(), SeedVariance.ofMeans(List.of(one, none)));
    double alone = RandomEffects.mean(one, Optional.empty()).student().reach(0.95);
    double pooled = RandomEffects.mean(one, Optional.of(both)).student().reach(0.95);
    assertTrue(pooled < alone, pooled + " " + alone);
    double larger = RandomEffects.mean(like, Optional.empty()).student().reach(0.95);
    assertEquals(
        larger,
        RandomEffects.mean(like, Optional.of(both)).student().reach(0.95),
        "an arm with more variance than the pool keeps its own, and its own degrees");
    List<MeanSquares> three = List.of(one, like, one);
    SeedVariance differences = SeedVariance.ofDifferences(three, three).orElseThrow();
    SeedVariance widened = differences.orLarger(SeedVariance.own(other, 2));
    assertEquals(400, widened.square(), EXACT, "and so does a difference,");
    assertEquals(4, widened.freedom(), EXACT, "with the degrees of all arms");
  }

  @Test
  @DisplayName("knows where the spread comes from")
  void components() {
    var design = new SimulatedAnswers(400, 8, 10, 0.8, 1.6, 0.4);
    List<RatioSamples> seeds =
        design.draw(0, new SplittableRandom(3)).stream().map(RatioSamples::mean).toList();
    VarianceComponents parts = VarianceComponents.of(design.rows(), seeds);
    assertEquals(0.8, parts.prompt(), 0.08);
    assertEquals(0.4, parts.seed(), 0.2);
    assertEquals(0, parts.interaction(), 0.1);
    assertEquals(1.6, parts.answer(), 0.05);
    VarianceComponents one = VarianceComponents.of(design.rows(), seeds.subList(0, 1));
    assertEquals(0.8, one.prompt(), 0.1);
    assertTrue(Double.isNaN(one.seed()));
  }

  @Test
  @DisplayName("of a number that is no mean comes from pseudo-values, and of a mean is the same")
  void jackknife() {
    List<Double> values = normal(50, 1, 7);
    Estimate direct =
        RandomEffects.mean(
            MeanSquares.of(prompts(50), List.of(RatioSamples.mean(values))), Optional.empty());
    Estimate pseudo =
        Jackknife.of(
            prompts(50),
            List.of(rows -> IntStream.of(rows).mapToDouble(values::get).average().orElseThrow()));
    assertEquals(direct.value(), pseudo.value(), EXACT);
    assertEquals(direct.error(), pseudo.error(), EXACT);
    Estimate square =
        Jackknife.of(
            prompts(50),
            List.of(
                rows ->
                    Math.pow(
                        IntStream.of(rows).mapToDouble(values::get).average().orElseThrow(), 2)));
    assertEquals(2 * direct.value() * direct.error(), square.error(), 0.05 * square.error());
  }
}

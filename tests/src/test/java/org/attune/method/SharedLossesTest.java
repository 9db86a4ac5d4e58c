package org.attune.method;

import static org.attune.method.LossesTest.reduced;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.Gradients;
import org.attune.reward.Normaliser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The losses of FA and RWR")
final class SharedLossesTest {
  private static int[] ones(int count) {
    return IntStream.generate(() -> 1).limit(count).toArray();
  }

  @TestFactory
  @DisplayName("agree with the shared suite fa")
  Stream<DynamicTest> sharedFa() {
    return GoldenSuite.tests(
        "fa",
        golden -> {
          double[] raw = golden.list("raw_reward");
          double[] logPi = golden.list("logpi");
          boolean normalise = golden.inputs().get("normalize").getAsBoolean();
          Normaliser scale =
              normalise ? Normaliser.fit(Arrays.stream(raw).boxed().toList()) : Normaliser.NONE;
          double[] rewards = Arrays.stream(raw).map(scale::apply).toArray();
          // The kit divides by n; a suite that divides by n − 1 has the same signs.
          double bessel =
              golden.number("ddof") == 1 ? Math.sqrt((raw.length - 1.0) / raw.length) : 1;
          golden.check("reward", Arrays.stream(rewards).map(r -> r * bessel).toArray());
          Fa fa = new Fa().threshold(golden.number("threshold"));
          int[] kept = IntStream.range(0, raw.length).filter(i -> fa.uses(rewards[i])).toArray();
          golden.check("kept", Arrays.stream(rewards).map(r -> fa.uses(r) ? 1 : 0).toArray());
          golden.check("batch_mean", mean(fa, logPi, rewards));
          golden.check(
              "kept_mean",
              kept.length == 0
                  ? 0
                  : mean(
                      fa,
                      Arrays.stream(kept).mapToDouble(i -> logPi[i]).toArray(),
                      Arrays.stream(kept).mapToDouble(i -> rewards[i]).toArray()));
        });
  }

  private static double mean(OfflineMethod method, double[] logPi, double[] rewards) {
    return Gradients.of(
            reduced(method, Reduction.SEQUENCE_MEAN, ones(logPi.length), rewards), logPi)
        .value();
  }

  @TestFactory
  @DisplayName("agree with the shared suite rwr, gradients too")
  Stream<DynamicTest> sharedRwr() {
    return GoldenSuite.tests(
        "rwr",
        golden -> {
          double[] logPi = golden.list("logpi");
          double[] rewards = golden.list("reward");
          double largest = golden.number("w_max");
          Rwr rwr = new Rwr().beta(golden.number("beta"));
          OfflineMethod method = largest < 1e299 ? rwr.largestWeight(largest) : rwr;
          Gradients sequence =
              Gradients.of(
                  reduced(method, Reduction.SEQUENCE_MEAN, ones(logPi.length), rewards), logPi);
          golden.check("batch_mean", sequence.value());
          golden.check("grad_logpi", sequence.at().get(0));
          int[] lengths = Arrays.stream(golden.list("tokens")).mapToInt(t -> (int) t).toArray();
          double[] spread =
              IntStream.range(0, logPi.length)
                  .boxed()
                  .flatMap(i -> Stream.generate(() -> logPi[i] / lengths[i]).limit(lengths[i]))
                  .mapToDouble(Double::doubleValue)
                  .toArray();
          golden.check(
              "token_mean",
              Gradients.of(reduced(method, Reduction.TOKEN_MEAN, lengths, rewards), spread)
                  .value());
        });
  }
}

package org.attune.method.online;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Close;
import org.attune.GoldenSuite;
import org.attune.Gradients;
import org.attune.engine.PyTorch;
import org.attune.model.TokenLogProbs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Credit, clipping and KL control agree with the shared suites")
final class SharedOnlineTest {
  /** Keeps what the mask says is real: padding never reaches the kit's functions. */
  private static double[] real(GoldenSuite.Case golden, String name) {
    double[] mask = golden.list("mask");
    double[] all = golden.list(name);
    return IntStream.range(0, all.length)
        .filter(t -> mask[t] == 1)
        .mapToDouble(t -> all[t])
        .toArray();
  }

  private static double[] padded(GoldenSuite.Case golden, double[] values) {
    return Arrays.copyOf(values, golden.list("mask").length);
  }

  @TestFactory
  @DisplayName("gae: rewards, advantages, returns, whitening, KL estimates")
  Stream<DynamicTest> gae() {
    return GoldenSuite.tests(
        "gae",
        golden -> {
          Trajectory response =
              new Trajectory(
                  0,
                  golden.number("score"),
                  real(golden, "logp"),
                  real(golden, "ref"),
                  real(golden, "values"));
          double[] rewards = response.rewards(golden.number("kl_coef"));
          Advantages credit =
              new Gae(golden.number("gamma"), golden.number("lam")).of(rewards, response.values());
          golden.check("reward", padded(golden, rewards));
          golden.check("advantage", padded(golden, credit.advantages()));
          golden.check("returns", padded(golden, credit.returns()));
          if (response.length() > 1) {
            List<double[]> one = List.of(credit.advantages());
            golden.check(
                "whitened_population_var", padded(golden, Whitening.POPULATION.of(one).get(0)));
            golden.check("whitened_sample_var", padded(golden, Whitening.SAMPLE.of(one).get(0)));
          }
          golden.check("kl_sum", KlEstimator.K1.sum(response));
          golden.check("kl_k2_sum", KlEstimator.K2.sum(response));
          golden.check("kl_k3_sum", KlEstimator.K3.sum(response));
        });
  }

  private static NDArray row(NDManager manager, double[] values) {
    return manager.create(Close.narrow(values)).reshape(1, values.length);
  }

  /** Returns the policy loss of one response, a function of its log-probabilities. */
  private static Function<List<NDArray>, NDArray> policyLoss(GoldenSuite.Case golden) {
    return leaves -> {
      NDManager manager = leaves.get(0).getManager();
      NDArray mask = row(manager, golden.list("mask"));
      PolicyGradientBatch batch =
          new PolicyGradientBatch(
              TokenLogProbs.masked(leaves.get(0).reshape(1, -1), mask),
              row(manager, golden.list("old_logp")).mul(mask),
              row(manager, golden.list("old_logp")).mul(mask),
              row(manager, golden.list("adv")).mul(mask),
              0);
      Ppo ppo = new Ppo().clip(golden.number("clip"));
      return ppo.loss(batch).sum().div(mask.sum());
    };
  }

  private static Function<List<NDArray>, NDArray> valueLoss(GoldenSuite.Case golden) {
    return leaves -> {
      NDManager manager = leaves.get(0).getManager();
      NDArray mask = row(manager, golden.list("mask"));
      Ppo ppo = new Ppo().valueClip(golden.number("vclip"));
      return ppo.valueLoss(
              leaves.get(0).reshape(1, -1),
              row(manager, golden.list("old_values")),
              row(manager, golden.list("returns")))
          .mul(mask)
          .sum()
          .div(mask.sum());
    };
  }

  @TestFactory
  @DisplayName("ppo_clip: losses, gradient, clip fraction, approximate KL")
  Stream<DynamicTest> clipping() {
    return GoldenSuite.tests(
        "ppo_clip",
        golden -> {
          Gradients policy = Gradients.of(policyLoss(golden), golden.list("new_logp"));
          golden.check("policy_loss", policy.value());
          golden.check("grad_new_logp", policy.at().get(0));
          Gradients value = Gradients.of(valueLoss(golden), golden.list("values"));
          golden.check("value_loss", value.value());
          golden.check("total", policy.value() + golden.number("vf_coef") * value.value());
          RatioStatistics ratios =
              RatioStatistics.NONE.and(
                  new Ppo().clip(golden.number("clip")),
                  real(golden, "new_logp"),
                  real(golden, "old_logp"),
                  real(golden, "adv"));
          golden.check("clipfrac", ratios.clipFraction());
          golden.check("approx_kl_k2", ratios.kl2() / ratios.tokens());
          golden.check("approx_kl_k3", ratios.movedKl());
        });
  }

  private static NDArray rows(NDManager manager, int rows, double[] values) {
    return row(manager, values).reshape(rows, -1);
  }

  /** Returns the losses of a group of responses, a function of its log-probabilities // (rows). */
  private static Function<List<NDArray>, NDArray> groupLosses(
      GoldenSuite.Case golden, PolicyGradient method, double[] advantages) {
    return leaves -> {
      NDManager manager = leaves.get(0).getManager();
      int count = advantages.length;
      NDArray mask = rows(manager, count, golden.list("mask"));
      NDArray old = rows(manager, count, golden.list("old_logp")).mul(mask);
      boolean penalised = golden.inputs().has("ref");
      NDArray reference = penalised ? rows(manager, count, golden.list("ref")).mul(mask) : old;
      PolicyGradientBatch batch =
          new PolicyGradientBatch(
              TokenLogProbs.masked(leaves.get(0).reshape(count, -1), mask),
              old,
              reference,
              rows(manager, count, advantages).mul(mask),
              method.penalty().coefficient());
      return method.loss(batch);
    };
  }

  /** Returns the numbers of one row that the mask lets through. */
  private static double[] real(GoldenSuite.Case golden, String name, int row, int width) {
    double[] mask = golden.list("mask");
    double[] all = golden.list(name);
    return IntStream.range(row * width, (row + 1) * width)
        .filter(t -> mask[t] == 1)
        .mapToDouble(t -> all[t])
        .toArray();
  }

  private static void checkGroup(GoldenSuite.Case golden, PolicyGradient method) {
    double[] scores = golden.list("score");
    int width = golden.list("mask").length / scores.length;
    List<Trajectory> rollout =
        IntStream.range(0, scores.length)
            .mapToObj(
                row -> {
                  double[] old = real(golden, "old_logp", row, width);
                  return new Trajectory(0, scores[row], old, old, new double[old.length]);
                })
            .toList();
    List<Advantages> credit = method.advantages(rollout, 0);
    double[] advantages = credit.stream().mapToDouble(a -> a.advantages()[0]).toArray();
    golden.check("advantage", advantages);
    var losses = groupLosses(golden, method, advantages);
    double tokens = Arrays.stream(golden.list("mask")).sum();
    double denominator = method.reduction().denominator(scores.length, tokens);
    double[] perResponse = new double[scores.length];
    RatioStatistics ratios = RatioStatistics.NONE;
    for (int row = 0; row < scores.length; row++) {
      int one = row;
      perResponse[row] =
          Gradients.of(leaves -> losses.apply(leaves).get(one), golden.list("new_logp")).value();
      double[] now = real(golden, "new_logp", row, width);
      ratios =
          ratios.and(
              method, now, real(golden, "old_logp", row, width), credit.get(row).advantages());
    }
    golden.check("per_response", perResponse);
    Gradients all = Gradients.of(leaves -> losses.apply(leaves).sum(), golden.list("new_logp"));
    golden.check("loss", all.value() / denominator);
    golden.check(
        "grad_new_logp", Arrays.stream(all.at().get(0)).map(g -> g / denominator).toArray());
    golden.check("clipfrac", ratios.clipFraction());
  }

  @TestFactory
  @DisplayName("dapo: advantages, losses, gradient, clip fraction")
  Stream<DynamicTest> dapo() {
    return GoldenSuite.tests(
        "dapo",
        golden ->
            checkGroup(
                golden,
                new Dapo().clip(golden.number("clip")).clipHigh(golden.number("clip_high"))));
  }

  @TestFactory
  @DisplayName("gspo: advantages, losses, gradient, clip fraction")
  Stream<DynamicTest> gspo() {
    return GoldenSuite.tests(
        "gspo",
        golden ->
            checkGroup(
                golden,
                new Gspo()
                    .clip(golden.number("clip"))
                    .clipHigh(golden.number("clip_high"))
                    .kl(golden.number("kl"))));
  }

  @TestFactory
  @DisplayName("adaptive_kl: Ziegler's controller and the one without a horizon")
  Stream<DynamicTest> control() {
    return GoldenSuite.tests(
        "adaptive_kl",
        golden -> {
          int responses = (int) golden.number("n_steps");
          for (String name : List.of("ziegler", "rl4lms")) {
            double first = golden.number("coef");
            double target = golden.number("target");
            KlControl control =
                name.equals("ziegler")
                    ? KlControl.adaptive(first, target, golden.number("horizon"))
                    : new KlControl(first, target, 0);
            double now = control.coefficient();
            double[] found = golden.list("current");
            for (int i = 0; i < found.length; i++) {
              now = control.after(now, found[i], responses);
              found[i] = now;
            }
            golden.check(name, found);
          }
        });
  }

  @TestFactory
  @DisplayName("categorical_kl: the exact divergence is what the one-sample estimate averages to")
  Stream<DynamicTest> exact() {
    return GoldenSuite.tests(
        "categorical_kl",
        golden -> {
          try (NDManager manager = PyTorch.manager(Device.cpu())) {
            NDArray logP = matrix(manager, golden, "logits_p").logSoftmax(-1);
            NDArray logQ = matrix(manager, golden, "logits_q").logSoftmax(-1);
            float[] p = logP.toFloatArray();
            float[] q = logQ.toFloatArray();
            double[] sampled = golden.list("sampled");
            int width = p.length / sampled.length;
            double[] here = new double[sampled.length];
            double[] there = new double[sampled.length];
            for (int t = 0; t < sampled.length; t++) {
              here[t] = p[t * width + (int) sampled[t]];
              there[t] = q[t * width + (int) sampled[t]];
            }
            Trajectory response = new Trajectory(0, 0, here, there, new double[sampled.length]);
            golden.check("k1_sampled", response.logRatio());
            double expected = 0;
            for (int i = 0; i < p.length; i++) {
              expected += Math.exp(p[i]) * KlEstimator.K3.of(p[i] - q[i]);
            }
            golden.check("kl_p_q", expected);
          }
        });
  }

  private static NDArray matrix(NDManager manager, GoldenSuite.Case golden, String name) {
    var rows = golden.inputs().getAsJsonArray(name);
    float[][] values = new float[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = Close.narrow(GoldenSuite.numbers(rows.get(i)));
    }
    return manager.create(values);
  }
}

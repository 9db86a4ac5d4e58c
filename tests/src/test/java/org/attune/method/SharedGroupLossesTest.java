package org.attune.method;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The losses of pairs and groups agree with the shared suites")
final class SharedGroupLossesTest {
  /** Puts the pairs' better and worse sides in turn. */
  private static double[] braid(double[]... sides) {
    return IntStream.range(0, sides[0].length)
        .boxed()
        .flatMapToDouble(i -> Arrays.stream(sides).mapToDouble(side -> side[i]))
        .toArray();
  }

  private static int[] whole(double[] values) {
    return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
  }

  private static double[] at(double[] values, int place, int step) {
    return IntStream.range(0, values.length / step)
        .mapToDouble(i -> values[i * step + place])
        .toArray();
  }

  private static Batch pairs(GoldenSuite.Case golden) {
    Batch batch = Batch.of(2, braid(golden.list("lw"), golden.list("ll")));
    return golden.inputs().has("ref_w")
        ? batch.reference(braid(golden.list("ref_w"), golden.list("ref_l")))
        : batch;
  }

  /** Reads responses that are given token by token; the losses need their sums alone. */
  private static Batch responses(GoldenSuite.Case golden) {
    double[][] rows =
        IntStream.range(0, golden.inputs().getAsJsonArray("token_logprobs").size())
            .mapToObj(
                i -> GoldenSuite.numbers(golden.inputs().getAsJsonArray("token_logprobs").get(i)))
            .toArray(double[][]::new);
    double[] sums = Arrays.stream(rows).mapToDouble(row -> DoubleStream.of(row).sum()).toArray();
    return Batch.of(sums.length, sums)
        .tokens(Arrays.stream(rows).mapToInt(row -> row.length).toArray())
        .rewards(golden.list("rewards"));
  }

  @TestFactory
  @DisplayName("dpo")
  Stream<DynamicTest> dpo() {
    return GoldenSuite.tests(
        "dpo",
        golden -> {
          Batch batch = pairs(golden);
          Dpo dpo = new Dpo().beta(golden.number("beta"));
          golden.check("per_pair", batch.losses(dpo));
          golden.check("loss", batch.value(dpo));
          golden.check("cdpo", batch.value(dpo.conservative(golden.number("epsilon"))));
          golden.check("robust", batch.value(dpo.robust(golden.number("epsilon"))));
          golden.check("grad_lw", at(batch.gradient(dpo), 0, 2));
          golden.check("grad_ll", at(batch.gradient(dpo), 1, 2));
        });
  }

  @TestFactory
  @DisplayName("ipo")
  Stream<DynamicTest> ipo() {
    return GoldenSuite.tests(
        "ipo",
        golden -> {
          Batch batch = pairs(golden).tokens(whole(braid(golden.list("n_w"), golden.list("n_l"))));
          Ipo ipo = new Ipo().beta(golden.number("beta"));
          golden.check("loss_gap", batch.value(ipo));
          golden.check("loss_sum", batch.value(ipo.original()));
          golden.check("per_pair_sum", batch.losses(ipo.original()));
          golden.check("loss_avg", batch.value(ipo.original().lengthAveraged()));
          golden.check("per_pair_avg", batch.losses(ipo.original().lengthAveraged()));
          golden.check("grad_lw_sum", at(batch.gradient(ipo.original()), 0, 2));
          golden.check("grad_lw_avg", at(batch.gradient(ipo.original().lengthAveraged()), 0, 2));
        });
  }

  @TestFactory
  @DisplayName("slic, with the target as a third response, and the hinge of log-ratios")
  Stream<DynamicTest> slic() {
    return GoldenSuite.tests(
        "slic",
        golden -> {
          double[] target = golden.list("l_target");
          Batch three = Batch.of(3, braid(golden.list("lw"), golden.list("ll"), target));
          Slic slic = new Slic().delta(golden.number("delta")).target(Slic.Target.GROUP_BEST);
          golden.check("slic", three.value(slic.lambda(golden.number("lam"))));
          golden.check("cal", three.losses(slic.lambda(0)));
          golden.check("grad_lw", at(three.gradient(slic.lambda(0)), 0, 3));
          Gpo hinge = new Gpo().beta(golden.number("beta"));
          golden.check("hinge_norm_per_pair", pairs(golden).losses(hinge));
          golden.check("hinge_norm", pairs(golden).value(hinge));
        });
  }

  @TestFactory
  @DisplayName("rrhf, the paper's form and the released code's")
  Stream<DynamicTest> rrhf() {
    return GoldenSuite.tests(
        "rrhf",
        golden -> {
          Batch given = responses(golden);
          // The suite gives responses in any order; training puts the best first.
          var order = Grouping.bestFirst(Arrays.stream(given.rewards()).boxed().toList());
          Batch batch =
              Batch.of(order.size(), order.stream().mapToDouble(i -> given.sums()[i]).toArray())
                  .tokens(order.stream().mapToInt(i -> given.tokens()[i]).toArray())
                  .rewards(order.stream().mapToDouble(i -> given.rewards()[i]).toArray());
          Rrhf rrhf = new Rrhf().lengthPenalty(golden.number("length_penalty"));
          golden.check("paper_total", batch.value(rrhf));
          golden.check("rank", batch.value(rrhf.sftWeight(0)));
          golden.check("ft_sum", batch.value(rrhf.withoutRanking()));
          Rrhf released = rrhf.paddedLength((int) golden.number("padded_len"));
          golden.check("released_rank", batch.value(released.sftWeight(0)));
          golden.check("released_ft", batch.value(released.withoutRanking()));
          golden.check(
              "released_total", batch.value(released.rankingWeight(golden.number("rrhf_weight"))));
        });
  }

  @TestFactory
  @DisplayName("pro, plain and with reward temperatures")
  Stream<DynamicTest> pro() {
    return GoldenSuite.tests(
        "pro",
        golden -> {
          Batch batch = responses(golden);
          Pro pro = new Pro().sftWeight(golden.number("sft_weight")).scaledSft();
          golden.check("plain_rank", batch.value(pro.sftWeight(0)));
          golden.check("plain_total", batch.value(pro));
          golden.check("temp_rank", batch.value(pro.sftWeight(0).rewardTemperatures()));
          golden.check("temp_total", batch.value(pro.releasedCode()));
        });
  }

  @TestFactory
  @DisplayName("pl_dpo, gradients too")
  Stream<DynamicTest> plDpo() {
    return GoldenSuite.tests(
        "pl_dpo",
        golden -> {
          double[] sums = golden.list("logpi");
          Batch batch = Batch.of(sums.length, sums).reference(golden.list("logref"));
          PlDpo method = new PlDpo().beta(golden.number("beta"));
          golden.check("loss", batch.value(method));
          golden.check("grad_logpi", batch.gradient(method));
        });
  }

  @TestFactory
  @DisplayName("kto, with the mismatched log-ratios given")
  Stream<DynamicTest> kto() {
    return GoldenSuite.tests(
        "kto",
        golden -> {
          double[] desirable = GoldenSuite.numbers(golden.inputs().get("desirable"));
          Batch batch =
              Batch.of(1, golden.list("h"))
                  .rewards(Arrays.stream(desirable).map(d -> 2 * d - 1).toArray())
                  .mismatch(Arrays.stream(golden.list("kl_samples")).average().orElseThrow());
          Kto kto =
              new Kto()
                  .beta(golden.number("beta"))
                  .weights(golden.number("w_d"), golden.number("w_u"));
          golden.check("per_example", batch.losses(kto));
          golden.check("loss", batch.value(kto));
          golden.check("grad_h", batch.gradient(kto));
        });
  }

  /** Names a suite of pairs with references and lengths, and the method of a case. */
  private static Stream<DynamicTest> compared(
      String suite, Function<GoldenSuite.Case, OfflineMethod> method) {
    return GoldenSuite.tests(
        suite,
        golden -> {
          Batch batch = pairs(golden).tokens(whole(braid(golden.list("n_w"), golden.list("n_l"))));
          OfflineMethod loss = method.apply(golden);
          golden.check("per_pair", batch.losses(loss));
          golden.check("loss", batch.value(loss));
          golden.check("grad_lw", at(batch.gradient(loss), 0, 2));
          golden.check("grad_ll", at(batch.gradient(loss), 1, 2));
        });
  }

  @TestFactory
  @DisplayName("relatives of dpo with a reference")
  Stream<DynamicTest> relatives() {
    return Stream.of(
            compared("apo_zero", c -> new Apo().beta(c.number("beta"))),
            compared("apo_down", c -> new Apo().anchor(Apo.Anchor.DOWN).beta(c.number("beta"))),
            compared("nca", c -> new Nca().beta(c.number("beta"))),
            compared("exo", c -> new Exo().beta(c.number("beta")).labelNoise(c.number("epsilon"))),
            compared("sppo", c -> new Sppo().beta(c.number("beta"))),
            compared("rpo", c -> new Dpo().beta(c.number("beta")).sftWeight(c.number("alpha"))),
            compared("dpo_norm", c -> new Dpo().beta(c.number("beta")).lengthAveraged()))
        .flatMap(tests -> tests);
  }

  @TestFactory
  @DisplayName("cpo")
  Stream<DynamicTest> cpo() {
    return compared("cpo", c -> new Cpo().beta(c.number("beta")).alpha(c.number("alpha")));
  }

  @TestFactory
  @DisplayName("simpo")
  Stream<DynamicTest> simpo() {
    return GoldenSuite.tests(
        "simpo",
        golden -> {
          Batch batch = pairs(golden).tokens(whole(braid(golden.list("n_w"), golden.list("n_l"))));
          Simpo simpo = new Simpo().beta(golden.number("beta")).gamma(golden.number("gamma"));
          golden.check("per_pair", batch.losses(simpo));
          golden.check("loss", batch.value(simpo));
          golden.check("grad_lw", at(batch.gradient(simpo), 0, 2));
        });
  }

  @TestFactory
  @DisplayName("orpo, whose imitation term is its own here")
  Stream<DynamicTest> orpo() {
    return GoldenSuite.tests(
        "orpo",
        golden -> {
          double[] chosen = golden.list("aw");
          Batch batch = Batch.of(2, braid(chosen, golden.list("al")));
          double imitation = -Arrays.stream(chosen).average().orElseThrow();
          double weight = golden.number("lam");
          double odds = batch.value(new Orpo().lambda(weight)) - imitation;
          golden.compare(
              golden.expected().get("loss").getAsDouble(), odds + golden.number("nll"), "loss");
          double[] slopes = at(batch.gradient(new Orpo().lambda(1)), 0, 2);
          // The suite's slopes are those of the weighted odds ratio alone.
          golden.check(
              "grad_aw",
              Arrays.stream(slopes).map(s -> (s + 1.0 / chosen.length) * weight).toArray());
        });
  }
}

package org.attune.method;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.attune.Gradients;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The losses of pairs and groups")
final class GroupLossesTest {
  private static final double LN2 = Math.log(2);
  private static final List<OfflineMethod> PAIRED =
      List.of(
          new Dpo().beta(0.5),
          new Dpo().beta(0.5).conservative(0.1),
          new Dpo().beta(0.5).robust(0.1),
          new Ipo().beta(0.5),
          new Ipo().beta(0.5).lengthAveraged().original(),
          new Gpo().beta(0.5),
          new Gpo().convex(Gpo.Convex.LOGISTIC),
          new Slic(),
          new Orpo(),
          new Simpo(),
          new Dpo().beta(2).lengthAveraged().sftWeight(0.7),
          new Cpo().beta(0.5).alpha(0.3),
          new Apo().beta(0.5),
          new Apo().beta(0.5).anchor(Apo.Anchor.DOWN),
          new Exo().beta(0.5).labelNoise(0.1),
          new Nca().beta(0.5),
          new Sppo().beta(0.5));
  private static final List<OfflineMethod> RANKED =
      List.of(
          new Rrhf(),
          new Rrhf().lengthPenalty(0.5).paddedLength(7),
          new Pro(),
          new Pro().releasedCode(),
          new PlDpo().beta(0.5));
  private static final List<OfflineMethod> SINGLE =
      List.of(new Kto().weights(1, 1.5), new PreferredFt(), new BestOf2());

  private static Batch pairs() {
    return Batch.of(2, -4.1, -5.7, -6.3, -2.2).reference(-4.6, -5.1, -7.2, -1.4).tokens(3, 5, 4, 2);
  }

  private static Batch groups() {
    return Batch.of(1, -4.1, -5.7, -3.3, -6.2, -2.4, -7.9, -3.5)
        .reference(-4.6, -5.1, -3.2, -5.4, -2.9, -6.8, -3.1)
        .tokens(3, 5, 4, 2, 1, 6, 3)
        .rewards(1.2, 0.3, 0.3, -1.1, 0.7, 0.1, -0.6)
        .sizes(4, 3);
  }

  private static Batch singles() {
    return groups().sizes(1, 1, 1, 1, 1, 1, 1).mismatch(0.4);
  }

  private static Stream<DynamicTest> everywhere(BiConsumer<OfflineMethod, Batch> check) {
    return Stream.of(
            on(PAIRED, pairs(), check), on(RANKED, groups(), check), on(SINGLE, singles(), check))
        .flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> on(
      List<OfflineMethod> methods, Batch batch, BiConsumer<OfflineMethod, Batch> check) {
    return methods.stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> check.accept(one, batch)));
  }

  @TestFactory
  @DisplayName("have gradients equal to finite differences")
  Stream<DynamicTest> differences() {
    return everywhere(
        (method, batch) -> Gradients.agreeWithDifferences(batch.mean(method), batch.sums()));
  }

  @TestFactory
  @DisplayName("do not see padding")
  Stream<DynamicTest> padding() {
    return everywhere(
        (method, batch) -> {
          assertArrayEquals(batch.losses(method), batch.padding(9).losses(method), 1e-6);
          assertArrayEquals(batch.gradient(method), batch.padding(9).gradient(method), 1e-6);
        });
  }

  @TestFactory
  @DisplayName("of a group are the same beside a larger group as alone")
  Stream<DynamicTest> alone() {
    return RANKED.stream()
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.toString(),
                    () -> {
                      Batch second =
                          Batch.of(3, -2.4, -7.9, -3.5)
                              .reference(-2.9, -6.8, -3.1)
                              .tokens(1, 6, 3)
                              .rewards(0.7, 0.1, -0.6);
                      close(second.value(method), groups().losses(method)[1], "second group");
                    }));
  }

  @TestFactory
  @DisplayName("do not change when all rewards are shifted")
  Stream<DynamicTest> shift() {
    return Stream.concat(PAIRED.stream(), RANKED.stream())
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.toString(),
                    () -> {
                      Batch batch = PAIRED.contains(method) ? pairs() : groups();
                      double[] higher = Arrays.stream(batch.rewards()).map(r -> r + 2).toArray();
                      assertArrayEquals(
                          batch.losses(method), batch.rewards(higher).losses(method), 1e-5);
                    }));
  }

  @Nested
  @DisplayName("have values that can be computed by hand")
  final class ByHand {
    @Test
    @DisplayName("DPO, IPO, the hinge, SLiC, SimPO and ORPO of one pair")
    void pair() {
      Batch batch = Batch.of(2, -3, -8).reference(-4, -6).tokens(2, 4); // h: 1, −2
      close(Math.log1p(Math.exp(-1.5)), batch.value(new Dpo().beta(0.5)), "DPO");
      close(1.0, batch.value(new Ipo().beta(0.5)), "IPO, z = 1.5");
      close(4.0, batch.value(new Ipo().beta(0.5).original()), "IPO, H − 1 = 2");
      close(0.0, batch.value(new Ipo().beta(0.5).original().lengthAveraged()), "IPO, 1 − 1");
      close(0.7, batch.value(new Gpo().beta(0.1)), "hinge");
      close(2 + 0.3, batch.value(new Slic().delta(7)), "SLiC");
      close(LN2, batch.value(new Simpo().beta(2).gamma(1)), "SimPO, 2 (−1.5 + 2) − 1");
      double odds = -1.5 - Math.log1p(-Math.exp(-1.5)) - (-2 - Math.log1p(-Math.exp(-2)));
      close(1.5 + 0.1 * Math.log1p(Math.exp(-odds)), batch.value(new Orpo().lambda(0.1)), "ORPO");
    }

    @Test
    @DisplayName("RRHF counts each violated order once, by its size")
    void rrhf() {
      Batch batch = Batch.of(3, -4, -2, -6).tokens(2, 2, 2); // p: −2, −1, −3
      close(1 + 4, batch.value(new Rrhf()), "one violation of 1, imitation of 4");
      close(1, batch.value(new Rrhf().sftWeight(0)), "ranking");
      close(4, batch.value(new Rrhf().withoutRanking()), "imitation");
      close(2 + 4, batch.value(new Rrhf().rankingWeight(2)), "weighted");
    }

    @Test
    @DisplayName("Plackett and Luce's probability of three is a product of two")
    void plackettLuce() {
      Batch batch = Batch.of(3, Math.log(3), Math.log(2), Math.log(1));
      close(-Math.log(3.0 / 6 * 2 / 3), batch.value(new PlDpo().beta(1)), "PL-DPO");
      close(-Math.log(3.0 / 6 * 2 / 3), batch.value(new Pro().sftWeight(0)), "PRO");
    }

    @Test
    @DisplayName("KTO pulls good responses above the point of comparison and bad ones below")
    void kto() {
      Batch batch = Batch.of(1, 1, 1).rewards(1, -1).mismatch(0.5);
      double far = 1 / (1 + Math.exp(-0.25));
      assertArrayEquals(new double[] {1 - far, far}, batch.losses(new Kto().beta(0.5)), 1e-6);
      Batch below = batch.mismatch(-3);
      assertArrayEquals(
          below.mismatch(0).losses(new Kto()), below.losses(new Kto()), 0, "cut at zero");
    }
  }

  @Nested
  @DisplayName("reduce to each other")
  final class Reductions {
    @Test
    @DisplayName("at π = ref: ln 2, ¼, ½, and ln n! for rankings")
    void start() {
      Batch pair = Batch.of(2, -3, -8).reference(-3, -8);
      close(LN2, pair.value(new Dpo()), "DPO");
      close(LN2, pair.value(new Dpo().conservative(0.2)), "conservative DPO");
      close(LN2, pair.value(new Dpo().robust(0.2)), "robust DPO");
      close(0.25, pair.value(new Ipo()), "IPO");
      close(25, pair.value(new Ipo().original()), "IPO, original");
      close(1, pair.value(new Gpo()), "hinge");
      close(0.5, Batch.of(1, -3, -8).reference(-3, -8).value(new Kto()), "KTO");
      Batch four = Batch.of(4, -1, -2, -3, -4).reference(-1, -2, -3, -4);
      close(Math.log(24), four.value(new PlDpo()), "PL-DPO");
      close(Math.log(24), Batch.of(4, -2, -2, -2, -2).value(new Pro().sftWeight(0)), "PRO");
    }

    @Test
    @DisplayName("the slope of DPO at π = ref is β/2, not zero")
    void slope() {
      Batch pair = Batch.of(2, -3, -8).reference(-3, -8);
      assertArrayEquals(new double[] {-0.05, 0.05}, pair.gradient(new Dpo()), 1e-7);
    }

    @Test
    @DisplayName("PL-DPO of pairs is DPO, PRO of pairs is logistic, GPO has DPO and IPO in it")
    void pairs() {
      Batch batch = GroupLossesTest.pairs();
      assertArrayEquals(batch.losses(new Dpo()), batch.losses(new PlDpo()), 1e-6);
      assertArrayEquals(batch.gradient(new Dpo()), batch.gradient(new PlDpo()), 1e-6);
      assertArrayEquals(
          batch.losses(new Dpo()), batch.losses(new Gpo().convex(Gpo.Convex.LOGISTIC)), 0);
      assertArrayEquals(
          batch.losses(new Ipo()), batch.losses(new Gpo().convex(Gpo.Convex.SQUARED)), 0);
      Simpo logistic = new Simpo().beta(1).gamma(0);
      assertArrayEquals(batch.losses(logistic), batch.losses(new Pro().sftWeight(0)), 1e-6);
    }

    @Test
    @DisplayName("the probabilities of all orders of four sum to one")
    void orders() {
      double[] scores = {0.3, -1.2, 2.1, 0.8};
      double total = 0;
      int orders = 0;
      for (List<Integer> order : permutations(List.of(0, 1, 2, 3))) {
        double[] sums = order.stream().mapToDouble(i -> scores[i]).toArray();
        total += Math.exp(-Batch.of(4, sums).value(new PlDpo().beta(1)));
        orders++;
      }
      assertEquals(24, orders);
      close(1, total, "sum");
    }

    private List<List<Integer>> permutations(List<Integer> of) {
      if (of.isEmpty()) {
        return List.of(List.of());
      }
      List<List<Integer>> all = new ArrayList<>();
      for (Integer first : of) {
        List<Integer> rest = of.stream().filter(i -> !i.equals(first)).toList();
        for (List<Integer> tail : permutations(rest)) {
          all.add(Stream.concat(Stream.of(first), tail.stream()).toList());
        }
      }
      return all;
    }
  }

  @Nested
  @DisplayName("keep their heads")
  final class Extremes {
    @Test
    @DisplayName("at ±800, where a naive exponential overflows")
    void overflow() {
      Batch wrong = Batch.of(2, -800, 0);
      close(800, wrong.value(new Dpo().beta(1)), "DPO");
      close(800, wrong.value(new PlDpo().beta(1)), "PL-DPO");
      close(0, Batch.of(2, 0, -800).value(new Dpo().beta(1)), "DPO, right");
      assertArrayEquals(new double[] {-1, 1}, wrong.gradient(new PlDpo().beta(1)), 1e-6);
      assertArrayEquals(
          new double[] {0, 0},
          Batch.of(1, -800, 800).rewards(1, -1).gradient(new Kto().beta(1)),
          1e-9);
    }

    @Test
    @DisplayName("tied responses do not compete: no gradient between them")
    void ties() {
      Batch tied = Batch.of(3, -1, -2, -3).rewards(1, 0, 0);
      double first = Math.log(Math.exp(-1) + Math.exp(-2) + Math.exp(-3)) + 1;
      close(first, tied.value(new PlDpo().beta(1)), "only the best is chosen");
      Batch swapped = Batch.of(3, -1, -3, -2).rewards(1, 0, 0);
      close(first, swapped.value(new PlDpo().beta(1)), "whichever tied one comes first");
      close(
          tied.value(new Rrhf()),
          swapped.value(new Rrhf()),
          "RRHF, whichever tied one comes first");
    }

    @Test
    @DisplayName("impossible settings are refused in one sentence")
    void refused() {
      assertThrows(InvalidInputException.class, () -> new Dpo().beta(0));
      assertThrows(InvalidInputException.class, () -> new Dpo().robust(0.5));
      assertThrows(InvalidInputException.class, () -> new Ipo().beta(-1));
      assertThrows(InvalidInputException.class, () -> new Gpo().beta(Double.NaN));
      assertThrows(InvalidInputException.class, () -> new Slic().delta(-1));
      assertThrows(InvalidInputException.class, () -> new Rrhf().withoutRanking().sftWeight(0));
      assertThrows(InvalidInputException.class, () -> new Pro().sftWeight(-1));
      assertThrows(InvalidInputException.class, () -> new PlDpo().beta(0));
      assertThrows(InvalidInputException.class, () -> new Kto().weights(0, 0));
      assertThrows(InvalidInputException.class, () -> new Orpo().lambda(-1));
      assertThrows(InvalidInputException.class, () -> new Simpo().gamma(-1));
    }
  }
}

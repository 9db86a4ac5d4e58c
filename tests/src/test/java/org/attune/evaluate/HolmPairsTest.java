package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Systems that are all compared with each other")
final class HolmPairsTest {
  private static List<Holm.ComparedPair> compare(Map<String, List<Double>> values) {
    return Holm.pairs(
        values.keySet().stream().sorted().toList(),
        (one, other) -> {
          List<Double> differences =
              IntStream.range(0, values.get(one).size())
                  .mapToObj(i -> values.get(one).get(i) - values.get(other).get(i))
                  .toList();
          return Optional.of(StudentInterval.estimate(differences, 1));
        });
  }

  @Test
  @DisplayName("are told apart by their paired differences, corrected for their number")
  void known() {
    List<Holm.ComparedPair> pairs =
        compare(
            Map.of(
                "a", List.of(1.0, 2.0, 3.0, 4.0),
                "b", List.of(5.0, 6.1, 6.9, 8.0),
                "c", List.of(5.1, 5.9, 7.1, 7.9)));
    assertEquals(
        List.of("a b", "a c", "b c"),
        pairs.stream().map(p -> p.first() + " " + p.second()).toList());
    // t = −4 / (0.0816497 / √4) and −3.5 / …, by hand from the differences
    Estimate first = pairs.get(0).difference();
    assertEquals(-4.0, first.value(), 1e-12);
    assertEquals(0.0816497 / 2, first.error(), 1e-6);
    List<Double> raw = pairs.stream().map(pair -> pair.difference().pValue()).toList();
    assertEquals(Holm.adjusted(raw), pairs.stream().map(Holm.ComparedPair::pValue).toList());
    assertEquals(
        List.of("surely below", "surely below", "undecided"),
        pairs.stream().map(Holm.ComparedPair::verdict).toList());
    Holm.ComparedPair turned = pairs.get(0).higherFirst();
    assertEquals(
        "b surely above a", turned.first() + " " + turned.verdict() + " " + turned.second());
    assertEquals(4.0, turned.difference().value(), 1e-12);
  }

  @Test
  @DisplayName("stay undecided when one seed leaves the error unknown")
  void oneSeed() {
    Holm.ComparedPair pair = compare(Map.of("a", List.of(1.0), "b", List.of(9.0))).get(0);
    assertTrue(Double.isNaN(pair.difference().pValue()));
    assertFalse(pair.sure());
  }

  @Test
  @DisplayName("stay undecided where every seed has the same difference, which has no error")
  void equalSeeds() {
    Map<String, List<Double>> equal = Map.of("a", List.of(0.5, 0.25), "b", List.of(0.75, 0.5));
    Holm.ComparedPair pair = compare(equal).get(0);
    assertEquals(-0.25, pair.difference().value());
    assertEquals("undecided", pair.verdict());
    assertEquals(1, pair.pValue());
    assertEquals(1, StudentInterval.estimate(List.of(0.0, 0.0), 1).pValue());
    Interval mean = StudentInterval.of(List.of(0.5, 0.5), 10);
    assertEquals(0.5, mean.value());
    assertTrue(Double.isNaN(mean.low()) && Double.isNaN(mean.high()), mean.toString());
  }

  @Test
  @DisplayName("are all left undecided in 95 of 100 sweeps of equal settings, the best one too")
  void nothing() {
    Random random = new Random(11);
    int sure = 0;
    int sweeps = 4_000;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      List<List<Double>> settings = new ArrayList<>();
      double[] seeds = random.doubles(3, -1, 1).toArray(); // what the settings share
      for (int setting = 0; setting < 5; setting++) {
        settings.add(
            IntStream.range(0, 3).mapToObj(s -> seeds[s] + random.nextGaussian()).toList());
      }
      Map<String, List<Double>> named =
          Map.of(
              "a", settings.get(0),
              "b", settings.get(1),
              "c", settings.get(2),
              "d", settings.get(3),
              "e", settings.get(4));
      sure += compare(named).stream().anyMatch(Holm.ComparedPair::sure) ? 1 : 0;
    }
    double chance = 3 * Math.sqrt(0.05 * 0.95 * sweeps); // of the simulation
    assertTrue(sure <= 0.05 * sweeps + chance, sure + " of " + sweeps);
  }
}

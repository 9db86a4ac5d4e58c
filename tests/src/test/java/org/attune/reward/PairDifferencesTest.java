package org.attune.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.attune.data.Pair;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the responses of pairs differ in")
final class PairDifferencesTest {
  private static String text(Random random) {
    List<String> words = new ArrayList<>();
    int count = 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      words.add("w" + (char) ('a' + random.nextInt(6)));
    }
    return String.join(" ", words);
  }

  private static List<Pair> pairs(int count) {
    Random random = new Random(5);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(new Pair(text(random), text(random), text(random)).margin(i));
    }
    return pairs;
  }

  /** Counts all features of a response, one by one. */
  private static Map<String, Double> counted(String prompt, String response) {
    Map<String, Double> counts = new LinkedHashMap<>();
    List<String> said = List.of(response.split(" ", -1));
    counts.put("length / 10", said.size() / 10.0);
    for (int i = 0; i < said.size(); i++) {
      counts.merge(said.get(i), 1.0, Double::sum);
      if (i > 0) {
        counts.merge(said.get(i - 1) + " " + said.get(i), 1.0, Double::sum);
      }
    }
    for (String asked : new LinkedHashSet<>(List.of(prompt.split(" ", -1)))) {
      new LinkedHashSet<>(said).forEach(word -> counts.put(asked + " → " + word, 1.0));
    }
    return counts;
  }

  private static Map<String, Float> expected(Pair pair) {
    Map<String, Double> difference = counted(pair.prompt(), pair.chosen());
    counted(pair.prompt(), pair.rejected())
        .forEach((name, count) -> difference.merge(name, -count, Double::sum));
    Map<String, Float> found = new LinkedHashMap<>();
    difference.forEach((name, count) -> found.put(name, count.floatValue()));
    found.values().removeIf(count -> count == 0);
    return found;
  }

  private static List<Map<String, Float>> found(List<Pair> pairs) {
    LinearFeatures vocabulary = new LinearFeatures();
    PairDifferences read = PairDifferences.of(pairs, vocabulary);
    List<Map<String, Float>> all = new ArrayList<>();
    for (PairDifferences.PairDifference difference : read.differences()) {
      Map<String, Float> named = new LinkedHashMap<>();
      for (int i = 0; i < difference.features().length; i++) {
        named.put(
            vocabulary.name(read.features()[difference.features()[i]]), difference.values()[i]);
      }
      all.add(named);
    }
    return all;
  }

  @Test
  @DisplayName("is in the order of the counts of the chosen response, then of the other one")
  void order() {
    List<Pair> pairs = pairs(99);
    List<Map<String, Float>> found = found(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      Map<String, Float> wanted = expected(pairs.get(i));
      assertEquals(List.copyOf(wanted.entrySet()), List.copyOf(found.get(i).entrySet()), "" + i);
    }
  }

  @Test
  @DisplayName("leaves out what differs in one pair only, once there are a hundred")
  void rare() {
    List<Pair> pairs = pairs(100);
    Map<String, Integer> times = new LinkedHashMap<>();
    pairs.forEach(
        pair -> expected(pair).keySet().forEach(name -> times.merge(name, 1, (a, b) -> a + b)));
    List<Map<String, Float>> found = found(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      Map<String, Float> wanted = expected(pairs.get(i));
      wanted.keySet().removeIf(name -> times.get(name) < 2);
      assertEquals(wanted, found.get(i));
      assertEquals(
          i, PairDifferences.of(pairs, new LinearFeatures()).differences().get(i).margin());
    }
  }
}

package org.attune.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.attune.Dataset;
import org.attune.RewardModel;
import org.attune.data.Pair;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A linear reward")
final class LinearRewardTest {
  private static final List<String> THINGS = List.of("tea", "bread", "bikes", "chess", "yoga");

  /** The same answer is right for one prompt and wrong for the next. */
  private static List<Pair> toThePoint() {
    List<Pair> pairs = new ArrayList<>();
    for (String asked : THINGS) {
      for (String other : THINGS) {
        if (!asked.equals(other)) {
          pairs.add(
              new Pair("How is " + asked + "?", "I like " + asked + ".", "I like " + other + "."));
        }
      }
    }
    return pairs;
  }

  @Test
  @DisplayName("learns that a word is good or bad, and that a word fits a prompt")
  void learns() {
    LinearReward polite =
        RewardModel.linear(
            Dataset.ofPairs(
                List.of(new Pair("a", "Please sit.", "Go."), new Pair("b", "Please.", "Go on."))));
    assertTrue(polite.score("c", "Please wait.") > polite.score("c", "Go away."));
    LinearReward reward = RewardModel.linear(Dataset.ofPairs(toThePoint()));
    for (Pair pair : toThePoint()) {
      assertTrue(
          reward.score(pair.prompt(), pair.chosen()) > reward.score(pair.prompt(), pair.rejected()),
          pair.toString());
    }
    assertTrue(reward.weights().stringColumn("feature").contains("tea → tea"));
  }

  /** Sums up the weights by the names of the features, as their table shows them. */
  private static double byName(LinearReward reward, List<String> asked, List<String> said) {
    Map<String, Double> weights = new HashMap<>();
    reward.weights().forEach(row -> weights.put(row.getString(0), row.getDouble(1)));
    double sum = said.size() / 10.0 * weights.getOrDefault("length / 10", 0.0);
    for (int i = 0; i < said.size(); i++) {
      sum += weights.getOrDefault(said.get(i), 0.0);
      sum += i == 0 ? 0 : weights.getOrDefault(said.get(i - 1) + " " + said.get(i), 0.0);
    }
    for (String one : new LinkedHashSet<>(asked)) {
      for (String other : new LinkedHashSet<>(said)) {
        sum += weights.getOrDefault(one + " → " + other, 0.0);
      }
    }
    return sum;
  }

  @Test
  @DisplayName("scores what its weights say, saved and loaded, also for arrows and unknown words")
  void names(@TempDir Path folder) {
    List<Pair> pairs =
        List.of(
            new Pair("length → 10", "a → b / → → 10", "length / 10 a"),
            new Pair("→ a", "b b → a", "10 → length → →"),
            new Pair("Tea?", "Yes, tea tea.", "No."));
    LinearReward reward = RewardModel.linear(Dataset.ofPairs(pairs));
    LinearReward loaded = LinearReward.load(reward.save(folder.resolve("reward")));
    for (LinearReward one : List.of(reward, loaded)) {
      for (String asked : List.of("length → 10", "→ a", "tea new ?", "")) {
        for (String said : List.of("a → b / → → 10", "length / 10 → →", "b new b tea .", "")) {
          List<String> left = asked.isEmpty() ? List.of() : List.of(asked.split(" "));
          List<String> right = said.isEmpty() ? List.of() : List.of(said.split(" "));
          assertEquals(
              byName(one, left, right), one.score(asked, said), 1e-12, asked + ": " + said);
        }
      }
    }
    assertTrue(reward.weights().stringColumn("feature").contains("→ → →"));
    assertTrue(reward.weights().stringColumn("feature").contains("length / 10"));
  }

  /** Returns three pairs that prefer an answer by a margin and one that prefers the other. */
  private static double difference(double margin) {
    Pair pair = new Pair("q", "yes", "no").margin(margin);
    List<Pair> pairs = List.of(pair, pair, pair, new Pair("q", "no", "yes"));
    LinearReward reward = new LinearTraining(3_000, 0.03, 0, 1).fit(pairs);
    return reward.score("q", "yes") - reward.score("q", "no");
  }

  /** Returns the difference d that maximises 3 log σ(d − m) + log σ(−d), by bisection. */
  private static double best(double margin) {
    double low = -20;
    double high = 20;
    for (int i = 0; i < 60; i++) {
      double d = (low + high) / 2;
      double slope = 3 / (1 + Math.exp(d - margin)) - 1 / (1 + Math.exp(-d));
      low = slope > 0 ? d : low;
      high = slope > 0 ? high : d;
    }
    return low;
  }

  @Test
  @DisplayName("sets answers apart by as much as their margin asks for")
  void margins() {
    assertEquals(Math.log(3), best(0), 1e-9);
    for (double margin : new double[] {0, 1, 3}) {
      assertEquals(best(margin), difference(margin), 0.02, "margin " + margin);
    }
  }

  @Test
  @DisplayName("orders unseen answers of the bundled world far better than chance")
  void world() {
    LinearReward reward = RewardModel.linear(Dataset.bundled().take(1_200));
    double accuracy = RewardModel.accuracy(reward, Dataset.bundled("test")).value();
    assertTrue(accuracy > 0.6, "agrees with " + accuracy + " of the labels");
  }

  @Test
  @DisplayName("repeats with the same seed, and is the same once saved and loaded")
  void repeats(@TempDir Path folder) throws IOException {
    LinearReward reward = RewardModel.linear(Dataset.ofPairs(toThePoint()));
    assertEquals(reward.hash(), RewardModel.linear(Dataset.ofPairs(toThePoint())).hash());
    LinearTraining other = LinearTraining.standard().seed(2);
    assertNotEquals(reward.hash(), other.fit(toThePoint()).hash());
    Path place = reward.save(folder.resolve("reward"));
    LinearReward loaded = LinearReward.load(place);
    assertEquals(reward.hash(), loaded.hash());
    assertEquals(reward.score("tea?", "I like tea."), loaded.score("tea?", "I like tea."));
    assertEquals(reward.trainingSeconds(), loaded.trainingSeconds());
    assertThrows(InvalidInputException.class, () -> reward.save(place), "never over an old one");
    Files.writeString(place.resolve("linear-reward.json"), "{\"pairs\": 3");
    String said =
        assertThrows(InvalidInputException.class, () -> LinearReward.load(place)).getMessage();
    assertTrue(said.contains("damaged"), said);
  }

  @Test
  @DisplayName("refuses settings that cannot be, and data without pairs")
  void refused() {
    assertThrows(InvalidInputException.class, () -> new LinearTraining(0, 0.1, 0, 1));
    assertThrows(InvalidInputException.class, () -> new LinearTraining(1, 0, 0, 1));
    assertThrows(InvalidInputException.class, () -> LinearTraining.standard().fit(List.of()));
  }
}

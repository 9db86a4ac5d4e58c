package org.attune.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.JsonValidator;
import org.attune.evaluate.Agreement;
import org.attune.evaluate.BradleyTerryRanking;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.util.InvalidInputException;

/**
 * What several people said on a {@link JudgingPage}.
 *
 * @param systems the systems' names
 * @param votes by person and prompt, the rank of each system, 1 being the best
 */
public record PeopleVotes(List<String> systems, Map<String, Map<String, List<Integer>>> votes) {
  private static final int LARGEST = 1 << 26;

  /** Reads the files of several people with the key of their page. */
  public static PeopleVotes read(Path key, List<Path> files) {
    InvalidInputException.unless(!files.isEmpty(), "Specify at least one file of votes.");
    VotesKey known = VotesKey.read(key);
    Map<String, Map<String, List<Integer>>> votes = new LinkedHashMap<>();
    Map<String, Path> from = new LinkedHashMap<>();
    for (Path file : files) {
      JsonObject json = JsonValidator.read(file, LARGEST);
      requireSamePage(json, file, known, key);
      String rater = JsonRows.text(json, "rater").orElse("").strip();
      InvalidInputException.unless(!rater.isEmpty(), "%s: the votes name no person.", file);
      InvalidInputException.unless(
          !votes.containsKey(rater),
          "%s and %s are both of '%s'; if they are two people, change 'rater' in one file.",
          from.get(rater),
          file,
          rater);
      from.put(rater, file);
      votes.put(rater, ranks(json, known, file));
    }
    return new PeopleVotes(known.systems(), votes);
  }

  private static void requireSamePage(JsonObject json, Path file, VotesKey known, Path key) {
    InvalidInputException.unless(
        JsonRows.text(json, "format").orElse("").equals("attune-votes"),
        "%s: not a file of votes; people export it with the button on the page.",
        file);
    String run = JsonRows.text(json, "run").orElse("");
    InvalidInputException.unless(
        run.equals(known.run()),
        "%s: votes on another page (%s) than that of %s (%s); give the key of that page.",
        file,
        run,
        key,
        known.run());
  }

  private static Map<String, List<Integer>> ranks(JsonObject json, VotesKey key, Path file) {
    InvalidInputException.unless(
        json.has("votes") && json.get("votes").isJsonObject(), "%s: 'votes' is missing.", file);
    Map<String, List<Integer>> ranks = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> vote : json.getAsJsonObject("votes").entrySet()) {
      List<Integer> order = key.orders().get(vote.getKey());
      InvalidInputException.unless(
          order != null, "%s: a vote on '%s', which is not on the page.", file, vote.getKey());
      ranks.put(vote.getKey(), bySystem(vote.getValue(), order, file + ": " + vote.getKey()));
    }
    InvalidInputException.unless(!ranks.isEmpty(), "%s: the file contains no votes.", file);
    return ranks;
  }

  private static List<Integer> bySystem(JsonElement vote, List<Integer> order, String where) {
    boolean list = vote.isJsonArray() && vote.getAsJsonArray().size() == order.size();
    InvalidInputException.unless(list, "%s needs %d ranks.", where, order.size());
    JsonArray shown = vote.getAsJsonArray();
    Integer[] ranks = new Integer[order.size()];
    for (int i = 0; i < ranks.length; i++) {
      String rank = shown.get(i).toString();
      InvalidInputException.unless(
          rank.matches("[1-9]") && Integer.parseInt(rank) <= ranks.length,
          "%s: the rank %s must be from 1 to %d.",
          where,
          rank,
          ranks.length);
      ranks[order.get(i)] = Integer.parseInt(rank);
    }
    return Arrays.asList(ranks);
  }

  /** Returns the people. */
  public List<String> people() {
    return List.copyOf(votes.keySet());
  }

  /** Returns one comparison per person, prompt and two systems. */
  public List<BradleyTerryRanking.Comparison> comparisons() {
    List<BradleyTerryRanking.Comparison> all = new ArrayList<>();
    for (Map<String, List<Integer>> own : votes.values()) {
      own.forEach(
          (prompt, ranks) -> {
            for (int i = 0; i < systems.size(); i++) {
              for (int j = i + 1; j < systems.size(); j++) {
                double outcome = (1 + Integer.signum(ranks.get(j) - ranks.get(i))) / 2.0;
                all.add(new BradleyTerryRanking.Comparison(prompt, i, j, outcome));
              }
            }
          });
    }
    return all;
  }

  /** Returns the Bradley–Terry ranking by all people; a prompt's votes count as one. */
  public BradleyTerryRanking ranking() {
    return BradleyTerryRanking.of(systems, comparisons());
  }

  /** Returns the share of an outcome (1, ½ or 0) of a system against another. */
  public Interval share(String system, String other, double outcome) {
    return interval(system, other, o -> o == outcome ? 1 : 0);
  }

  /** Returns the win rate of a system against another: wins and half of the ties. */
  public Interval winRate(String system, String other) {
    return interval(system, other, o -> o);
  }

  private Interval interval(
      String system, String other, java.util.function.DoubleUnaryOperator value) {
    int first = systems.indexOf(system);
    int second = systems.indexOf(other);
    List<String> prompts = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Map<String, List<Integer>> own : votes.values()) {
      own.forEach(
          (prompt, ranks) -> {
            prompts.add(prompt);
            int sign = Integer.signum(ranks.get(second) - ranks.get(first));
            values.add(value.applyAsDouble((1 + sign) / 2.0));
          });
    }
    return RandomEffects.of(prompts, RatioSamples.share(values));
  }

  /**
   * Returns the agreement of the people: +1, 0 or −1 for each prompt and two systems; nothing can
   * be said of a single person.
   */
  public Agreement agreement() {
    InvalidInputException.unless(
        votes.size() > 1, "Agreement needs the votes of at least 2 people, got 1.");
    List<double[]> rows = new ArrayList<>();
    List<String> prompts =
        votes.values().stream().flatMap(own -> own.keySet().stream()).distinct().toList();
    for (String prompt : prompts) {
      for (int i = 0; i < systems.size(); i++) {
        for (int j = i + 1; j < systems.size(); j++) {
          rows.add(signs(prompt, i, j));
        }
      }
    }
    return new Agreement(rows.toArray(double[][]::new));
  }

  private double[] signs(String prompt, int first, int second) {
    return votes.values().stream()
        .map(own -> own.get(prompt))
        .mapToDouble(
            ranks ->
                ranks == null ? Double.NaN : Integer.signum(ranks.get(second) - ranks.get(first)))
        .toArray();
  }

  /** Returns the mean rank score of each system, systems + 1 − rank (Hu et al. 2023, Fig. 4). */
  public double[] rankScores() {
    double[] sums = new double[systems.size()];
    int count = 0;
    for (Map<String, List<Integer>> own : votes.values()) {
      for (List<Integer> ranks : own.values()) {
        count++;
        for (int i = 0; i < sums.length; i++) {
          int self = ranks.get(i);
          long better = ranks.stream().filter(rank -> rank < self).count();
          long equal = ranks.stream().filter(rank -> rank == self).count();
          sums[i] += sums.length + 1 - (better + (equal + 1) / 2.0);
        }
      }
    }
    int votesGiven = count;
    return Arrays.stream(sums).map(sum -> sum / votesGiven).toArray();
  }
}

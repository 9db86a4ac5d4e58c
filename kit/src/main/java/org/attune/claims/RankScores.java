package org.attune.claims;

import java.util.ArrayList;
import java.util.List;

/** Rank scores of policies that answered the same prompts: k + 1 − rank, ties sharing the mean. */
final class RankScores {
  private RankScores() {}

  /** Returns the scores for each policy, seed and prompt, in the shape of the rewards. */
  static List<List<List<Double>>> of(List<List<List<Double>>> rewards) {
    List<List<List<Double>>> all = new ArrayList<>();
    for (List<List<Double>> mine : rewards) {
      List<List<Double>> seeds = new ArrayList<>();
      for (int seed = 0; seed < mine.size(); seed++) {
        List<Double> row = new ArrayList<>();
        for (int prompt = 0; prompt < mine.get(seed).size(); prompt++) {
          row.add(score(rewards, mine.get(seed).get(prompt), seed, prompt));
        }
        seeds.add(row);
      }
      all.add(seeds);
    }
    return all;
  }

  private static double score(List<List<List<Double>>> rewards, double own, int seed, int prompt) {
    double better = 0;
    double equal = 0;
    for (List<List<Double>> other : rewards) {
      int order = Double.compare(other.get(seed).get(prompt), own);
      better += order > 0 ? 1 : 0;
      equal += order == 0 ? 1 : 0;
    }
    return rewards.size() + 1 - (better + (equal + 1) / 2);
  }
}

package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.ResponseScorer;
import org.attune.data.ScorerCalls;
import org.attune.util.InvalidInputException;

/** Scores the candidates of all prompts at once, then selects among those of each prompt. */
final class CandidateScores {
  private CandidateScores() {}

  /** Selects among one prompt's candidates. */
  interface Choice {
    List<Candidate> of(int prompt, List<Candidate> candidates, List<Double> rewards);
  }

  static List<List<Candidate>> of(
      ResponseScorer reward,
      List<String> prompts,
      List<List<Candidate>> candidates,
      Choice choice) {
    List<String> asked = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      for (Candidate candidate : candidates.get(i)) {
        asked.add(prompts.get(i));
        texts.add(candidate.text());
      }
    }
    List<Double> rewards = checked(ScorerCalls.scores(reward, asked, texts), asked);
    List<List<Candidate>> chosen = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < prompts.size(); i++) {
      int to = from + candidates.get(i).size();
      chosen.add(choice.of(i, candidates.get(i), rewards.subList(from, to)));
      from = to;
    }
    return chosen;
  }

  /** Returns the rewards, or refuses those that are NaN or infinite. */
  static List<Double> checked(List<Double> rewards, List<String> asked) {
    for (int i = 0; i < rewards.size(); i++) {
      InvalidInputException.unless(
          Double.isFinite(rewards.get(i)),
          "The reward of a candidate is %s, for the prompt '%s'; a reward must be a finite number.",
          rewards.get(i),
          asked.get(i));
    }
    return rewards;
  }
}

package org.attune.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.attune.model.LlamaConfig;

/** A group of competing beams of one prompt: the live beams and the best ended ones. */
final class BeamGroup {
  private final int width;
  private final int limit;
  private final LlamaConfig config;
  private final BeamScore by;
  private List<BeamHypothesis> alive;
  private final List<BeamHypothesis> ended = new ArrayList<>();

  /** Starts a group of {@code width} beams after the prompt at a given row of the cache. */
  BeamGroup(int width, int limit, LlamaConfig config, BeamScore by, int place) {
    this.width = width;
    this.limit = limit;
    this.config = config;
    this.by = by;
    this.alive = limit > 0 ? List.of(BeamHypothesis.empty(place)) : List.of();
    if (limit <= 0) {
      ended.add(BeamHypothesis.empty(place));
    }
  }

  /** One beam and a next token with its rank among the candidates. */
  private record Choice(int beam, int token, int rank, double value) {}

  /** Best first; ties are broken by the smaller index. */
  private static final Comparator<Choice> BEST_FIRST =
      Comparator.comparingDouble(Choice::value)
          .reversed()
          .thenComparingInt(Choice::beam)
          .thenComparingInt(Choice::token);

  /**
   * Adds a token to every beam.
   *
   * @param penalties the penalty of each token that other groups chose; a beam's own score remains
   *     the log-probability
   * @return the tokens that were chosen
   */
  List<Integer> step(TopTokens leaders, Map<Integer, Double> penalties) {
    List<Integer> chosen = new ArrayList<>();
    List<BeamHypothesis> next = new ArrayList<>();
    List<Choice> choices = choices(leaders, penalties);
    for (int rank = 0; rank < choices.size() && next.size() < width; rank++) {
      Choice choice = choices.get(rank);
      BeamHypothesis longer = alive.get(choice.beam()).and(choice.rank(), leaders);
      if (!config.ends(choice.token())) {
        next.add(longer);
        chosen.add(choice.token());
      } else if (rank < width) { // An end-of-text that is not among the best is ignored.
        end(longer);
        chosen.add(choice.token());
      }
    }
    alive = next;
    if (!next.isEmpty() && next.get(0).length() == limit) {
      next.forEach(this::end);
      alive = List.of();
    } else if (isDecided()) {
      alive = List.of();
    }
    return chosen;
  }

  /** Returns the best beam-token choices; as many as needed even if some end. */
  private List<Choice> choices(TopTokens leaders, Map<Integer, Double> penalties) {
    int most = 2 * width;
    PriorityQueue<Choice> best = new PriorityQueue<>(BEST_FIRST.reversed());
    for (int beam = 0; beam < alive.size(); beam++) {
      BeamHypothesis hypothesis = alive.get(beam);
      for (int rank = 0; rank < leaders.each(); rank++) {
        int token = leaders.token(hypothesis.place(), rank);
        double value =
            hypothesis.score()
                + leaders.score(hypothesis.place(), rank)
                - penalties.getOrDefault(token, 0.0);
        if (best.size() < most || value > best.peek().value()) {
          best.add(new Choice(beam, token, rank, value));
        }
        if (best.size() > most) {
          best.remove();
        }
      }
    }
    List<Choice> sorted = new ArrayList<>(best);
    sorted.sort(BEST_FIRST);
    return sorted;
  }

  private void end(BeamHypothesis hypothesis) {
    ended.add(hypothesis);
    ended.sort(Comparator.comparingDouble(by::of).reversed());
    if (ended.size() > width) {
      ended.remove(width);
    }
  }

  /**
   * Returns whether enough responses have ended and no live beam currently scores better than the
   * worst of them.
   */
  private boolean isDecided() {
    double best = alive.stream().mapToDouble(by::of).max().orElse(Double.NEGATIVE_INFINITY);
    return ended.size() == width && by.of(ended.get(width - 1)) >= best;
  }

  List<BeamHypothesis> alive() {
    return alive;
  }

  /** Moves the beams to other rows of the cache. */
  void move(List<BeamHypothesis> moved) {
    alive = List.copyOf(moved);
  }

  /** Returns the best ended responses, best first. */
  List<BeamHypothesis> ended() {
    return Collections.unmodifiableList(ended);
  }
}

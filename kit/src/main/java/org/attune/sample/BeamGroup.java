package org.attune.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.attune.model.LlamaConfig;

/** The beams of one prompt that compete with each other: those alive and the best of the ended. */
final class BeamGroup {
  private final int width;
  private final int limit;
  private final LlamaConfig config;
  private final BeamScore by;
  private List<BeamHypothesis> alive;
  private final List<BeamHypothesis> ended = new ArrayList<>();

  /** Begins a group of {@code width} beams behind a prompt that lies at a place of the cache. */
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

  /** One beam and one token behind it, which has a rank among those that may follow. */
  private record Choice(int beam, int token, int rank, double value) {}

  /** The better first; of equals, the one that a smaller index finds. */
  private static final Comparator<Choice> BEST_FIRST =
      Comparator.comparingDouble(Choice::value)
          .reversed()
          .thenComparingInt(Choice::beam)
          .thenComparingInt(Choice::token);

  /**
   * Adds a token to every beam.
   *
   * @param penalties what each token loses in the choice, because other groups chose it; a beam's
   *     own score stays the log-probability
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
      } else if (rank < width) { // An end that is not among the best is passed over.
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

  /** The best of every beam with every token; as many as the ends among them could use up. */
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

  /** Nothing alive scores, as it stands, better than the worst that would be returned. */
  private boolean isDecided() {
    double best = alive.stream().mapToDouble(by::of).max().orElse(Double.NEGATIVE_INFINITY);
    return ended.size() == width && by.of(ended.get(width - 1)) >= best;
  }

  List<BeamHypothesis> alive() {
    return alive;
  }

  /** Moves the beams to other places of the cache. */
  void move(List<BeamHypothesis> moved) {
    alive = List.copyOf(moved);
  }

  /** Returns the best ended responses, best first. */
  List<BeamHypothesis> ended() {
    return Collections.unmodifiableList(ended);
  }
}

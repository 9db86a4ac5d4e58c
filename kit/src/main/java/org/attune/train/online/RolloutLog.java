package org.attune.train.online;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.util.InvalidInputException;

/**
 * The stream of an online run: written to a file as it comes, or taken from one in its order, which
 * makes an offline run that equals the online one (GAP App. F), or shuffled (GAP App. G).
 *
 * @param file JSON Lines, one rollout a line
 * @param replayed whether the responses come from the file
 * @param window how many neighbouring rollouts are shuffled with each other; 1 keeps the order
 * @param seed decides the shuffled order
 */
public record RolloutLog(Optional<Path> file, boolean replayed, int window, long seed) {
  /** Checks the window. */
  public RolloutLog {
    InvalidInputException.unless(
        window >= 1, "The window to shuffle must be at least 1 rollout, got %d.", window);
  }

  /** Neither writes nor reads. */
  public static RolloutLog none() {
    return new RolloutLog(Optional.empty(), false, 1, 0);
  }

  /** Writes every rollout to a file. */
  public static RolloutLog to(Path file) {
    return new RolloutLog(Optional.of(file), false, 1, 0);
  }

  /** Takes every rollout from a file, in its order; nothing is sampled or scored. */
  public static RolloutLog from(Path file) {
    return new RolloutLog(Optional.of(file), true, 1, 0);
  }

  /**
   * Returns this replay with the prompts of each {@code window} neighbouring rollouts mixed; the
   * responses to one prompt stay together.
   */
  public RolloutLog shuffled(int window, long seed) {
    return new RolloutLog(file, replayed, window, seed);
  }

  /** Returns a text that tells replays apart. */
  String replays() {
    return replayed ? file + " " + window + " " + seed : "";
  }

  /**
   * Returns where a run takes its rollouts from.
   *
   * @param run what decides the run, by which it knows its own recording
   * @param done rollouts that were taken before the run was stopped
   */
  RolloutSource of(RolloutSource fresh, int done, String run) {
    if (file.isEmpty()) {
      return fresh;
    }
    RolloutFile rollouts = new RolloutFile(file.get());
    return replayed
        ? new Replay(file.get(), mixed(rollouts.read()))
        : new Writer(fresh, rollouts, run, rollouts.begin(run, done));
  }

  private List<List<Rollout>> mixed(List<List<Rollout>> rounds) {
    List<List<Rollout>> mixed = new ArrayList<>();
    for (int from = 0; from < rounds.size(); from += window) {
      List<List<Rollout>> part = rounds.subList(from, Math.min(rounds.size(), from + window));
      mixed.addAll(window == 1 ? part : shuffle(part, new Random(seed * 1_000_003L + from)));
    }
    return mixed;
  }

  /** Every round keeps its number of prompts. */
  private static List<List<Rollout>> shuffle(List<List<Rollout>> rounds, Random random) {
    List<List<Rollout>> groups = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (List<Rollout> round : rounds) {
      int before = groups.size();
      for (Rollout row : round) {
        boolean same =
            groups.size() > before && groups.get(groups.size() - 1).get(0).group() == row.group();
        if (!same) {
          groups.add(new ArrayList<>());
        }
        groups.get(groups.size() - 1).add(row);
      }
      sizes.add(groups.size() - before);
    }
    Collections.shuffle(groups, random);
    List<List<Rollout>> shuffled = new ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      shuffled.add(numbered(groups.subList(at, at + size)));
      at += size;
    }
    return shuffled;
  }

  private static List<Rollout> numbered(List<List<Rollout>> groups) {
    List<Rollout> rows = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (Rollout row : groups.get(group)) {
        rows.add(
            new Rollout(row.prompt(), row.text(), row.tokens(), row.ended(), row.score(), group));
      }
    }
    return rows;
  }

  private record Replay(Path file, List<List<Rollout>> recorded) implements RolloutSource {
    @Override
    public List<Rollout> rollout(int round, LanguageModel policy) {
      List<Rollout> rows = recorded.get(round);
      rows.forEach(row -> requireReadable(row, policy.config()));
      return rows;
    }

    /** The engine would read beyond its arrays. */
    private void requireReadable(Rollout row, LlamaConfig model) {
      IntStream.concat(IntStream.of(row.tokens().prompt()), IntStream.of(row.tokens().response()))
          .filter(id -> id < 0 || id >= model.vocabulary())
          .findAny()
          .ifPresent(
              id -> {
                throw new InvalidInputException(
                    file + " holds the token " + id + ", which this policy does not know.");
              });
      InvalidInputException.unless(
          row.tokens().length() <= model.context(),
          "%s holds a response of %d tokens with its prompt, and this policy reads %d.",
          file,
          row.tokens().length(),
          model.context());
    }

    @Override
    public int rounds() {
      return recorded.size();
    }
  }

  /** Rollouts that the file holds already are not written again. */
  private record Writer(RolloutSource fresh, RolloutFile file, String run, int held)
      implements RolloutSource {
    @Override
    public List<Rollout> rollout(int round, LanguageModel policy) {
      List<Rollout> rows = fresh.rollout(round, policy);
      if (round >= held) {
        file.add(run, round, rows);
      }
      return rows;
    }

    @Override
    public double judged() {
      return fresh.judged();
    }

    @Override
    public int rounds() {
      return fresh.rounds();
    }
  }
}

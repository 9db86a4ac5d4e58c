package org.attune.train.online;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.attune.cluster.Portable;
import org.attune.data.TemporaryFolder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.util.InvalidInputException;

/**
 * The rollouts of an online run: recorded to a file, or replayed from one in the same order, which
 * gives an offline run that equals the online one (Tang et al. 2024, arXiv 2405.08448, App. F), or
 * shuffled (Tang et al., App. G).
 *
 * @param file JSON Lines, one rollout per line
 * @param replayed whether the responses are replayed from the file
 * @param window the number of neighbouring rollouts that are shuffled together; 1 keeps the order
 * @param seed the seed of the shuffle
 */
public record RolloutLog(Optional<Path> file, boolean replayed, int window, long seed)
    implements Portable {
  /** Checks the window. */
  public RolloutLog {
    InvalidInputException.unless(
        window >= 1, "The window to shuffle must be at least 1 rollout, got %d.", window);
  }

  /** Returns a log that neither records nor replays. */
  public static RolloutLog none() {
    return new RolloutLog(Optional.empty(), false, 1, 0);
  }

  /** Returns a log that records every rollout to a file. */
  public static RolloutLog to(Path file) {
    return new RolloutLog(Optional.of(file), false, 1, 0);
  }

  /**
   * Returns a log that replays every rollout from a file, in order; nothing is sampled or scored.
   */
  public static RolloutLog from(Path file) {
    return new RolloutLog(Optional.of(file), true, 1, 0);
  }

  /**
   * Returns this replay with the prompts of each {@code window} neighbouring rollouts shuffled; the
   * responses to one prompt stay together.
   */
  public RolloutLog shuffled(int window, long seed) {
    return new RolloutLog(file, replayed, window, seed);
  }

  /** A replay takes the content of its file along; a recording begins a file at the same path. */
  @Override
  public Parts parts() {
    Optional<byte[]> content = replayed ? file.map(RolloutLog::bytes) : Optional.empty();
    return new LogParts(file, replayed, window, seed, content);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the rollouts cannot be read.", e);
    }
  }

  private record LogParts(
      Optional<Path> file, boolean replayed, int window, long seed, Optional<byte[]> content)
      implements Parts {
    @Override
    public Object whole() {
      return new RolloutLog(content.map(this::local).or(() -> file), replayed, window, seed);
    }

    private Path local(byte[] bytes) {
      try {
        Path folder = TemporaryFolder.create("rollouts");
        return Files.write(folder.resolve("rollouts.jsonl"), bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("The rollouts of a replay cannot be written here.", e);
      }
    }
  }

  /** Returns a text that identifies the replay, by the content of its file wherever that is. */
  String replays() {
    return replayed ? new RolloutFile(file.orElseThrow()).hash() + " " + window + " " + seed : "";
  }

  /**
   * Returns the source of a run's rollouts.
   *
   * @param run the identity of the run, which marks its own recording
   * @param done the number of rollouts before the run was stopped
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

  /**
   * Returns for each place of a replay the rollout that it reads, were there one prompt in each.
   */
  public static List<Integer> order(int rounds, int window, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int from = 0; from < rounds; from += window) {
      List<Integer> part = new ArrayList<>();
      for (int round = from; round < Math.min(rounds, from + window); round++) {
        part.add(round);
      }
      if (window > 1) {
        Collections.shuffle(part, new Random(seed * 1_000_003L + from));
      }
      order.addAll(part);
    }
    return order;
  }

  /** Shuffles rollouts; every round keeps its number of prompts. */
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
        rows.add(row.group(group));
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

    /** Checks the token ids; the engine would read beyond its arrays. */
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
          "%s holds a response of %d tokens with its prompt, but the policy's context is %d.",
          file,
          row.tokens().length(),
          model.context());
    }

    @Override
    public int rounds() {
      return recorded.size();
    }
  }

  /** Records rollouts, except those that the file already holds. */
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
    public int replaced() {
      return fresh.replaced();
    }

    @Override
    public int rounds() {
      return fresh.rounds();
    }
  }
}

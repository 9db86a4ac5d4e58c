package org.attune.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.attune.model.LanguageModel;
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
  private static final Gson GSON = new Gson();

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

  private record Line(int round, List<Rollout> responses) {}

  RolloutSource of(RolloutSource fresh, int done) {
    if (file.isEmpty()) {
      return fresh;
    }
    return replayed ? new Replay(mixed(read(file.get()))) : new Writer(fresh, file.get(), done);
  }

  private static List<List<Rollout>> read(Path file) {
    try {
      List<List<Rollout>> rounds = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        rounds.add(GSON.fromJson(line, Line.class).responses());
      }
      InvalidInputException.unless(!rounds.isEmpty(), "%s holds no rollouts to replay.", file);
      return rounds;
    } catch (IOException | JsonParseException e) {
      throw new InvalidInputException(
          file + ": this is no recording of an online run that can be read.", e);
    }
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

  private record Replay(List<List<Rollout>> recorded) implements RolloutSource {
    @Override
    public List<Rollout> rollout(int round, LanguageModel policy) {
      return recorded.get(round);
    }

    @Override
    public int rounds() {
      return recorded.size();
    }
  }

  /** Lines of rounds behind the resumed one are written again. */
  private record Writer(RolloutSource fresh, Path file, int done) implements RolloutSource {
    Writer {
      try {
        List<String> known = Files.exists(file) ? Files.readAllLines(file) : List.of();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, known.subList(0, Math.min(done, known.size())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<Rollout> rollout(int round, LanguageModel policy) {
      List<Rollout> rows = fresh.rollout(round, policy);
      String line = GSON.toJson(new Line(round, rows)) + "\n";
      // Not a channel, which a press of the stop button would close.
      try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(
            file + ": the rollout cannot be written (" + e.getMessage() + ").", e);
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

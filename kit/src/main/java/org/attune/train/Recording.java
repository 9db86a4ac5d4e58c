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
import org.attune.data.BadInput;
import org.attune.model.LanguageModel;

/**
 * The stream of an online run: written to a file as it comes, or taken from one in its order, which
 * makes an offline run that equals the online one (GAP App. F), or shuffled (GAP App. G).
 *
 * @param file JSON Lines, one rollout a line
 * @param replayed whether the responses come from the file
 * @param window how many neighbouring rollouts are shuffled with each other; 1 keeps the order
 * @param seed decides the shuffled order
 */
public record Recording(Optional<Path> file, boolean replayed, int window, long seed) {
  private static final Gson GSON = new Gson();

  /** Checks the window. */
  public Recording {
    BadInput.unless(
        window >= 1, "The window to shuffle must be at least 1 rollout, got %d.", window);
  }

  /** Neither writes nor reads. */
  public static Recording none() {
    return new Recording(Optional.empty(), false, 1, 0);
  }

  /** Writes every rollout to a file. */
  public static Recording to(Path file) {
    return new Recording(Optional.of(file), false, 1, 0);
  }

  /** Takes every rollout from a file, in its order; nothing is sampled or scored. */
  public static Recording from(Path file) {
    return new Recording(Optional.of(file), true, 1, 0);
  }

  /**
   * Returns this replay with the prompts of each {@code window} neighbouring rollouts mixed; the
   * responses to one prompt stay together.
   */
  public Recording shuffled(int window, long seed) {
    return new Recording(file, replayed, window, seed);
  }

  /** Returns a text that tells replays apart. */
  String replays() {
    return replayed ? file + " " + window + " " + seed : "";
  }

  private record Line(int round, List<Sampled> responses) {}

  RolloutSource of(RolloutSource fresh, int done) {
    if (file.isEmpty()) {
      return fresh;
    }
    return replayed ? new Replay(mixed(read(file.get()))) : new Writer(fresh, file.get(), done);
  }

  private static List<List<Sampled>> read(Path file) {
    try {
      List<List<Sampled>> rounds = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        rounds.add(GSON.fromJson(line, Line.class).responses());
      }
      BadInput.unless(!rounds.isEmpty(), "%s holds no rollouts to replay.", file);
      return rounds;
    } catch (IOException | JsonParseException e) {
      throw new BadInput(file + ": this is no recording of an online run that can be read.", e);
    }
  }

  private List<List<Sampled>> mixed(List<List<Sampled>> rounds) {
    List<List<Sampled>> mixed = new ArrayList<>();
    for (int from = 0; from < rounds.size(); from += window) {
      List<List<Sampled>> part = rounds.subList(from, Math.min(rounds.size(), from + window));
      mixed.addAll(window == 1 ? part : shuffle(part, new Random(seed * 1_000_003L + from)));
    }
    return mixed;
  }

  /** Every round keeps its number of prompts. */
  private static List<List<Sampled>> shuffle(List<List<Sampled>> rounds, Random random) {
    List<List<Sampled>> groups = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (List<Sampled> round : rounds) {
      int before = groups.size();
      for (Sampled row : round) {
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
    List<List<Sampled>> shuffled = new ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      shuffled.add(numbered(groups.subList(at, at + size)));
      at += size;
    }
    return shuffled;
  }

  private static List<Sampled> numbered(List<List<Sampled>> groups) {
    List<Sampled> rows = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (Sampled row : groups.get(group)) {
        rows.add(
            new Sampled(row.prompt(), row.text(), row.tokens(), row.ended(), row.score(), group));
      }
    }
    return rows;
  }

  private record Replay(List<List<Sampled>> recorded) implements RolloutSource {
    @Override
    public List<Sampled> rollout(int round, LanguageModel policy) {
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
    public List<Sampled> rollout(int round, LanguageModel policy) {
      List<Sampled> rows = fresh.rollout(round, policy);
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

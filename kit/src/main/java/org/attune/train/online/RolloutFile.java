package org.attune.train.online;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.data.RecordFile;
import org.attune.model.TokenizedExample;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/** A file of rollouts, one per line, in the order of the run. */
final class RolloutFile {
  private static final String ADVICE = "record the run again";

  private final Path path;

  RolloutFile(Path path) {
    this.path = path;
  }

  /** The ids of a prompt and a response. */
  private record Ids(int[] prompt, int[] response) {}

  /** A response as the file holds it: all its tokens are trained, so none are marked. */
  private record Sampled(
      String prompt, String text, Ids tokens, boolean ended, double score, int group) {
    static Sampled of(Rollout row) {
      Ids ids = new Ids(row.tokens().prompt(), row.tokens().response());
      return new Sampled(row.prompt(), row.text(), ids, row.ended(), row.score(), row.group());
    }

    Rollout rollout() {
      TokenizedExample example = new TokenizedExample(tokens.prompt, tokens.response);
      return new Rollout(prompt, text, example, ended, score, group);
    }
  }

  /** A line when read. */
  private record Line(int round, List<Sampled> responses) {}

  /** A line when written: with the run, so that no other run continues the file. */
  private record Written(String run, int round, List<Sampled> responses) {}

  /** Returns all rollouts; the file must hold complete rollouts from the first on. */
  List<List<Rollout>> read() {
    List<List<Rollout>> rounds = new ArrayList<>();
    for (String line : lines()) {
      rounds.add(parse(line, rounds.size()));
    }
    InvalidInputException.unless(!rounds.isEmpty(), "%s holds no rollouts to replay.", path);
    return rounds;
  }

  private List<Rollout> parse(String text, int round) {
    Line line = RecordFile.parse(text, Line.class, path + ", line " + (round + 1), ADVICE);
    InvalidInputException.unless(
        line.round() == round,
        "%s, line %d: this is rollout %d of its run, so some are missing; %s.",
        path,
        round + 1,
        line.round(),
        ADVICE);
    InvalidInputException.unless(
        !line.responses().isEmpty() && line.responses().stream().allMatch(RolloutFile::isWhole),
        "%s, line %d: a prompt or a response has no tokens, no finite score or no group; %s.",
        path,
        round + 1,
        ADVICE);
    return line.responses().stream().map(Sampled::rollout).toList();
  }

  private static boolean isWhole(Sampled row) {
    return row.tokens().prompt().length > 0
        && row.tokens().response().length > 0
        && Double.isFinite(row.score())
        && row.group() >= 0;
  }

  /** Returns a hash of the content. */
  String hash() {
    return Sha256.of(String.join("\n", lines()));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new InvalidInputException(
          path + ": not a readable log of rollouts; " + ADVICE + ".", e);
    }
  }

  /**
   * Prepares the file for a run with {@code done} rollouts and returns the number of rollouts in
   * the file.
   *
   * <p>A recording of another run is never changed. A run that restarts after a kill finds its
   * earlier recording, which it will reproduce.
   */
  int begin(String run, int done) {
    List<String> known = Files.exists(path) ? whole() : List.of();
    boolean other = !known.isEmpty() && !known.get(0).startsWith(head(run));
    InvalidInputException.unless(
        !other,
        "%s holds the recording of another run and is not overwritten; choose another file.",
        path);
    InvalidInputException.unless(
        known.size() >= done,
        "%s holds %d of the %d rollouts that this run has taken, so the recording would be"
            + " incomplete; give the file that the run started with.",
        path,
        known.size(),
        done);
    for (int round = 0; round < done; round++) {
      parse(known.get(round), round);
    }
    int kept = done == 0 ? known.size() : done;
    keep(known.subList(0, kept));
    return kept;
  }

  private void keep(List<String> lines) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      String text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
      if (!Files.exists(path) || !Files.readString(path).equals(text)) {
        AtomicFile.replace(path, part -> UninterruptibleFiles.write(part, text));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Returns the complete lines; the last one may have been truncated by a kill. */
  private List<String> whole() {
    List<String> lines = lines();
    try {
      boolean cut = !lines.isEmpty() && !Files.readString(path).endsWith("\n");
      boolean more = lines.size() > 1 || (cut && lines.get(0).startsWith("{\"run\":"));
      return cut && more ? lines.subList(0, lines.size() - 1) : lines;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static String head(String run) {
    String line = RecordFile.line(new Written(run, 0, List.of()));
    return line.substring(0, line.indexOf(",\"round\""));
  }

  /** Appends a rollout. */
  void add(String run, int round, List<Rollout> rows) {
    String line = RecordFile.line(new Written(run, round, rows.stream().map(Sampled::of).toList()));
    // Not a channel, which an interrupt would close.
    try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private WriteFailure unwritable(IOException e) {
    return new WriteFailure(path, "the rollout cannot be written", e);
  }
}

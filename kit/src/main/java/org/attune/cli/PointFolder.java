package org.attune.cli;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.curve.CurvePoint;
import org.attune.data.Fingerprint;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;

/** The points of finished runs, one file a run, from which a stopped curve goes on. */
final class PointFolder {
  private static final Gson GSON = new Gson();
  private static final int DIGITS = 16;

  private final Path folder;
  private final String shared;

  /**
   * Opens a folder that is made when it is needed.
   *
   * @param shared what decides all points, such as the judge and the prompts
   */
  PointFolder(Path folder, String shared) {
    this.folder = folder;
    this.shared = shared;
  }

  private record Kept(String what, List<CurvePoint> points) {}

  /** Returns the points of a run, known by all that decides it, if they are there. */
  Optional<List<CurvePoint>> find(String what) {
    Path file = file(what);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Kept kept = GSON.fromJson(Files.readString(file), Kept.class);
      if (kept == null || kept.points() == null) {
        throw new JsonParseException("incomplete");
      }
      return Optional.of(List.copyOf(kept.points()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonParseException e) {
      throw new InvalidInputException(
          file + ": the points are damaged; delete the file to measure anew.", e);
    }
  }

  /** Keeps the points of a run. */
  void keep(String what, List<CurvePoint> points) {
    String text = GSON.toJson(new Kept(what, points));
    AtomicFile.replace(file(what), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String what) {
    String name = Fingerprint.of(shared + "\n" + what).substring(0, DIGITS);
    return folder.resolve("points-" + name + ".json");
  }
}

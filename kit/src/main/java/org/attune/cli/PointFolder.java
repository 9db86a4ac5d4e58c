package org.attune.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.curve.CurvePoint;
import org.attune.data.Fingerprint;
import org.attune.data.RecordFile;
import org.attune.util.AtomicFile;

/** The points of finished runs, one file a run, from which a stopped curve goes on. */
final class PointFolder {
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
    Kept kept = RecordFile.read(file, Kept.class, "delete the file to measure anew");
    return Optional.of(List.copyOf(kept.points()));
  }

  /** Keeps the points of a run. */
  void keep(String what, List<CurvePoint> points) {
    String text = RecordFile.text(new Kept(what, points));
    AtomicFile.replace(file(what), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String what) {
    String name = Fingerprint.of(shared + "\n" + what).substring(0, DIGITS);
    return folder.resolve("points-" + name + ".json");
  }
}

package org.attune.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.curve.CurvePoint;
import org.attune.data.RecordFile;
import org.attune.util.AtomicFile;
import org.attune.util.Sha256;

/** The points of finished runs, one file per run, from which a stopped curve resumes. */
final class PointFolder {
  private static final int DIGITS = 16;

  private final Path folder;
  private final String shared;

  /**
   * Opens a folder that is created when needed.
   *
   * @param shared what determines all points, such as the judge and the prompts
   */
  PointFolder(Path folder, String shared) {
    this.folder = folder;
    this.shared = shared;
  }

  private record Kept(String what, List<CurvePoint> points) {}

  /** Returns the stored points of a run, identified by everything that determines it, if any. */
  Optional<List<CurvePoint>> find(String what) {
    Path file = file(what);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Kept kept = RecordFile.read(file, Kept.class, "delete the file to measure it again");
    return Optional.of(List.copyOf(kept.points()));
  }

  /** Stores the points of a run. */
  void keep(String what, List<CurvePoint> points) {
    String text = RecordFile.text(new Kept(what, points));
    AtomicFile.replace(file(what), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String what) {
    String name = Sha256.of(shared + "\n" + what).substring(0, DIGITS);
    return folder.resolve("points-" + name + ".json");
  }
}

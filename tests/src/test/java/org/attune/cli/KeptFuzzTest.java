package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Fuzz;
import org.attune.curve.CurvePoint;
import org.attune.reward.RewardCard;
import org.attune.sweep.Trial;
import org.attune.sweep.TrialFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("What commands keep is read or refused in one sentence:")
final class KeptFuzzTest {
  @TempDir private Path folder;

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertTrue(all.size() == 1, all::toString);
      return all.get(0);
    }
  }

  @Test
  @DisplayName("a trial of a sweep")
  void trial() throws IOException {
    TrialFolder trials = TrialFolder.of(folder);
    trials.keep("what", new Trial(1, 7, Map.of("reward", 1.5), 20, 0.75, 3.5, ""));
    Fuzz.damage(only(), 31, () -> trials.find("what"));
  }

  @Test
  @DisplayName("the points of a curve")
  void points() throws IOException {
    PointFolder points = new PointFolder(folder, "shared");
    points.keep(
        "what",
        List.of(
            new CurvePoint("g", "p", 1, List.of(0.5, 2.0), List.of(1.0, 0.5), List.of(3.0, 4.0))));
    Fuzz.damage(only(), 32, () -> points.find("what"));
  }

  @Test
  @DisplayName("the card of snapshots")
  void snapshots() throws IOException {
    Path card = Files.createDirectories(folder.resolve("snapshots")).resolve("run.json");
    Files.writeString(
        card, "{\"method\":\"SFT\",\"settings\":\"Sft[]\",\"seed\":3,\"start\":\"ab12\"}");
    Fuzz.damage(card, 33, () -> new SnapshotFolders(folder).card());
  }

  @Test
  @DisplayName("the card of a reward")
  void reward() throws IOException {
    Path card = folder.resolve("reward.json");
    Files.writeString(card, "{\"kind\":\"PAIRWISE\",\"pairs\":20,\"steps\":10,\"seconds\":1.5}");
    Fuzz.damage(card, 34, () -> RewardCard.of(folder));
  }
}

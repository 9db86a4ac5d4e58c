package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.model.TokenizedExample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A replay of rollouts")
final class RolloutLogTest {
  private static Path recorded(Path file, double score) {
    TokenizedExample tokens = new TokenizedExample(new int[] {1, 3}, new int[] {4, 2});
    RolloutFile rollouts = new RolloutFile(file);
    rollouts.begin("run", 0);
    rollouts.add("run", 0, List.of(new Rollout("a", "b", tokens, true, score, 0)));
    return file;
  }

  @Test
  @DisplayName("is known by the content of its file, not by the place")
  void content(@TempDir Path folder) throws IOException {
    RolloutLog log = RolloutLog.from(recorded(folder.resolve("first.jsonl"), 1));
    String known = log.replays();
    Path moved = Files.copy(folder.resolve("first.jsonl"), folder.resolve("moved.jsonl"));
    assertEquals(known, RolloutLog.from(moved).replays());
    assertNotEquals(known, log.shuffled(2, 1).replays());
    Files.delete(folder.resolve("first.jsonl"));
    recorded(folder.resolve("first.jsonl"), 2);
    assertNotEquals(known, log.replays());
    assertEquals("", RolloutLog.to(moved).replays());
  }
}

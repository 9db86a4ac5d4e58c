package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Labels of people")
final class OneSidedLabelsTest {
  private static final String ROW = "{\"prompt\":\"%s\",\"completion\":\"b\",\"label\":%s}\n";

  @TempDir private Path folder;

  private RewardLabel labels(boolean first, boolean second) throws IOException {
    String rows = ROW.formatted("a", first) + ROW.formatted("c", second);
    return Dataset.load(Files.writeString(folder.resolve("kto.jsonl"), rows)).humanLabels();
  }

  @Test
  @DisplayName("that are all the same are reported")
  void same() throws IOException {
    String notes = String.join("\n", labels(true, true).notes());
    assertTrue(notes.contains("All 2 responses have the same label or score, 1,"), notes);
    assertTrue(String.join("\n", labels(false, false).notes()).contains("score, 0,"));
    assertEquals(
        0, labels(true, false).notes().stream().filter(note -> note.contains("same")).count());
  }
}

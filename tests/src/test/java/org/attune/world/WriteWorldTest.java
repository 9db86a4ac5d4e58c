package org.attune.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded files are what the generator writes, and the card tells the truth about them. */
class WriteWorldTest {
  private static final List<String> FILES =
      List.of("train.jsonl", "test.jsonl", "prompts.jsonl", "tune.jsonl");

  private static byte[] embedded(String name) throws IOException {
    try (InputStream in = World.class.getResourceAsStream("/org/attune/datasets/" + name)) {
      return in.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(embedded(name), StandardCharsets.UTF_8);
  }

  @Test
  void writingAgainGivesTheSameBytes(@TempDir Path folder) throws IOException {
    WriteWorld.write(folder);
    for (String name : FILES) {
      assertEquals(text("world/" + name), Files.readString(folder.resolve(name)), name);
    }
    assertEquals(text("world/README.md"), Files.readString(folder.resolve("README.md")));
    try (var left = Files.list(folder)) {
      assertEquals(5, left.count(), "no drafts are left behind");
    }
  }

  @Test
  void theTokenizerIsTheOneTheWorldTrains(@TempDir Path folder) throws IOException {
    WriteTokenizer.write(folder);
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      assertEquals(text("model/" + name), Files.readString(folder.resolve(name)), name);
    }
  }

  @Test
  void theCardStatesCountsAndHashes() throws Exception {
    String card = text("world/README.md");
    for (String name : FILES) {
      byte[] bytes = embedded("world/" + name);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      long lines = text("world/" + name).lines().count();
      String row = card.lines().filter(l -> l.startsWith("| `" + name)).findFirst().orElseThrow();
      assertTrue(row.contains("| " + lines + " |") && row.contains(hash), row);
    }
  }

  @Test
  void theFilesAreSmallAndComplete() throws IOException {
    assertTrue(embedded("world/train.jsonl").length < 1_300_000);
    assertEquals(600, text("world/prompts.jsonl").lines().count());
    assertEquals(
        300, text("world/prompts.jsonl").lines().filter(l -> l.contains("\"unseen\"")).count());
  }
}

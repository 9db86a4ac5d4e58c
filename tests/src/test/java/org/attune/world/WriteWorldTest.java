package org.attune.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled files are what the generator writes, and the card tells the truth about them. */
class WriteWorldTest {
  private static final List<String> FILES =
      List.of("provided.jsonl.gz", "prompts.jsonl", "unseen.jsonl", "tune.jsonl");

  private static byte[] bundled(String name) throws IOException {
    try (InputStream in = World.class.getResourceAsStream("/org/attune/datasets/" + name)) {
      return in.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    InputStream in = new ByteArrayInputStream(bundled(name));
    try (InputStream text = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void writingAgainGivesTheSameText(@TempDir Path folder) throws IOException {
    for (String name : WorldFiles.SAMPLED) {
      Files.write(folder.resolve(name), bundled("world/" + name));
    }
    WriteWorld.write(folder);
    for (String name : FILES) {
      assertEquals(text("world/" + name), WorldFiles.read(folder.resolve(name)), name);
    }
    assertEquals(text("world/README.md"), Files.readString(folder.resolve("README.md")));
    try (var left = Files.list(folder)) {
      assertEquals(7, left.count(), "no drafts are left behind");
    }
  }

  @Test
  void theTokenizerIsTheOneTheWorldTrains(@TempDir Path folder) throws IOException {
    WriteTokenizer.write(folder);
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      assertEquals(text("base/" + name), Files.readString(folder.resolve(name)), name);
      assertEquals(text("start/" + name), Files.readString(folder.resolve(name)), name);
    }
  }

  @Test
  void theCardStatesCountsAndHashes() throws Exception {
    String card = text("world/README.md");
    for (String name : Stream.concat(FILES.stream(), WorldFiles.SAMPLED.stream()).toList()) {
      byte[] bytes = text("world/" + name).getBytes(StandardCharsets.UTF_8);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      long lines = text("world/" + name).lines().count();
      String row = card.lines().filter(l -> l.startsWith("| `" + name)).findFirst().orElseThrow();
      assertTrue(row.contains("| " + lines + " |") && row.contains(hash), row);
    }
  }

  @Test
  void theFilesAreSmallAndComplete() throws IOException {
    assertTrue(bundled("world/train.jsonl.gz").length < 1_500_000);
    assertEquals(300, text("world/prompts.jsonl").lines().filter(l -> l.contains("seen")).count());
    assertEquals(
        300, text("world/unseen.jsonl").lines().filter(l -> l.contains("\"unseen\"")).count());
  }
}

package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("attune pretrain")
final class PretrainCommandTest {
  private static final String TINY =
      "pretrain --width 8 --layers 1 --texts 64 --steps 3 --start-steps 3 --out";

  @TempDir private Path scratch;

  @AfterEach
  void calm() {
    Thread.interrupted();
  }

  @Test
  @DisplayName("that is stopped while it trains the base writes nothing")
  void base() {
    Path out = scratch.resolve("out");
    Thread.currentThread().interrupt();
    Cli.Said said = Cli.run(TINY, out);
    assertEquals(1, said.code(), said.err());
    assertTrue(said.err().contains("Stopped while pretraining the base model"), said.err());
    assertFalse(Files.exists(out), "half a base model");
  }

  @Test
  @DisplayName("that is stopped while it trains the start keeps the base, and says how to go on")
  void start() {
    Path base = Fixture.model(scratch);
    Path out = scratch.resolve("out");
    Thread.currentThread().interrupt();
    Cli.Said said = Cli.run("pretrain --start-steps 3 --out", out, "--base", base);
    assertEquals(1, said.code(), said.err());
    assertTrue(said.err().contains("add --base " + base), said.err());
    assertFalse(Files.exists(out.resolve("start")), "half a start");
  }

  @Test
  @DisplayName("refuses numbers that make no model, and settings of a base that is there already")
  void refused() {
    Path out = scratch.resolve("out");
    Cli.run("pretrain --width 7 --out", out).refused("--width must be a multiple of 8", "got 7");
    Cli.run("pretrain --steps 0 --out", out).refused("--steps must be > 0", "try 300");
    Path base = Fixture.model(scratch);
    Cli.run("pretrain --width 64 --steps 3 --base", base, "--out", out)
        .refused("so --width, --steps would have no effect");
    assertFalse(Files.exists(out));
  }
}

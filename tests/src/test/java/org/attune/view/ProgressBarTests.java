package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTests {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long millis = 5_000;

  @Test
  void shortJobsPrintNothing() {
    try (ProgressBar bar = bar(10, true)) {
      for (int i = 1; i <= 10; i++) {
        millis += 199;
        bar.update(i, "loss 0.5");
      }
    }
    assertEquals("", printed());
  }

  @Test
  void aTerminalIsRedrawnAtMostFiveTimesASecond() {
    try (ProgressBar bar = bar(10_000, true)) {
      for (int i = 1; i <= 10_000; i++) {
        millis += 1;
        bar.update(i, "");
      }
      // Eight of the ten seconds are shown.
      assertEquals(41, printed().chars().filter(c -> c == '\r').count());
    }
  }

  @Test
  void aPipeGetsALineEveryTenSeconds() {
    try (ProgressBar bar = bar(60, false)) {
      for (int i = 1; i <= 60; i++) {
        millis += 1_000;
        bar.update(i, "loss 0.41, 1.2k tokens/s");
      }
    }
    List<String> lines = printed().lines().toList();
    // At 2, 12, …, 52 seconds, and the summary.
    assertEquals(7, lines.size(), printed());
    assertEquals(
        "train [####................]  20 %  12 s, about 48 s left  loss 0.41, 1.2k tokens/s",
        lines.get(1));
    assertEquals("train: 60 done in 1 min 00 s  loss 0.41, 1.2k tokens/s", lines.get(6));
    assertFalse(printed().contains("\r"));
  }

  @Test
  void aResumedJobIsTimedByWhatItDidItself() {
    ProgressBar bar = bar(1_000, false);
    bar.update(900, "");
    millis += 10_000;
    bar.update(950, "");
    assertTrue(printed().contains("95 %  10 s, about 10 s left"), printed());
  }

  @Test
  void aJobThatStopsEarlySaysSo() {
    ProgressBar bar = bar(200, false);
    millis += 3_000;
    bar.update(120, "");
    bar.close();
    bar.close();
    assertEquals("train: stopped at 120 of 200 after 3.0 s", printed().lines().toList().get(1));
    assertEquals(2, printed().lines().count());
  }

  @Test
  void anUnknownTotalShowsNoShare() {
    ProgressBar bar = bar(0, false);
    millis += 3_000;
    bar.update(1_234, "");
    assertEquals("train  1,234 done, 3.0 s", printed().strip());
  }

  @Test
  void aShorterLineWipesALongerOne() {
    ProgressBar bar = bar(100, true);
    millis += 3_000;
    bar.update(1, "a long status");
    millis += 1_000;
    bar.update(2, "");
    String[] drawn = printed().split("\r", -1);
    assertTrue(drawn[2].length() >= drawn[1].length());
    assertTrue(drawn[1].length() < 80);
  }

  @Test
  void buildServersAndDumbTerminalsAreNoTerminals() {
    assertTrue(ProgressBar.isTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), true));
    assertFalse(ProgressBar.isTerminal(Map.of("TERM", "xterm"), false));
    assertFalse(ProgressBar.isTerminal(Map.of("CI", "true"), true));
    assertFalse(ProgressBar.isTerminal(Map.of("TERM", "dumb"), true));
  }

  @Test
  void aNegativeTotalIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> bar(-1, true));
  }

  private ProgressBar bar(long total, boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ProgressBar("train", total, out, () -> millis * 1_000_000L, terminal);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
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
      assertFalse(printed().contains("in all"), "ten seconds are not long");
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
    List<String> lines = lines();
    // At 2 seconds; the estimate, once a second was measured; at 12, 22, …, 52; and the summary.
    assertEquals(8, lines.size(), printed());
    assertTrue(
        lines.get(1).matches("train: about 1 min 00 s in all(, \\d+\\.\\d GB of memory)?"),
        printed());
    assertEquals(
        "train [####................]  20 %  12 s, about 48 s left  loss 0.41, 1.2k tokens/s",
        lines.get(2));
    assertEquals("train: 60 done in 1 min 00 s  loss 0.41, 1.2k tokens/s", lines.get(7));
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
    assertEquals("train: stopped at 120 of 200 after 3.0 s", lines().get(1));
    assertEquals(2, printed().lines().count());
  }

  @Test
  void anUnknownTotalShowsNoShare() {
    ProgressBar bar = bar(0, false);
    millis += 3_000;
    bar.update(1_234, "");
    assertEquals("train  1,234 done, 3.0 s", lines().get(0));
  }

  @Test
  void aLongJobSaysSoAfterItsFirstMeasuredSecondWhateverTheFirstStepTook() {
    ProgressBar bar = bar(1_000, true);
    bar.update(0, "");
    millis += 2_500; // warming up
    bar.update(1, "");
    for (int step = 2; step <= 9; step++) {
      millis += 100;
      bar.update(step, "");
    }
    assertFalse(printed().contains("in all"), "less than a second was measured");
    for (int step = 10; step <= 30; step++) {
      millis += 100;
      bar.update(step, "");
    }
    // 2.5 s for the first step, and 0.1 s for each of the other 999.
    assertEquals(1, printed().split("train: about 1 min 42 s in all", -1).length - 1, printed());
  }

  @Test
  void slowStepsNeedNoSecondOne() {
    ProgressBar bar = bar(100, false);
    bar.update(0, "");
    millis += 20_000;
    bar.update(1, "");
    assertTrue(lines().get(0).startsWith("train: about 33 min 20 s in all"), printed());
  }

  @Test
  void aFirstUnitOfATinyPartTellsNothing() {
    ProgressBar bar = bar(10_000, false);
    bar.update(0, "");
    millis += 5_000; // reading and warming up
    bar.update(1, "");
    assertFalse(printed().contains("in all"), printed());
    millis += 10_000;
    bar.update(1, "");
    assertFalse(printed().contains("left"), printed());
    bar.update(201, ""); // 200 in ten seconds
    assertTrue(printed().contains("train: about 8 min 25 s in all"), printed());
  }

  @Test
  void aPageShowsTheEstimateWhileTheJobRuns() {
    List<String> shown = new ArrayList<>();
    LongSupplier clock = () -> millis * 1_000_000L;
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (ProgressBar bar =
        new ProgressBar(
            "label", 100, out, clock, false, true, Optional.of((html, text) -> shown.add(html)))) {
      for (int row = 0; row <= 12; row++) {
        bar.update(row);
        millis += 1_000;
      }
    }
    assertTrue(shown.get(0).contains("Takes about 1 min 40 s in all"), shown.get(0));
    assertFalse(shown.get(shown.size() - 1).contains("in all"), "it is over");
    assertEquals("", printed());
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
    assertTrue(TextLine.isTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), true));
    assertFalse(TextLine.isTerminal(Map.of("TERM", "xterm"), false));
    assertFalse(TextLine.isTerminal(Map.of("CI", "true"), true));
    assertFalse(TextLine.isTerminal(Map.of("TERM", "dumb"), true));
  }

  @Test
  void aNegativeTotalIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> bar(-1, true));
  }

  private ProgressBar bar(long total, boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ProgressBar("train", total, out, () -> millis * 1_000_000L, terminal);
  }

  /** What a pipe got, without the times of day. */
  private List<String> lines() {
    String time = "\\d\\d:\\d\\d:\\d\\d ";
    printed().lines().forEach(line -> assertTrue(line.matches(time + ".*"), line));
    return printed().lines().map(line -> line.replaceFirst(time, "")).toList();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

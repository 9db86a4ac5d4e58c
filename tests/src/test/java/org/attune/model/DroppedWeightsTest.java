package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.attune.Child;
import org.attune.Policy;
import org.attune.Tiny;
import org.attune.engine.NativeMemory;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Weights that nobody holds")
final class DroppedWeightsTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  @DisplayName("are freed before they matter, though nobody asks Java to collect")
  void dropped() {
    long before = NativeMemory.held();
    long most = 0;
    for (int i = 0; i < 200; i++) {
      Weights.random(Map.of("a", new Shape(2, 1 << 20)), 1, i, Device.cpu()); // 8 MiB
      most = Math.max(most, NativeMemory.held() - before);
    }
    // 200 of them have 1,600 MiB; they are collected after 64.
    assertTrue(most < 400 * MEBIBYTE, "held " + most / MEBIBYTE + " MiB at once");
  }

  @Test
  @DisplayName("may be closed at once, and then say so")
  void closed() {
    LanguageModel copy = Tiny.model(3).copy();
    copy.close();
    copy.close();
    assertTrue(
        assertThrows(InvalidInputException.class, copy::hash).getMessage().contains("closed"));
    try (Policy policy = Policy.bundled()) {
      assertTrue(policy.html().contains("MiB"));
    }
  }

  @Test
  @DisplayName("are counted until they are closed, byte by byte")
  void counted(@TempDir Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    // In this process the collector may free what other tests dropped; there it never runs.
    List<String> roomy = List.of("-Xms640m", "-Xmn512m", "-XX:+UseSerialGC");
    Process child = Child.start(ClosedWeights.class, output, roomy);
    boolean ended = child.waitFor(240, TimeUnit.SECONDS);
    child.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended && child.exitValue() == 0, text);
    long bytes = 4L * Tiny.model(3).config().parameters();
    List<String> held = text.lines().filter(line -> line.startsWith(ClosedWeights.HELD)).toList();
    List<String> copiedAndClosedTwice =
        Stream.of(bytes, 0L, 0L).map(count -> ClosedWeights.HELD + count).toList();
    assertEquals(copiedAndClosedTwice, held, text);
  }
}

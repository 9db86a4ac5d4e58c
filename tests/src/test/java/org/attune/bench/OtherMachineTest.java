package org.attune.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.attune.WithProperty;
import org.attune.engine.Workers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries are told to take this processor for an older one, and Java that it is one. */
@DisplayName("On one processor with AVX2 and nothing newer")
final class OtherMachineTest {
  private static final Map<String, String> AVX2 =
      Map.of(
          "ONEDNN_MAX_CPU_ISA",
          "AVX2",
          "ATEN_CPU_CAPABILITY",
          "avx2",
          "MKL_ENABLE_INSTRUCTIONS",
          "AVX2",
          "ATTUNE_PRECISION",
          "");

  private static double number(String said, String label) {
    return said.lines()
        .filter(line -> line.startsWith(label + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(label.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + label + " in: " + said));
  }

  @Test
  @DisplayName("everything runs in 32 bits, comes to the same numbers, and bfloat16 is a warning")
  void avx2(@TempDir Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    List<String> one = List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC");
    Process child = Child.start(OtherMachine.class, output, AVX2, one);
    boolean ended = child.waitFor(240, TimeUnit.SECONDS);
    child.destroyForcibly();
    String said = Files.readString(output);
    assertTrue(ended && child.exitValue() == 0, said);
    assertTrue(said.contains("units false") && said.contains("processors 1"), said);
    double here =
        Workers.withThreads(
            1, () -> WithProperty.of("attune.precision", "float32", OtherMachine::loss));
    assertEquals(here, number(said, "float32"), 1e-4 * here);
    assertEquals(here, number(said, "bfloat16"), 2e-2 * here);
    assertTrue(said.contains("attune: ATTUNE_PRECISION asks for bfloat16, but"), said);
    assertTrue(said.contains("bfloat16 are left out: this processor has no fast units"), said);
    for (String what : List.of("matrix product", "train DPO", "passes, fast", "generate")) {
      assertTrue(said.contains("ran " + what + " float32"), said);
    }
    assertFalse(said.contains("ran matrix product bfloat16"), said);
  }
}

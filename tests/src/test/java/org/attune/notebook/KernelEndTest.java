package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The process of a kernel")
final class KernelEndTest {
  @TempDir private static Path folder;
  private static Path installed;

  @BeforeAll
  static void install() {
    installed = new KernelFolder(folder, "attune-test").install();
  }

  @Test
  @DisplayName(
      "ends without a crash when it is told to, or terminated, in the middle of a training")
  void ends() throws Exception {
    for (boolean asked : new boolean[] {true, false}) {
      KernelClient own = KernelClient.start(installed, folder, KernelTest.PATIENCE);
      AtomicInteger updates = new AtomicInteger();
      try {
        own.execute(
            KernelTest.TRAINING.formatted(100_000),
            KernelTest.PATIENCE,
            type -> {
              if (type.equals("update_display_data") && updates.incrementAndGet() == 2) {
                own.end(asked);
              }
            });
      } catch (KernelException ended) {
        int code = asked ? 0 : 143;
        assertTrue(ended.getMessage().contains("exit code " + code), ended.getMessage());
      } finally {
        own.close();
      }
      assertTrue(updates.get() >= 2);
    }
  }

  @Test
  @DisplayName("ends when the process that started it is killed")
  void parent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledParent.class.getName(),
                installed.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = parent.inputReader()) {
      assertEquals("up", said.readLine());
      List<ProcessHandle> kernels = parent.children().toList();
      assertEquals(1, kernels.size());
      parent.destroyForcibly().waitFor();
      kernels.get(0).onExit().get(KernelTest.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertFalse(kernels.get(0).isAlive());
    }
  }
}

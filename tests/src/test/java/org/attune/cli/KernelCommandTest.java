package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("kernel")
final class KernelCommandTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("installs, tries and uninstalls")
  void works() {
    String said = Cli.run("kernel install --check --jupyter-dir", folder).done().out();
    assertTrue(said.contains("The kernel works"), said);
    Path spec = folder.resolve("kernels").resolve("attune").resolve("kernel.json");
    assertTrue(Files.exists(spec));
    Cli.run("kernel uninstall --jupyter-dir", folder).done();
    assertFalse(Files.exists(spec.getParent()));
  }

  @Test
  @DisplayName("refuses a folder that cannot be written, and what makes no sense, in one sentence")
  void refuses() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Cli.run("kernel install --jupyter-dir", file).refused(file.toString());
    Cli.run("kernel polish --jupyter-dir", folder).refused("polish");
    Cli.run("kernel uninstall --check --jupyter-dir", folder).refused("--check");
    Cli.run("kernel run --jupyter-dir", folder).refused("notebook files");
    Cli.run("kernel install --name Attune! --jupyter-dir", folder).refused("Attune!");
  }
}

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
  void works() throws IOException {
    String said = Cli.run("kernel install --jupyter-dir", folder).done().out();
    assertTrue(said.endsWith("attune" + System.lineSeparator()), said);
    Path spec = folder.resolve("kernels").resolve("attune").resolve("kernel.json");
    Path archive = spec.resolveSibling("classes.jsa");
    assertTrue(Files.readString(spec).contains("-XX:SharedArchiveFile=" + archive));
    // As after an update of Java: an archive that does not fit must not hinder a start.
    assertTrue(Files.size(archive) > 1 << 20);
    Files.delete(archive);
    Files.writeString(archive, "of another Java");
    String tried = Cli.run("kernel install --check --jupyter-dir", folder).done().out();
    assertTrue(tried.contains("The kernel works"), tried);
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

  @Test
  @DisplayName("names the folder in which a notebook was sought, before it needs a kernel")
  void missing() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Cli.run("kernel run missing.ipynb --jupyter-dir", folder)
        .refused("There is no notebook missing.ipynb (looked in " + here + ")");
    Path none = folder.resolve("none").resolve("page.ipynb");
    Cli.run("kernel run", none).refused(none + " (looked in " + none.getParent() + ")");
    Path page = Files.writeString(folder.resolve("page.md"), "# Page");
    Cli.run("kernel run", page).refused(page + " is not a notebook", ".ipynb");
    Path text = Files.writeString(folder.resolve("text.ipynb"), "{}");
    Cli.run("kernel run", text).refused(text.toString(), "nbformat 4");
  }
}

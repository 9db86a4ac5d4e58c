package org.attune.recipes;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.attune.notebook.KernelFolder;

/**
 * Compiles cells one after the other as the notebook kernel would, with the same imports and with
 * what earlier cells declared, and runs none of them.
 */
final class CompiledCells implements AutoCloseable {
  private final JShell shell = JShell.builder().executionEngine(new Unexecuted(), Map.of()).build();

  CompiledCells() {
    shell.addToClasspath(System.getProperty("java.class.path"));
    String imports = "import java.util.*;\n" + startUp(); // The kernel's own, and the kit's.
    imports
        .lines()
        .filter(line -> line.startsWith("import "))
        .forEach(line -> require(compile(line)));
  }

  private static String startUp() {
    try (InputStream script = KernelFolder.class.getResourceAsStream("startup.jshell")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void require(List<String> errors) {
    if (!errors.isEmpty()) {
      throw new IllegalStateException(String.join("\n", errors));
    }
  }

  /** Returns why a cell does not compile; empty if it does. */
  List<String> compile(String cell) {
    List<String> errors = new ArrayList<>();
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    CompletionInfo part = analysis.analyzeCompletion(cell);
    while (part.completeness().isComplete()) {
      shell.eval(part.source()).forEach(event -> add(errors, event));
      part = analysis.analyzeCompletion(part.remaining());
    }
    if (part.completeness() != Completeness.EMPTY) {
      errors.add("not whole, or without ';' before the last line: " + part.remaining());
    }
    return errors;
  }

  private void add(List<String> errors, SnippetEvent event) {
    Snippet snippet = event.snippet();
    if (event.status() == Snippet.Status.REJECTED) {
      shell
          .diagnostics(snippet)
          .filter(Diag::isError)
          .forEach(error -> errors.add(error.getMessage(Locale.ENGLISH) + "\n" + snippet.source()));
    } else if (snippet instanceof DeclarationSnippet declared) {
      shell
          .unresolvedDependencies(declared)
          .forEach(name -> errors.add("unknown: " + name + "\n" + snippet.source()));
    }
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Loads what was compiled, so that it is known, but runs nothing. */
  private static final class Unexecuted implements ExecutionControlProvider {
    @Override
    public String name() {
      return "unexecuted";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return new LocalExecutionControl() {
        @Override
        protected String invoke(Method ignored) {
          return "";
        }
      };
    }
  }
}

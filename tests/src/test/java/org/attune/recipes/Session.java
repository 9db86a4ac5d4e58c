package org.attune.recipes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.attune.Dataset;

/**
 * A JShell that starts with a notebook's imports and runs the cells of one page in this process.
 */
public final class Session implements AutoCloseable {
  /** What the kernel imports by itself, ahead of the kit's list. */
  private static final String KERNEL =
      "import java.util.*; import java.io.*; import java.math.*; import java.net.*;"
          + " import java.util.concurrent.*; import java.util.prefs.*; import java.util.regex.*;";

  /** Where a cell puts a value that the program around it wants. */
  private static final ThreadLocal<Object> HANDED = new ThreadLocal<>();

  private final String page;
  private final JShell shell;

  /** Opens a session for a page; its name stands in messages. */
  Session(String page) {
    this.page = page;
    this.shell =
        JShell.builder()
            .executionEngine(new InProcess(), Map.of())
            .compilerOptions("-classpath", System.getProperty("java.class.path"))
            .build();
    run(new Page.Part(true, 1, KERNEL));
    run(new Page.Part(true, 1, imports()));
  }

  /** Runs cells on the caller's thread, in the caller's process. */
  private static final class InProcess implements ExecutionControlProvider {
    @Override
    public String name() {
      return "recipe";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return new DirectExecutionControl(new CellLoader());
    }
  }

  /** A cell that does not compile, throws, or asserts what is not so. */
  static final class Failure extends AssertionError {
    private static final long serialVersionUID = 1L;

    Failure(String page, int line, String message, String code) {
      super(page + ".md:" + line + ": " + message + "\n" + code.indent(4));
    }
  }

  private static String imports() {
    try (InputStream in = Dataset.class.getResourceAsStream("notebook/imports.jsh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a cell, and renders its last value as a notebook would. */
  void run(Page.Part cell) {
    String rest = cell.text();
    Optional<String> last = Optional.empty();
    while (!rest.isBlank()) {
      int line = cell.line() + lines(cell.text()) - lines(rest) + lines(leading(rest));
      CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      if (!info.completeness().isComplete()) {
        String what = info.completeness().toString().toLowerCase(Locale.ROOT);
        throw new Failure(page, line, "this does not parse (" + what.replace('_', ' ') + ")", rest);
      }
      last = Optional.empty();
      for (SnippetEvent event : shell.eval(info.source())) {
        last = judge(event, line);
      }
      rest = info.remaining();
    }
    last.ifPresent(name -> value("org.attune.recipes.Session.shown(" + name + ")"));
  }

  private static String leading(String text) {
    return text.substring(0, text.length() - text.stripLeading().length());
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  /** Returns the name of the snippet's value, if it is an expression with one. */
  private Optional<String> judge(SnippetEvent event, int line) {
    Snippet snippet = event.snippet();
    String code = snippet.source().strip();
    if (event.exception() != null) {
      int inside = lineOf(event.exception());
      throw new Failure(page, line + inside - 1, message(event.exception()), code);
    }
    if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
      List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
      String what =
          errors.isEmpty()
              ? "something here is not defined"
              : errors.get(0).getMessage(Locale.ROOT).replace('\n', ' ');
      int position = errors.isEmpty() ? 0 : (int) Math.max(0, errors.get(0).getPosition());
      String before = code.substring(0, Math.min(code.length(), position));
      throw new Failure(page, line + lines(before), what, code);
    }
    return nameOf(snippet).filter(name -> event.value() != null);
  }

  /** An expression's value has the name of its variable, or one that JShell made up for it. */
  private static Optional<String> nameOf(Snippet snippet) {
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND -> Optional.of(((VarSnippet) snippet).name());
      case VAR_VALUE_SUBKIND -> Optional.of(((ExpressionSnippet) snippet).name());
      default -> Optional.empty();
    };
  }

  /** The line of the snippet, from 1, on which it threw, or 1 when it only passed through. */
  private static int lineOf(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String file = frame.getFileName();
      if (file != null && file.startsWith("#")) {
        return Math.max(1, frame.getLineNumber());
      }
    }
    return 1;
  }

  private static String message(Throwable thrown) {
    String type =
        thrown instanceof EvalException wrapped
            ? wrapped.getExceptionClassName()
            : thrown.getClass().getName();
    return type.replaceFirst(".*\\.", "") + ": " + thrown.getMessage();
  }

  /** Returns the value of an expression. */
  Object value(String expression) {
    HANDED.remove();
    shell
        .eval("org.attune.recipes.Session.hand(" + expression + ");")
        .forEach(event -> judge(event, 1));
    return HANDED.get();
  }

  /** Returns whether a cell declared a variable of that name. */
  boolean knows(String variable) {
    return shell.variables().anyMatch(each -> each.name().equals(variable));
  }

  /** Called by cells: hands a value over to the program. */
  public static void hand(Object value) {
    HANDED.set(value);
  }

  /** Called by cells: renders a value, which must not fail. */
  public static String shown(Object value) {
    return value instanceof org.attune.view.Shown shown ? shown.html() : String.valueOf(value);
  }

  @Override
  public void close() {
    shell.close();
  }
}

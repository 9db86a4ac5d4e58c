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
 * A client of one kernel, as JupyterLab is one: starts it, lets it run cells, interrupts it, and
 * ends it.
 *
 * <p>One thread owns a client.
 */
public final class KernelClient implements AutoCloseable {
  private static final int TICK_MILLIS = 50;

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
    socket.connect(process.address(channel));
    return socket;
  }

  /** Starts the kernel of an installed folder and waits until it answers. */
  public static KernelClient start(Path kernelFolder, Path workingDirectory, Duration patience) {
    KernelClient client = new KernelClient(KernelProcess.start(kernelFolder, workingDirectory));
    try {
      client.greet(patience);
      return client;
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** News sent before the subscription has arrived is lost, so it asks until some comes. */
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

  /** Runs a cell and returns what it put out; an error in the cell is one of its outputs. */
  public CellResult execute(String code, Duration patience) {
    return execute(code, patience, message -> {});
  }

  /** Runs a cell and tells of each message about it by its type as it comes. */
  public CellResult execute(String code, Duration patience, Consumer<String> listener) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", false);
    content.addProperty("store_history", true);
    content.addProperty("allow_stdin", false);
    content.addProperty("stop_on_error", true);
    String id = send(shell, "execute_request", content);
    Deadline deadline = new Deadline(patience, "run a cell");
    CellOutputs outputs = new CellOutputs();
    boolean idle = false;
    int count = 0;
    while (!idle || count == 0) {
      JupyterMessages.Message reply = receive(shell);
      if (reply != null && reply.parent().equals(id) && reply.type().equals("execute_reply")) {
        count = Math.max(1, reply.content().get("execution_count").getAsInt());
      }
      JupyterMessages.Message message = receive(news);
      if (message != null && message.parent().equals(id)) {
        outputs.add(message);
        listener.accept(message.type());
        idle |= isIdle(message);
      }
      deadline.check();
    }
    return outputs.result(count);
  }

  private static boolean isIdle(JupyterMessages.Message message) {
    return message.type().equals("status")
        && message.content().get("execution_state").getAsString().equals("idle");
  }

  /** Presses the stop button. */
  public void interrupt() {
    send(control, "interrupt_request", new JsonObject());
  }

  private String send(ZMQ.Socket socket, String type, JsonObject content) {
    JupyterMessages.Request request = wire.request(type, content);
    List<byte[]> frames = request.frames();
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
    return request.id();
  }

  private JupyterMessages.Message receive(ZMQ.Socket socket) {
    byte[] first = socket.recv();
    if (first == null) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>(List.of(first));
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return wire.message(frames);
  }

  /** Asks the kernel to end, and ends it when it does not. */
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

  /** Gives up on a kernel that is dead or takes too long. */
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

package org.attune.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.attune.data.TemporaryFolder;

/** A kernel in its own process, started as its {@code kernel.json} specifies. */
final class KernelProcess implements AutoCloseable {
  /** The environment variable with the id of the process that started a kernel. */
  static final String PARENT = "JPY_PARENT_PID";

  private static final List<String> CHANNELS =
      List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port");

  private final Path folder;
  private final JsonObject connection;
  private final Process process;
  private final Duration shutdownTimeout;

  private KernelProcess(
      Path folder, JsonObject connection, Process process, Duration shutdownTimeout) {
    this.folder = folder;
    this.connection = connection;
    this.process = process;
    this.shutdownTimeout = shutdownTimeout;
  }

  /**
   * How a kernel is started and ended.
   *
   * @param jvmOptions further options of the JVM
   * @param shutdownTimeout how long it may take to end
   */
  record LaunchOptions(List<String> jvmOptions, Duration shutdownTimeout) {
    /** As {@code kernel.json} says. */
    static final LaunchOptions DEFAULTS = new LaunchOptions(List.of(), Duration.ofSeconds(5));

    LaunchOptions {
      jvmOptions = List.copyOf(jvmOptions);
    }
  }

  /** Starts the kernel of a folder; its cells run in the working directory. */
  static KernelProcess start(Path kernelFolder, Path workingDirectory, LaunchOptions options) {
    try {
      JsonObject spec =
          JsonParser.parseString(Files.readString(kernelFolder.resolve("kernel.json")))
              .getAsJsonObject();
      Path folder = TemporaryFolder.create("kernel");
      JsonObject connection = connection();
      Path file = Files.writeString(folder.resolve("connection.json"), connection.toString());
      ProcessBuilder builder =
          new ProcessBuilder(command(spec, file, options.jvmOptions()))
              .directory(workingDirectory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile());
      spec.getAsJsonObject("env")
          .entrySet()
          .forEach(
              entry -> builder.environment().put(entry.getKey(), entry.getValue().getAsString()));
      builder.environment().put(PARENT, String.valueOf(ProcessHandle.current().pid()));
      return new KernelProcess(folder, connection, builder.start(), options.shutdownTimeout());
    } catch (IOException e) {
      throw new UncheckedIOException("The kernel cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> command(JsonObject spec, Path connection, List<String> options) {
    List<String> command = new ArrayList<>();
    for (JsonElement word : spec.getAsJsonArray("argv")) {
      // Outputs that go into files are images, which every viewer of notebooks shows.
      command.add(
          word.getAsString()
              .replace("{connection_file}", connection.toString())
              .replace(KernelFolder.VECTOR, KernelFolder.VECTOR.replace("svg", "png")));
    }
    command.addAll(1, options); // After the name of the program.
    return command;
  }

  private static JsonObject connection() throws IOException {
    JsonObject connection = new JsonObject();
    connection.addProperty("transport", "tcp");
    connection.addProperty("ip", "127.0.0.1");
    connection.addProperty("key", UUID.randomUUID().toString());
    connection.addProperty("signature_scheme", "hmac-sha256");
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (String channel : CHANNELS) {
        // All sockets stay open until the last port is found, so that no port is found twice.
        ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(free);
        connection.addProperty(channel, free.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return connection;
  }

  /** Returns where a channel listens. */
  String address(String channel) {
    return "tcp://127.0.0.1:" + connection.get(channel + "_port").getAsInt();
  }

  /** Returns the key that signs messages. */
  String key() {
    return connection.get("key").getAsString();
  }

  /** Throws if the process has ended, with the last line that it printed. */
  void requireAlive() {
    if (process.isAlive()) {
      return;
    }
    String last = "nothing";
    try {
      List<String> lines = Files.readAllLines(folder.resolve("log"));
      last = lines.isEmpty() ? last : lines.get(lines.size() - 1).strip();
    } catch (IOException unreadable) {
      last = "something that cannot be read";
    }
    throw new KernelException(
        "The kernel ended with exit code " + process.exitValue() + " with the message: " + last);
  }

  /** Sends the termination signal. */
  void terminate() {
    process.destroy();
  }

  /** Waits briefly for the process to end, then terminates it, and removes its files. */
  @Override
  public void close() {
    try {
      if (!process.waitFor(shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor(shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      TemporaryFolder.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

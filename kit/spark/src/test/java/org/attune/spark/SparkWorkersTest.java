package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Work on a standalone cluster of two workers")
final class SparkWorkersTest {
  @TempDir private Path scratch;
  private final List<Process> workers = new ArrayList<>();

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process java(Path output, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.redirectOutput(output.toFile()).start();
  }

  private Process worker(int number, String master) throws IOException {
    return java(
        scratch.resolve("worker-" + number + ".txt"),
        "-Xmx256m",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        scratch.resolve("work-" + number).toString(),
        master);
  }

  @Test
  @DisplayName("gives the numbers of this machine, also when a worker is killed in the middle")
  void workers() throws IOException, InterruptedException {
    int port = freePort();
    String master = "spark://127.0.0.1:" + port;
    List<Process> processes = new ArrayList<>();
    try {
      processes.add(
          java(
              scratch.resolve("master.txt"),
              "-Xmx256m",
              "org.apache.spark.deploy.master.Master",
              "--host",
              "127.0.0.1",
              "--port",
              String.valueOf(port),
              "--webui-port",
              "0"));
      waitFor("master.txt", "New state: ALIVE");
      workers.add(worker(1, master));
      workers.add(worker(2, master));
      processes.addAll(workers);
      waitFor("worker-1.txt", "Successfully registered");
      waitFor("worker-2.txt", "Successfully registered");
      Path output = scratch.resolve("driver.txt");
      Process driver =
          java(output, "-Xmx1g", ClusterDriver.class.getName(), master, scratch.toString());
      processes.add(driver);
      waitFor("driver.txt", "labelling");
      waitForExecutors();
      Thread.sleep(3000); // The reward takes 9 s, so the kill comes in the middle.
      killExecutor();
      assertTrue(driver.waitFor(240, TimeUnit.SECONDS), () -> text("driver.txt"));
      assertEquals(0, driver.exitValue(), () -> text("driver.txt"));
      assertTrue(text("driver.txt").contains("all equal"), () -> text("driver.txt"));
    } finally {
      processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
      processes.forEach(Process::destroyForcibly);
    }
  }

  private List<ProcessHandle> executors() {
    return workers.stream().flatMap(Process::children).toList();
  }

  private void waitForExecutors() throws InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (executors().size() < 2) {
      assertTrue(System.nanoTime() < latest, "the workers start no process");
      Thread.sleep(100);
    }
  }

  /** Kills one process that executes pieces, with signal 9. */
  private void killExecutor() {
    executors().get(0).destroyForcibly();
  }

  private String text(String file) {
    try {
      Path path = scratch.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void waitFor(String file, String line) throws InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!text(file).contains(line)) {
      assertTrue(System.nanoTime() < latest, () -> file + " lacks '" + line + "': " + text(file));
      Thread.sleep(100);
    }
  }
}

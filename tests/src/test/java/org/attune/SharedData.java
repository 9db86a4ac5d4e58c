package org.attune;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the real data that lies beside the project, in {@code ../shared/data}, and is no part of
 * it.
 *
 * <p>The folder is looked for where the system property or the environment variable {@value
 * #SETTING} says, and otherwise beside the folder that holds {@code mvnw}.
 */
public final class SharedData {
  private static final String SETTING = "ATTUNE_SHARED";

  private SharedData() {}

  /**
   * Returns a file or folder under {@code shared/data}, or aborts the test with a clear message.
   */
  public static Path require(String relative) {
    return present(shared().resolve("data").resolve(relative));
  }

  /** Returns a file or folder under {@code shared}, if it is there. */
  public static Optional<Path> find(String relative) {
    return Optional.of(shared().resolve(relative)).filter(Files::exists);
  }

  /** Returns a folder of small inputs under {@code shared/cases}, or aborts the test so. */
  public static Path cases(String relative) {
    return present(shared().resolve("cases").resolve(relative));
  }

  private static Path present(Path data) {
    Assumptions.assumeTrue(
        Files.exists(data),
        () -> "SKIPPED: this test reads real data, but " + data + " is absent; see " + SETTING);
    return data;
  }

  /** Returns the shared folder, which may not be there. */
  private static Path shared() {
    return Stream.of(System.getProperty(SETTING), System.getenv(SETTING))
        .filter(setting -> setting != null && !setting.isBlank())
        .map(Path::of)
        .findFirst()
        .orElseGet(() -> projectRoot().resolveSibling("shared"));
  }

  private static Path projectRoot() {
    Path start = Path.of("").toAbsolutePath();
    return Stream.iterate(Optional.of(start), Optional::isPresent, SharedData::parent)
        .map(Optional::orElseThrow)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElse(start);
  }

  private static Optional<Path> parent(Optional<Path> folder) {
    return folder.map(Path::getParent);
  }
}

package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.attune.data.JsonValidator;
import org.attune.data.RecordFile;
import org.attune.model.io.SafeTensors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.io.DataFrameReader;

/** {@code fuzzed.properties} names the fuzz test of each class that reads files. */
@DisplayName("Every class that reads files")
final class FuzzedReadersTest {
  /** What opens a file for reading, and the kit's own readers that others use. */
  private static final Map<Class<?>, String> READS =
      Map.of(
          Files.class, "read(String|AllBytes|AllLines)|lines|newInputStream|newBufferedReader",
          FileChannel.class, "open",
          FileInputStream.class, "<init>",
          RandomAccessFile.class, "<init>",
          DataFrameReader.class, "csv|usingOptions",
          JsonValidator.class, "read|bytes",
          RecordFile.class, "read|parse",
          SafeTensors.class, "read");

  private static final String NONE = "none: ";

  private static Properties registered() throws IOException {
    try (InputStream in = FuzzedReadersTest.class.getResourceAsStream("fuzzed.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    }
  }

  private static boolean reads(JavaAccess<?> access) {
    return READS.entrySet().stream()
        .anyMatch(
            entry ->
                access.getTargetOwner().getName().equals(entry.getKey().getName())
                    && access.getTarget().getName().matches(entry.getValue()));
  }

  private static String outermost(JavaClass type) {
    String name = type.getName().substring("org.attune.".length());
    return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
  }

  @Test
  @DisplayName("is registered with a fuzz test, or with the reason why it has none")
  void registeredWhole() throws IOException {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : HouseRulesTests.KIT) {
      if (type.getAccessesFromSelf().stream().anyMatch(FuzzedReadersTest::reads)) {
        found.add(outermost(type));
      }
    }
    assertEquals(found, new TreeSet<>(registered().stringPropertyNames()));
  }

  @Test
  @DisplayName("names a test that exists and damages files")
  void tests() throws Exception {
    for (Map.Entry<Object, Object> entry : registered().entrySet()) {
      String name = entry.getValue().toString();
      if (name.startsWith(NONE)) {
        assertTrue(name.length() > NONE.length() + 20, () -> entry + " needs a reason");
        continue;
      }
      Class<?> test = Class.forName("org.attune." + name);
      assertEquals("fuzz", test.getAnnotation(Tag.class).value(), name);
    }
  }
}

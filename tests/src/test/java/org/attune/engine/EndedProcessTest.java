package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A program that ends while the engine is working")
final class EndedProcessTest {
  private static final int TIMES = 3; // without care most, but not all, crash

  @Test
  @DisplayName("ends with its own exit code")
  void code(@TempDir Path folder) throws Exception {
    List<String> options =
        List.of("-Xmx1g", "-XX:ErrorFile=" + folder.resolve("crash.log"), "-XX:+UseSerialGC");
    for (int i = 0; i < TIMES; i++) {
      Path output = folder.resolve("output.txt");
      Process program = Child.start(EndedProcess.class, output, options);
      assertTrue(program.waitFor(2, TimeUnit.MINUTES), "it ends");
      assertEquals(EndedProcess.CODE, program.exitValue(), Files.readString(output));
    }
  }
}

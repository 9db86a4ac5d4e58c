package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attune.Fuzz;
import org.attune.Tiny;
import org.attune.model.PromptTemplate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("A damaged cache of samples")
final class SampleFuzzTest {
  private static final List<List<Candidate>> SAMPLES =
      List.of(
          List.of(
              new Candidate("a b", List.of(10, 11, 2), List.of(-0.5, -1.25, -0.1)),
              new Candidate("", List.of(2), List.of(-3.0))),
          List.of(new Candidate("\u00e9 \"c\"", List.of(12), List.of(-1e-3))));

  @TempDir private Path folder;

  @Test
  @DisplayName("gives the right samples, or none and is sampled again")
  void samples() throws IOException {
    SampleCache cache = SampleCache.in(folder);
    SampleKey key = SampleKey.of(Tiny.model(3), PromptTemplate.PLAIN, "way", List.of("a", "b"));
    cache.of(() -> key, () -> SAMPLES);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Fuzz.damage(
          file,
          61,
          () -> {
            said.reset();
            assertEquals(SAMPLES, cache.of(() -> key, () -> SAMPLES));
            assertEquals(
                said.size() == 0 ? 0 : 1,
                said.toString(StandardCharsets.UTF_8).lines().count(),
                said::toString);
          });
    } finally {
      System.setErr(before);
    }
  }
}

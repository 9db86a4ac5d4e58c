package org.attune.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder of trials")
final class TrialFolderTest {
  private static final int TIMES = 100;

  private static Trial trial(int times) {
    return new Trial(1, times, Map.of("reward", 1.5), 2, 0.5, 1, "", Optional.empty());
  }

  /** Writes and reads one trial again and again, and returns how many readings were whole. */
  private static int used(Path folder) {
    TrialFolder trials = TrialFolder.of(folder);
    return IntStream.range(0, TIMES)
        .map(
            i -> {
              trials.keep("one", trial(i));
              return trials.find("one").orElseThrow().steps() == 2 ? 1 : 0;
            })
        .sum();
  }

  @Test
  @DisplayName("is shared by several sweeps, none of which reads half a file or fails to write")
  void shared(@TempDir Path folder) throws IOException, InterruptedException, ExecutionException {
    ExecutorService sweeps = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> sweep = () -> used(folder);
      for (Future<Integer> whole : sweeps.invokeAll(Collections.nCopies(4, sweep))) {
        assertEquals(TIMES, whole.get());
      }
    } finally {
      sweeps.shutdownNow();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
    assertTrue(TrialFolder.of(folder).find("another").isEmpty());
  }
}

package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Work on a standalone cluster of two workers")
final class SparkWorkersTest {
  @TempDir private Path scratch;
  private StandaloneCluster cluster;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    cluster = new StandaloneCluster(scratch);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Process driver(String what, String... options) throws IOException {
    return cluster.driver("driver.txt", what, scratch.toString(), options);
  }

  /** Returns what a driver said until its end. */
  private String ended(Process driver) throws IOException, InterruptedException {
    cluster.await(driver, "driver.txt");
    return cluster.text("driver.txt");
  }

  @Test
  @DisplayName("all commands write what they write in one process")
  void commands() throws IOException, InterruptedException {
    String said = ended(driver("commands"));
    assertTrue(said.contains("all equal"), said);
    assertFalse(said.contains(" INFO "), "Spark's own log is off: " + said);
  }

  @Test
  @DisplayName("a worker that is killed loses nothing, and one sentence says so")
  void killedWorker() throws IOException, InterruptedException {
    Process driver = driver("label");
    cluster.waitFor("driver.txt", "begin");
    cluster.waitFor("driver.txt", " running; worker ");
    cluster.killExecutor(
        cluster.text("driver.txt").replaceFirst("(?s).*? running; worker (\\d+).*", "$1"));
    String said = ended(driver);
    List<String> lost = said.lines().filter(line -> line.contains("was lost")).toList();
    assertEquals(1, lost.size(), said);
    assertTrue(lost.get(0).contains("computed again elsewhere"), said);
    assertFalse(said.contains(" INFO "), "Spark's own log is off: " + said);
  }

  @Test
  @DisplayName("a frame's rows that were lost with a worker after a shuffle are computed again")
  void lostShuffle() throws IOException, InterruptedException {
    Process driver = driver("shuffle", "-Dspark.scheduler.minRegisteredResourcesRatio=1");
    cluster.waitFor(scratch.resolve("labelling"));
    cluster.killExecutor("0");
    String said = ended(driver);
    assertTrue(said.contains("all equal"), said);
    assertTrue(said.matches("(?s).*stages repeated [1-9].*"), "the shuffle was lost: " + said);
    assertEquals(1, said.lines().filter(line -> line.contains("Worker 0 was lost")).count(), said);
  }

  @Test
  @DisplayName("a slow try of a piece is overtaken by a second one")
  void slowWorker() throws IOException, InterruptedException {
    String said = ended(driver("slow"));
    assertTrue(said.contains("all equal"), said);
    long seconds =
        said.lines()
            .filter(line -> line.startsWith("seconds "))
            .mapToLong(line -> Long.parseLong(line.substring("seconds ".length())))
            .findFirst()
            .orElseThrow();
    assertTrue(seconds < 190, "the slow try alone takes 200 s, and was waited for: " + said);
  }

  @Test
  @DisplayName("a model is loaded on the GPU that Spark assigns to its task")
  void devices() throws IOException, InterruptedException {
    Process driver =
        driver(
            "device",
            "-Dspark.executor.resource.gpu.amount=1",
            "-Dspark.task.resource.gpu.amount=1");
    String said = ended(driver);
    assertTrue(said.contains("devices [gpu1, gpu2]"), said);
    assertTrue(
        said.matches("(?s).*Device 'gpu[12]' was asked for, but the engine sees 0 .*"), said);
  }

  @Test
  @DisplayName("a driver that is killed and started again repeats no finished piece")
  void killedDriver() throws IOException, InterruptedException {
    Process first = cluster.driver("first.txt", "sweep", scratch.toString());
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (kept().size() < 2) {
      assertTrue(first.isAlive() && System.nanoTime() < latest, () -> cluster.text("first.txt"));
      Thread.sleep(50);
    }
    first.destroyForcibly().waitFor();
    Map<Path, FileTime> before = kept();
    Process second = cluster.driver("second.txt", "sweep", scratch.toString());
    cluster.await(second, "second.txt");
    Map<Path, FileTime> after = kept();
    assertEquals(6, after.size());
    before.forEach((file, time) -> assertEquals(time, after.get(file), file::toString));
    assertTrue(cluster.text("second.txt").contains("all equal"));
  }

  private Map<Path, FileTime> kept() throws IOException {
    Path folder = scratch.resolve("trials");
    Map<Path, FileTime> all = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          all.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return all;
  }
}

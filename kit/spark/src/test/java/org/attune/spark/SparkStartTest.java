package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A session of Spark that starts in the background")
final class SparkStartTest {
  private static Set<Integer> run(Cluster cluster) {
    Set<Integer> results = new TreeSet<>();
    List<ClusterTask<Integer>> pieces = List.of(() -> 3, () -> 4);
    assertTrue(cluster.run("start", pieces, (piece, result) -> results.add(result)));
    return results;
  }

  @Test
  @DisplayName("is stopped if it was closed before it had started, and a next one starts")
  void closed() {
    Cluster first = Cluster.of("local[1]");
    first.close();
    try (Cluster second = Cluster.of("local[2]")) {
      assertEquals(Set.of(3, 4), run(second));
      assertEquals(2, second.slots());
    }
  }

  @Test
  @DisplayName("is shared by those who ask for the same address at once, and ends with the first")
  void shared() {
    Cluster first = Cluster.of("local[2]");
    Cluster second = Cluster.of("local[2]");
    assertEquals(Set.of(3, 4), run(second));
    second.close();
    assertEquals(Set.of(3, 4), run(first), "the first started it");
    first.close();
  }

  @Test
  @DisplayName("is refused at its first use where this process has one at another address")
  void another() {
    try (Cluster first = Cluster.of("local[1]")) {
      Cluster second = Cluster.of("local[2]");
      assertEquals(Set.of(3, 4), run(first));
      String message = assertThrows(InvalidInputException.class, () -> run(second)).getMessage();
      assertEquals(
          "This process has a Spark session at local[1] already, and a process has one at most;"
              + " close it before opening local[2].",
          message);
      second.close();
      assertEquals(Set.of(3, 4), run(first), "which the second left alone");
    }
  }
}

package org.attune.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.attune.cluster.Cluster;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cluster that does not answer")
final class SparkSilentTest {
  private static String refused(String address) {
    String message =
        assertThrows(InvalidInputException.class, () -> Cluster.of(address).slots()).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("Spark at " + address + " did not start: "), message);
    return message;
  }

  @Test
  @DisplayName("is named with what is missing on the class path")
  void libraries() {
    assertTrue(refused("yarn").contains("add spark-yarn_2.13"));
    assertTrue(refused("k8s://https://127.0.0.1:1").contains("add spark-kubernetes_2.13"));
  }

  @Test
  @DisplayName("and listens is named within 30 s, and given up when Spark gives up")
  void silent() throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      refused("spark://127.0.0.1:" + silent.getLocalPort());
    } finally {
      System.setErr(before);
    }
    String words = said.toString(StandardCharsets.UTF_8);
    assertEquals(
        1, words.lines().filter(line -> line.contains("has not answered for 25 s")).count(), words);
  }
}

package org.attune.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.attune.util.InvalidInputException;

/** Asks whether a standalone master answers, because Spark itself tries for minutes. */
final class Reachable {
  private static final int MILLISECONDS = 10_000;

  private Reachable() {}

  static void require(String master) {
    if (!master.startsWith("spark://")) {
      return;
    }
    String first = master.split(",", 2)[0];
    URI address = URI.create(first);
    InvalidInputException.unless(
        address.getHost() != null && address.getPort() > 0,
        "'%s' is no address of a Spark master; write spark://host:7077.",
        master);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), MILLISECONDS);
    } catch (IOException e) {
      throw new InvalidInputException(
          "No Spark master answers at "
              + first
              + " ("
              + e.getMessage()
              + "); start one, or check"
              + " the host and the port.",
          e);
    }
  }
}

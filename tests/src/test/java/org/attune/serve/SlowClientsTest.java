package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.attune.Policy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A served policy and clients that keep it waiting")
final class SlowClientsTest {
  private static final String HALF =
      "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{";

  @Test
  @DisplayName("is heard by others while a dozen clients have sent half of their request")
  void halfRequests() throws IOException, InterruptedException {
    List<Socket> clients = new ArrayList<>();
    try (PolicyServer server = PolicyServer.start(Policy.bundled())) {
      URI models = URI.create(server.url() + "/models");
      for (int i = 0; i < 12; i++) {
        Socket client = new Socket(models.getHost(), models.getPort());
        clients.add(client);
        client.getOutputStream().write(HALF.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
      }
      HttpRequest request = HttpRequest.newBuilder(models).timeout(Duration.ofMinutes(1)).build();
      var reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, reply.statusCode());
      assertTrue(reply.body().contains("\"list\""), reply.body());
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}

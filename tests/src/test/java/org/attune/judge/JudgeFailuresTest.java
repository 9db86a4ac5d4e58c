package org.attune.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A judge whose server fails")
final class JudgeFailuresTest extends StubbedJudge {
  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {408, 429, 500, 502, 503})
  @DisplayName("tries again after status")
  void temporary(int status) {
    server.next(StubServer.status(status, "")).next(StubServer.status(status, "busy"));
    assertEquals(List.of(1.0), scores(judge().judge(questions(1))));
    assertEquals(3, server.requests.size());
  }

  @Test
  @DisplayName("tries again after what is no JSON, no completion, or breaks off")
  void malformed() {
    server.next(StubServer.status(200, "<html>Welcome</html>"));
    server.next(StubServer.status(200, "{\"choices\": []}"));
    assertEquals(List.of(1.0), scores(judge().judge(questions(1))));
    server.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"cho".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("broken");
        });
    assertEquals(List.of(1.0), scores(judge().judge(questions(1))));
    assertEquals(5, server.requests.size());
  }

  @Test
  @DisplayName("reads a chunked reply, and gives up on one that stops in the middle")
  void chunked() {
    String whole = StubServer.completion("Score: 9", "stop");
    server.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (byte letter : whole.getBytes(UTF_8)) {
            exchange.getResponseBody().write(letter);
            exchange.getResponseBody().flush();
          }
        });
    assertEquals(List.of(9.0), scores(judge().judge(questions(1))));
    StubServer.Trick stuck =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          sleep(2000);
        };
    server.next(stuck).next(stuck);
    RetryPolicy two = new RetryPolicy(2, Duration.ofMillis(5), Duration.ofSeconds(1));
    String said = refusal(judge().retry(two).timeout(Duration.ofMillis(300)));
    assertTrue(said.contains("within 0.3 s"), said);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("waits as long as Retry-After says, in seconds or as a date, but not for ever")
  void retryAfter() {
    server.next(StubServer.status(429, "", "Retry-After", "0.3"));
    long start = System.nanoTime();
    judge().judge(questions(1));
    assertTrue(System.nanoTime() - start >= 290_000_000, "it came back too early");
    server.next(StubServer.status(503, "", "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
    assertEquals(List.of(1.0), scores(judge().judge(questions(1))));
    server.next(StubServer.status(429, "", "Retry-After", "3600"));
    assertTrue(refusal(judge()).contains("3600 s"));
  }

  @Test
  @DisplayName("explains a wrong key, a wrong model, and an empty account, without trying again")
  void lasting() {
    server.next(
        StubServer.status(
            401, "{\"error\": {\"message\": \"Incorrect API key provided: " + SECRET + "\"}}"));
    String said = refusal(judge());
    assertTrue(said.contains("401") && said.contains("[key]") && said.contains("check"), said);
    assertTrue(said.endsWith("environment variable OPENAI_API_KEY."), said);
    server.next(StubServer.status(404, "{\"error\": {\"message\": \"no model stub\"}}"));
    assertTrue(refusal(judge()).contains("model's name"));
    server.next(
        StubServer.status(
            429, "{\"error\": {\"message\": \"no money\", \"code\": \"insufficient_quota\"}}"));
    assertTrue(refusal(judge()).contains("no credit"));
    assertEquals(3, server.requests.size());
  }

  @Test
  @DisplayName("explains an endpoint that cannot be reached, redirects, or speaks no TLS")
  void unreachable() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread speaking = new Thread(() -> speakPlain(plain));
      speaking.setDaemon(true);
      speaking.start();
      String url = "https://localhost:" + plain.getLocalPort() + "/v1";
      String said =
          refusal(LlmJudge.at(endpoint(url)).timeout(Duration.ofSeconds(20)).retry(QUICK));
      assertTrue(said.contains("encrypted"), said);
    }
    server.next(StubServer.status(301, "", "Location", "https://elsewhere/v1"));
    assertTrue(refusal(judge()).contains("https://elsewhere/v1"));
    server.close();
    assertTrue(refusal(judge()).contains("cannot be reached"));
    assertThrows(InvalidInputException.class, () -> OpenAiEndpoint.of("localhost:80", "m"));
    String password =
        assertThrows(
                InvalidInputException.class, () -> OpenAiEndpoint.of("http://me:pw9@host/v1", "m"))
            .getMessage();
    assertFalse(password.contains("pw9"), password);
  }

  /** Answers every connection in plain text, whatever it asks for. */
  private static void speakPlain(ServerSocket socket) {
    try {
      while (true) {
        try (Socket client = socket.accept()) {
          client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  @DisplayName("counts a refused question as invalid, and stops if all are refused")
  void refused() {
    server.next(StubServer.status(400, "{\"error\": {\"message\": \"prompt too long\"}}"));
    List<Judgement> judged = judge().concurrency(1).judge(questions(3));
    assertFalse(judged.get(0).valid());
    assertTrue(judged.get(0).explanation().contains("too long"));
    assertTrue(judged.get(1).valid() && judged.get(2).valid());
    server.next(StubServer.status(400, "{\"error\": {\"message\": \"prompt too long\"}}"));
    assertTrue(refusal(judge()).contains("refused every request"));
  }

  @Test
  @DisplayName("does not trust a certificate that nobody signed, and says so")
  void untrusted() throws Exception {
    Path keys = scratch.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "self",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storepass",
                "secret",
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertEquals(0, keytool.waitFor());
    KeyStore store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(store, "secret".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    https.start();
    try {
      String url = "https://localhost:" + https.getAddress().getPort() + "/v1";
      String said =
          refusal(LlmJudge.at(endpoint(url)).timeout(Duration.ofSeconds(20)).retry(QUICK));
      assertTrue(said.contains("certificate"), said);
    } finally {
      https.stop(0);
    }
  }
}

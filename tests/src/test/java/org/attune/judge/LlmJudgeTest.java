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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A language model as a judge, over HTTP")
final class LlmJudgeTest {
  private static final String SECRET = "sk-secret-42";
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(5), Duration.ofSeconds(3));

  @TempDir Path scratch;
  private final StubServer server =
      new StubServer(asked -> "Fine.\nScore: [[" + grade(asked) + "]]");

  @AfterEach
  void stop() {
    server.close();
  }

  /** The stub's grade: one more than the number of exclamation marks. */
  private static long grade(String asked) {
    return 1 + asked.chars().filter(letter -> letter == '!').count();
  }

  private LlmJudge judge() {
    return LlmJudge.at(endpoint(server.url()))
        .protocol(JudgeProtocol.singleAnswer())
        .retry(QUICK)
        .timeout(Duration.ofSeconds(20));
  }

  private static OpenAiEndpoint endpoint(String url) {
    return OpenAiEndpoint.of(url, "stub")
        .environment(name -> name.equals("OPENAI_API_KEY") ? SECRET : null);
  }

  private static List<Question> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Question.of("Question " + i, List.of("Answer" + "!".repeat(i % 5))))
        .toList();
  }

  private static List<Double> scores(List<Judgement> judgements) {
    return judgements.stream().map(judgement -> judgement.scores().get(0)).toList();
  }

  private String refusal(LlmJudge judge) {
    String said =
        assertThrows(InvalidInputException.class, () -> judge.judge(questions(1))).getMessage();
    assertFalse(said.contains(SECRET), said);
    assertTrue(said.endsWith("."), said);
    return said;
  }

  @Test
  @DisplayName("scores every question, several at a time, in their order")
  void scores() {
    List<Judgement> judged = judge().concurrency(4).judge(questions(20));
    assertEquals(IntStream.range(0, 20).mapToObj(i -> 1.0 + i % 5).toList(), scores(judged));
    assertEquals(20, server.requests.size());
    assertEquals("Bearer " + SECRET, server.keys.get(0));
    assertEquals("stub", server.requests.get(0).get("model").getAsString());
  }

  @Test
  @DisplayName("asks equal questions once")
  void once() {
    List<Question> twice = List.of(questions(1).get(0), questions(1).get(0));
    assertEquals(List.of(1.0, 1.0), scores(judge().judge(twice)));
    assertEquals(1, server.requests.size());
  }

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

  @Test
  @DisplayName("leaves out parameters that the server does not know")
  void parameters() {
    server.next(
        StubServer.status(
            400,
            "{\"error\": {\"message\": \"Unsupported parameter: 'max_tokens', use"
                + " 'max_completion_tokens'\"}}"));
    server.next(StubServer.status(422, "{\"detail\": \"extra fields not permitted: seed\"}"));
    assertEquals(List.of(1.0), scores(judge().judge(questions(1))));
    assertTrue(server.requests.get(2).has("max_completion_tokens"));
    assertFalse(server.requests.get(2).has("max_tokens") || server.requests.get(2).has("seed"));
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
  @DisplayName("estimates before it sends, and stays within its budget")
  void budget() {
    LlmJudge judge = judge().keptIn(scratch.resolve("kept"));
    JudgeEstimate estimate = judge.estimate(questions(10));
    assertEquals(10, estimate.requests());
    assertEquals(0, server.requests.size());
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> judge.budget(new JudgeBudget(9, 1_000_000)).judge(questions(10)))
            .getMessage();
    assertTrue(said.contains("10 requests") && said.contains("9 requests"), said);
    assertEquals(0, server.requests.size());
    judge.judge(questions(4));
    assertEquals(new JudgeEstimate(6, 4, 0, 0).kept(), judge.estimate(questions(10)).kept());
    judge.budget(new JudgeBudget(6, 1_000_000)).judge(questions(10));
    assertEquals(10, server.requests.size());
  }

  @Test
  @DisplayName("keeps every reply, and asks only for the missing ones after it was killed")
  void resumes() throws IOException {
    Path folder = scratch.resolve("kept");
    judge().keptIn(folder).judge(questions(8));
    Path file = folder.resolve("replies.jsonl");
    String text = Files.readString(file);
    assertEquals(8, text.lines().count());
    // A kill in the middle of the sixth line.
    int sixth = text.indexOf('\n', text.length() * 2 / 3);
    Files.writeString(file, text.substring(0, sixth + 20));
    long whole = text.substring(0, sixth + 1).lines().count();
    assertEquals(
        IntStream.range(0, 8).mapToObj(i -> 1.0 + i % 5).toList(),
        scores(judge().keptIn(folder).judge(questions(8))));
    assertEquals(8 + 8 - whole, server.requests.size());
    assertEquals(8, Files.readString(file).lines().count());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        assertFalse(Files.readString(each).contains(SECRET), each.toString());
      }
    }
    assertFalse(
        judge().toString().contains(SECRET) || endpoint(server.url()).toString().contains(SECRET));
  }

  @Test
  @DisplayName("keeps what arrived when a later request fails for good")
  void stopped() {
    List<Question> all = questions(6);
    Path folder = scratch.resolve("kept");
    LlmJudge judge = judge().concurrency(1).keptIn(folder);
    judge.judge(all.subList(0, 1));
    for (int i = 0; i < 2; i++) {
      server.next(
          exchange ->
              StubServer.status(200, StubServer.completion("Score: 3", "stop")).answer(exchange));
    }
    server.next(StubServer.status(401, "no"));
    String said = assertThrows(InvalidInputException.class, () -> judge.judge(all)).getMessage();
    assertTrue(said.contains("2 of 5 replies") && said.contains(folder.toString()), said);
    int before = server.requests.size();
    judge.judge(all);
    assertEquals(before + 3, server.requests.size());
  }

  @Test
  @DisplayName("names the damaged line of a file of replies")
  void damaged() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("kept"));
    Files.writeString(folder.resolve("replies.jsonl"), "{\"key\": 3}\n");
    assertTrue(refusal(judge().keptIn(folder)).contains("replies.jsonl line 1"));
  }

  @Test
  @DisplayName("sends no more requests per minute than allowed")
  void rate() {
    long start = System.nanoTime();
    judge().requestsPerMinute(1200).judge(questions(5));
    assertTrue(
        System.nanoTime() - start >= 190_000_000, "5 requests need at least 4 pauses of 50 ms");
  }

  @Test
  @DisplayName("is a reward to train on, five responses at a time")
  void reward() {
    try (StubServer grader =
        new StubServer(
            asked -> {
              StringBuilder lines = new StringBuilder();
              for (int i = 1; asked.contains("[Response " + i + "]"); i++) {
                String rest = asked.substring(asked.indexOf("[Response " + i + "]"));
                long grade = grade(rest.substring(0, rest.indexOf("[End")));
                lines.append(
                    String.format(
                        "Response %d: Relevance %d, Correctness 1, Coherence 1, Safety 1%n",
                        i, grade));
              }
              return asked.contains("riddle") ? "I would rather not." : lines.toString();
            })) {
      LlmJudge judge =
          LlmJudge.at(endpoint(grader.url())).protocol(JudgeProtocol.fourWay()).retry(QUICK);
      List<String> prompts = new ArrayList<>();
      List<String> responses = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        prompts.add("Why?");
        responses.add("x" + "!".repeat(i % 5));
      }
      prompts.add("How?");
      responses.add("so!");
      Reward reward = judge.asReward();
      assertEquals(
          List.of(4.0, 5.0, 6.0, 7.0, 8.0, 4.0, 5.0, 5.0), reward.scores(prompts, responses));
      assertEquals(3, grader.requests.size());
      String said =
          assertThrows(InvalidInputException.class, () -> reward.score("riddle", "no"))
              .getMessage();
      assertTrue(said.contains("I would rather not"), said);
      assertEquals(4.0, judge.asReward(4).score("riddle", "no"));
    }
  }
}

package org.attune.serve;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.attune.Policy;
import org.attune.data.JsonValidator;
import org.attune.sample.TokenListener;
import org.attune.util.InvalidInputException;

/**
 * Serves policies by OpenAI's API, {@code /v1/models}, {@code /v1/chat/completions} and {@code
 * /v1/completions}, also streamed and with log-probabilities, and by a page for a browser, on which
 * they answer side by side. {@code /tokenize}, {@code /detokenize}, {@code /tokenizer_info} and
 * {@code /health} are those of vLLM's server.
 *
 * <p>Requests are answered one after the other. A streamed answer is sent token by token while it
 * is sampled; when its client has gone, sampling ends. Chats go through the policy's own template.
 * Completions continue their prompt as it is, a text or token ids, and may begin with it ({@code
 * echo}), so that benchmarks score texts.
 */
public final class PolicyServer implements AutoCloseable {
  private static final int LARGEST_BODY = 4 << 20;
  private static final int WAITING = 64;
  private static final int MOST_REQUESTS = 256;
  private static final String SECONDS_TO_SEND = "120";

  private final ServedPolicies policies;
  private final Optional<String> key;
  private final HttpServer server;
  // Answers wait for their turn, so that a few threads would keep all others from being heard.
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, MOST_REQUESTS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), PolicyServer::daemon);
  private final Object turn = new Object();

  private PolicyServer(ServedPolicies policies, Optional<String> key, HttpServer server) {
    this.policies = policies;
    this.key = key;
    this.server = server;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "attune-serve");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a server of one policy for this machine only, at any free port, without a key. */
  public static PolicyServer start(Policy policy) {
    return start(List.of(policy), "localhost", 0, Optional.empty());
  }

  /**
   * Starts a server.
   *
   * @param policies with different names
   * @param host such as {@code localhost}, which other machines cannot reach
   * @param port or 0 for any free one
   * @param key that requests must send as a bearer token, if any
   */
  public static PolicyServer start(
      List<Policy> policies, String host, int port, Optional<String> key) {
    ServedPolicies served = new ServedPolicies(policies);
    // Otherwise each reply waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // A client that never ends its request is sent away.
    System.setProperty("sun.net.httpserver.maxReqTime", SECONDS_TO_SEND);
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(host, port), WAITING);
      PolicyServer server = new PolicyServer(served, key, http);
      http.createContext("/", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          String.format(
              "%s:%d cannot be used (%s); if the port is taken, choose another, or 0 for any free"
                  + " one.",
              host, port, e.getMessage()),
          e);
    }
  }

  /** Returns the address of the page for a browser. */
  public String page() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
    return "http://" + host + ":" + address.getPort() + "/";
  }

  /** Returns the base URL for clients. */
  public String url() {
    return page() + "v1";
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      try {
        answer(exchange);
      } catch (InvalidInputException e) {
        send(exchange, 400, ApiReplies.error(e.getMessage(), "invalid_request_error"));
      } catch (RuntimeException e) {
        send(exchange, 500, ApiReplies.error("The policy failed: " + e, "server_error"));
      }
    } catch (IOException clientGone) {
      // Nobody waits for this answer any more.
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/v1(?=/)", "");
    if (path.equals("/") && exchange.getRequestMethod().equals("GET")) {
      ChatPage.send(exchange); // Without a key, for which the page asks.
      return;
    }
    if (path.equals("/health")) {
      exchange.sendResponseHeaders(200, -1); // Whoever watches the server has no key.
      return;
    }
    if (!isAllowed(exchange)) {
      send(exchange, 401, ApiReplies.error("The key is missing or wrong.", "invalid_api_key"));
      return;
    }
    switch (exchange.getRequestMethod() + " " + path) {
      case "GET /models" -> send(exchange, 200, policies.list());
      case "POST /tokenize" -> send(exchange, TokenizerReplies::tokenize);
      case "POST /detokenize" -> send(exchange, TokenizerReplies::detokenize);
      case "GET /tokenizer_info" ->
          send(exchange, 200, TokenizerReplies.info(policies.requested(new JsonObject())));
      case "POST /chat/completions" -> complete(exchange, true);
      case "POST /completions" -> complete(exchange, false);
      default -> sendOther(exchange, path);
    }
  }

  /** Sends what is said of a request's policy. */
  private void send(HttpExchange exchange, BiFunction<Policy, JsonObject, JsonObject> said)
      throws IOException {
    JsonObject json = body(exchange);
    send(exchange, 200, said.apply(policies.requested(json), json));
  }

  private void sendOther(HttpExchange exchange, String path) throws IOException {
    if (!exchange.getRequestMethod().equals("GET") || !path.startsWith("/models/")) {
      send(exchange, 404, missing(path));
      return;
    }
    String name = path.substring("/models/".length());
    Optional<JsonObject> model = policies.described(name);
    String without =
        "There is no model " + name + " here; this server has " + policies.names() + ".";
    send(
        exchange,
        model.isPresent() ? 200 : 404,
        model.orElseGet(() -> ApiReplies.error(without, "not_found")));
  }

  private static JsonObject missing(String path) {
    return ApiReplies.error(
        "There is no "
            + path
            + "; there are / for a browser, /v1/models, /v1/models/{id}, /v1/chat/completions,"
            + " /v1/completions, /tokenize, /detokenize, /tokenizer_info and /health.",
        "not_found");
  }

  private boolean isAllowed(HttpExchange exchange) {
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return key.isEmpty()
        || MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + key.get()).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    InvalidInputException.unless(
        body.length <= LARGEST_BODY, "The request is larger than %d MiB.", LARGEST_BODY >> 20);
    return JsonValidator.parse(new String(body, StandardCharsets.UTF_8), "the request");
  }

  private void complete(HttpExchange exchange, boolean chat) throws IOException {
    JsonObject json = body(exchange);
    Policy policy = policies.requested(json);
    CompletionRequest request =
        CompletionRequest.parse(json, chat, ServedPolicies.decoding(policy));
    Answers answers = AnswerParser.parse(policy, json, chat, request);
    ApiReplies replies = new ApiReplies(policy.name(), chat, request.usage());
    if (request.stream()) {
      stream(new StreamedAnswer(exchange, replies, answers), answers, request);
      return;
    }
    Answers.Answered answered;
    synchronized (turn) {
      answered = answers.compute(Optional.empty());
    }
    send(exchange, 200, replies.whole(answered));
  }

  private void stream(StreamedAnswer stream, Answers answers, CompletionRequest request)
      throws IOException {
    try {
      Answers.Answered answered;
      // Log-probabilities are known when the answer is whole.
      Optional<TokenListener> reader =
          request.scores().wanted() ? Optional.empty() : Optional.of(stream);
      synchronized (turn) {
        answered = answers.compute(reader);
      }
      stream.end(answered);
    } catch (UncheckedIOException clientGone) {
      throw new IOException(clientGone);
    } catch (RuntimeException e) {
      if (!stream.hasBegun()) {
        throw e;
      }
      stream.send(ApiReplies.error("The policy failed: " + e, "server_error"));
    }
  }

  private static void send(HttpExchange exchange, int status, JsonObject json) throws IOException {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1); // no body follows
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Waits until the thread is interrupted. */
  public void await() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the server; the policies stay open. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "PolicyServer(" + policies.names() + " at " + page() + ")";
  }
}

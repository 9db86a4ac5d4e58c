package org.attune.judge;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An OpenAI-compatible server over real HTTP, whose next replies a test can spoil. */
public final class StubServer implements AutoCloseable {
  static {
    // Otherwise each reply waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final UnaryOperator<String> model;
  private final Queue<Trick> tricks = new ConcurrentLinkedQueue<>();
  private final Map<String, Trick> refusals = new ConcurrentHashMap<>();

  /** The bodies of all requests. */
  public final List<JsonObject> requests = new CopyOnWriteArrayList<>();

  /** The values of the header with the key. */
  public final List<String> keys = new CopyOnWriteArrayList<>();

  /** What happens to one request in place of an answer. */
  @FunctionalInterface
  public interface Trick {
    /** Answers, badly; the request's body is read already. */
    void answer(HttpExchange exchange) throws IOException;
  }

  /** Starts a server whose replies are a function of the last message. */
  public StubServer(UnaryOperator<String> model) {
    this.model = model;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/chat/completions", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the base URL. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1";
  }

  /** Spoils the next request that is not spoilt already. */
  public StubServer next(Trick trick) {
    tricks.add(trick);
    return this;
  }

  /** Spoils every request with this field. */
  public StubServer refusing(String field, Trick trick) {
    refusals.put(field, trick);
    return this;
  }

  /** Returns a trick that answers with a status and a body. */
  public static Trick status(int code, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonObject request = JsonParser.parseString(body).getAsJsonObject();
      requests.add(request);
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Trick trick = trick(request);
      if (trick != null) {
        trick.answer(exchange);
        return;
      }
      JsonArray messages = request.getAsJsonArray("messages");
      String last =
          messages.get(messages.size() - 1).getAsJsonObject().get("content").getAsString();
      status(200, completion(model.apply(last), "stop")).answer(exchange);
    } catch (IOException clientGone) {
      // The client timed out or was closed.
    }
  }

  private Trick trick(JsonObject request) {
    return refusals.entrySet().stream()
        .filter(refusal -> request.has(refusal.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(tricks::poll);
  }

  /** Returns the body of a chat completion. */
  public static String completion(String text, String finish) {
    JsonObject message = new JsonObject();
    message.addProperty("role", "assistant");
    message.addProperty("content", text);
    JsonObject choice = new JsonObject();
    choice.addProperty("index", 0);
    choice.add("message", message);
    choice.addProperty("finish_reason", finish);
    JsonArray choices = new JsonArray();
    choices.add(choice);
    JsonObject usage = new JsonObject();
    usage.addProperty("prompt_tokens", 100);
    usage.addProperty("completion_tokens", 10);
    JsonObject body = new JsonObject();
    body.addProperty("object", "chat.completion");
    body.add("choices", choices);
    body.add("usage", usage);
    return body.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

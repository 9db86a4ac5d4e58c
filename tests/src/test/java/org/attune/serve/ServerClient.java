package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Sends requests to a server; single quotes stand for double ones. */
final class ServerClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final PolicyServer server;

  ServerClient(PolicyServer server) {
    this.server = server;
  }

  HttpResponse<String> post(String path, String body) {
    return sent(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build());
  }

  HttpResponse<String> get(String path) {
    return sent(request(path).build());
  }

  /** Paths begin after {@code /v1}, unless they are of the server itself. */
  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.page()).resolve(path));
  }

  private HttpResponse<String> sent(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JsonObject done(String path, String body) {
    HttpResponse<String> reply = post(path, body);
    assertEquals(200, reply.statusCode(), reply.body());
    return JsonParser.parseString(reply.body()).getAsJsonObject();
  }

  /** Returns one choice of the reply to a completion. */
  JsonObject completion(String fields) {
    return choice(done("/v1/completions", "{" + fields + "}"), 0);
  }

  static JsonObject choice(JsonObject reply, int index) {
    return reply.getAsJsonArray("choices").get(index).getAsJsonObject();
  }

  /** Returns the choices of the events of a stream. */
  List<JsonObject> streamed(String path, String body) {
    return post(path, body)
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> choice(JsonParser.parseString(line.substring(6)).getAsJsonObject(), 0))
        .toList();
  }
}

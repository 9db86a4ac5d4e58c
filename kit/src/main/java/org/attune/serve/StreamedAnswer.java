package org.attune.serve;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.attune.Policy;
import org.attune.sample.Completions;
import org.attune.sample.TextStream;
import org.attune.sample.TokenListener;

/**
 * Sends answers as server-sent events while they are sampled, each as soon as its text is certain.
 * Nothing is sent before the first token, so that a refusal still has its status. When the client
 * has gone, sampling ends.
 */
final class StreamedAnswer implements TokenListener {
  private final HttpExchange exchange;
  private final ApiReplies replies;
  private final List<TextStream> texts = new ArrayList<>();
  private boolean begun;

  StreamedAnswer(
      HttpExchange exchange, ApiReplies replies, Policy policy, CompletionRequest request) {
    this.exchange = exchange;
    this.replies = replies;
    for (int i = 0; i < request.prompts().size(); i++) {
      texts.add(new TextStream(policy.model().tokenizer(), request.decoding().markers()));
    }
  }

  @Override
  public synchronized void onToken(int response, int token) {
    try {
      send(response, texts.get(response).add(token));
    } catch (IOException clientGone) {
      throw new UncheckedIOException(clientGone);
    }
  }

  private void send(int response, String text) throws IOException {
    begin();
    if (!text.isEmpty()) {
      send(replies.part(response, text));
    }
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < texts.size(); i++) {
      var first = replies.begun(i);
      if (first.isPresent()) {
        send(first.get());
      }
    }
  }

  /** Sends what is left, and the end. */
  synchronized void end(Completions answers) throws IOException {
    for (int i = 0; i < texts.size(); i++) {
      send(i, texts.get(i).rest(ApiReplies.text(answers, i)));
    }
    for (JsonObject piece : replies.ends(answers)) {
      send(piece);
    }
    write("[DONE]");
  }

  /** Returns whether the status was sent, after which an error can only be another event. */
  synchronized boolean hasBegun() {
    return begun;
  }

  /** Sends one event. */
  void send(JsonObject event) throws IOException {
    write(event.toString());
  }

  private void write(String data) throws IOException {
    OutputStream out = exchange.getResponseBody();
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

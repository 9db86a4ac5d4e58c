package org.attune.serve;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.attune.sample.TextStream;
import org.attune.sample.TokenListener;

/**
 * Sends answers as server-sent events while they are sampled, each as soon as its text is certain.
 * Nothing is sent before the first token, so that a refusal still has its status. When the client
 * has gone, sampling ends. Answers with log-probabilities are sent when they are whole, token by
 * token.
 */
final class StreamedAnswer implements TokenListener {
  private final HttpExchange exchange;
  private final ApiReplies replies;
  private final Answers answers;
  private final List<TextStream> texts = new ArrayList<>();
  private boolean begun;

  StreamedAnswer(HttpExchange exchange, ApiReplies replies, Answers answers) {
    this.exchange = exchange;
    this.replies = replies;
    this.answers = answers;
    for (int i = 0; i < answers.count(); i++) {
      texts.add(answers.text());
    }
  }

  @Override
  public synchronized void onToken(int response, int token) {
    try {
      if (!begun) {
        begin();
        sendBeginnings();
      }
      send(response, texts.get(response).add(token));
    } catch (IOException clientGone) {
      throw new UncheckedIOException(clientGone);
    }
  }

  private void send(int response, String text) throws IOException {
    if (!text.isEmpty()) {
      send(replies.part(response, text));
    }
  }

  private void begin() throws IOException {
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

  private void sendBeginnings() throws IOException {
    for (int i = 0; i < texts.size(); i++) {
      send(i, answers.begin(i));
    }
  }

  /** Sends what is left, and the end. */
  synchronized void end(Answers.Answered answered) throws IOException {
    boolean live = begun;
    if (!begun) {
      begin();
    }
    for (int i = 0; i < texts.size(); i++) {
      ServedAnswer answer = answered.answers().get(i);
      if (!answer.pieces().isEmpty()) {
        sendPieces(i, answer);
      } else if (live) {
        send(i, texts.get(i).rest(answer.text().substring(answers.begin(i).length())));
      } else {
        send(i, answer.text());
      }
    }
    for (JsonObject piece : replies.ends(answered)) {
      send(piece);
    }
    write("[DONE]");
  }

  private void sendPieces(int index, ServedAnswer answer) throws IOException {
    for (ServedAnswer.Piece piece : answer.pieces()) {
      send(replies.part(index, piece));
    }
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

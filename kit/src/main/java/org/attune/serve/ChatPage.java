package org.attune.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/**
 * The page on which people chat with the served policies, see their answers side by side, and mark
 * the better ones, which it exports as preference pairs.
 */
final class ChatPage {
  private static final String FILE = "chat.html";

  /** The page loads nothing from elsewhere and talks to its own server only. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src"
          + " 'self'; frame-ancestors 'none'";

  private ChatPage() {}

  static void send(HttpExchange exchange) throws IOException {
    byte[] page;
    try (InputStream in = ChatPage.class.getResourceAsStream(FILE)) {
      page = in.readAllBytes();
    }
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
  }
}

package org.attune.notebook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Jupyter's messages as wire frames, protocol 5.3: a delimiter, a signature, and four JSON objects.
 */
final class JupyterMessages {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.UTF_8);
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final String session = UUID.randomUUID().toString();

  JupyterMessages(String key) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** A message of a kernel: its type, the request that it belongs to, and its content. */
  record Message(String type, String parent, JsonObject content) {}

  /** A request as frames, and the id by which replies refer to it. */
  record Request(String id, List<byte[]> frames) {}

  Request request(String type, JsonObject content) {
    String id = UUID.randomUUID().toString();
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", id);
    header.addProperty("session", session);
    header.addProperty("username", "attune");
    header.addProperty("date", java.time.Instant.now().toString());
    header.addProperty("msg_type", type);
    header.addProperty("version", "5.3");
    List<byte[]> parts = List.of(bytes(header.toString()), bytes("{}"), bytes("{}"));
    List<byte[]> signed = new ArrayList<>(parts);
    signed.add(bytes(content.toString()));
    List<byte[]> frames = new ArrayList<>(List.of(DELIMITER, bytes(signature(signed))));
    frames.addAll(signed);
    return new Request(id, frames);
  }

  /** Reads a message and rejects one that was not signed with the same key. */
  Message message(List<byte[]> frames) {
    int start = 0;
    while (start < frames.size() && !Arrays.equals(frames.get(start), DELIMITER)) {
      start++;
    }
    if (frames.size() < start + 6) {
      throw new KernelException("The kernel sent a message that is not a Jupyter message.");
    }
    List<byte[]> parts = frames.subList(start + 2, start + 6);
    String signature = text(frames.get(start + 1));
    if (!signature.equals(signature(parts))) {
      throw new KernelException("The kernel sent a message with a wrong signature.");
    }
    JsonObject parent = JsonParser.parseString(text(parts.get(1))).getAsJsonObject();
    JsonObject header = JsonParser.parseString(text(parts.get(0))).getAsJsonObject();
    return new Message(
        header.get("msg_type").getAsString(),
        parent.has("msg_id") ? parent.get("msg_id").getAsString() : "",
        JsonParser.parseString(text(parts.get(3))).getAsJsonObject());
  }

  private String signature(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new KernelException("This Java cannot sign messages with " + ALGORITHM + ".", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

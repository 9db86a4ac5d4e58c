package org.attune.data;

import com.google.gson.JsonObject;
import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import java.util.Optional;

/** Reads the lines of a JSON Lines file, one at a time. */
final class JsonLinesReader implements JsonSource {
  private final TextLines bytes;
  private final ByteArrayList line = new ByteArrayList();
  private long number;

  JsonLinesReader(TextLines bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean advance() {
    line.clear();
    number = bytes.line();
    int b = bytes.read();
    boolean there = b >= 0;
    for (; b >= 0 && b != '\n'; b = bytes.read()) {
      bytes.requireRoom(line.size());
      line.add((byte) b);
    }
    return there;
  }

  @Override
  public double share() {
    return bytes.share();
  }

  @Override
  public String place() {
    return "line " + number;
  }

  @Override
  public Optional<JsonObject> object() {
    String text = TextLines.decoded(line.toByteArray());
    String bare = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    return bare.isBlank() ? Optional.empty() : Optional.of(StrictJson.parse(bare));
  }

  @Override
  public void close() {
    bytes.close();
  }
}

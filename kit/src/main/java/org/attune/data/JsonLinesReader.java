package org.attune.data;

import java.io.ByteArrayOutputStream;

/** Reads the lines of a JSON Lines file, one at a time. */
final class JsonLinesReader implements JsonSource {
  private final TextLines bytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  JsonLinesReader(TextLines bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean advance() {
    line.reset();
    number = bytes.line();
    int b = bytes.read();
    boolean there = b >= 0;
    for (; b >= 0 && b != '\n'; b = bytes.read()) {
      bytes.requireRoom(line.size());
      line.write(b);
    }
    return there;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String text() {
    String text = TextLines.decoded(line.toByteArray());
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    bytes.close();
  }
}

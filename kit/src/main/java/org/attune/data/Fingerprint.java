package org.attune.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the SHA-256 of rows (of their kind, texts, scores, margins and order, nothing else) or
 * of a text.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256, but this one does not.", e);
    }
  }

  /** Returns the hash as 64 hexadecimal digits. */
  public static String of(RowType kind, List<? extends Example> rows) {
    Fingerprint print = new Fingerprint();
    print.add(kind.name());
    rows.forEach(print::add);
    return HexFormat.of().formatHex(print.digest.digest());
  }

  /** Returns the hash of a text as 64 hexadecimal digits. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the hash of bytes as 64 hexadecimal digits. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(new Fingerprint().digest.digest(bytes));
  }

  private void add(Example row) {
    add(row.prompt());
    add(row.responses().size());
    row.responses().forEach(this::add);
    if (row instanceof Ranking ranking) {
      ranking.scores().forEach(score -> add(Double.doubleToLongBits(score + 0.0)));
    }
    if (row instanceof Pair pair && pair.margin() != 0) {
      add(Double.doubleToLongBits(pair.margin()));
    }
  }

  /** The length precedes the text, so that moving a character to the next text changes the hash. */
  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}

package org.attune.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.attune.util.Sha256;

/**
 * Computes the SHA-256 of rows: of their kind, texts, scores, margins and order, and nothing else.
 */
public final class Fingerprint {
  private final MessageDigest digest = Sha256.digest();

  private Fingerprint() {}

  /** Returns the hash as 64 hexadecimal digits. */
  public static String of(RowType kind, List<? extends Example> rows) {
    Fingerprint print = new Fingerprint();
    print.add(kind.name());
    rows.forEach(print::add);
    return HexFormat.of().formatHex(print.digest.digest());
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

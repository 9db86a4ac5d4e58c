package org.attune.util;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal digits, the hash of everything that is identified by its content. */
public final class Sha256 {
  private static final int SHORT = 16;

  private Sha256() {}

  /** Returns a digest to which data is added piece by piece. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256, but this one does not.", e);
    }
  }

  /** Returns the hash of bytes as 64 digits. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** Returns the hash of a text in UTF-8 as 64 digits. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the first 16 digits of the hash of what a digest was given. */
  public static String brief(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT);
  }
}

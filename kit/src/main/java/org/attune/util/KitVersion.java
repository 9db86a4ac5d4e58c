package org.attune.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that the build wrote into the jar. */
public final class KitVersion {
  private static final String FILE = "/org/attune/cli/version.properties";

  private KitVersion() {}

  /** Returns the version of {@code attune}, {@code djl} or {@code pytorch}. */
  public static String of(String part) {
    Properties versions = new Properties();
    try (InputStream in = KitVersion.class.getResourceAsStream(FILE)) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The kit's own version cannot be read.", e);
    }
    return versions.getProperty(part);
  }
}

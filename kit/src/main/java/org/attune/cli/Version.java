package org.attune.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; the build writes the numbers into {@code version.properties}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The kit's own version cannot be read.", e);
    }
    return new String[] {
      "attune " + versions.getProperty("attune"),
      "DJL "
          + versions.getProperty("djl")
          + ", PyTorch "
          + versions.getProperty("pytorch")
          + ", Java "
          + System.getProperty("java.version")
    };
  }
}

package org.attune.cli;

import org.attune.util.KitVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "attune " + KitVersion.of("attune"),
      "DJL "
          + KitVersion.of("djl")
          + ", PyTorch "
          + KitVersion.of("pytorch")
          + ", Java "
          + System.getProperty("java.version")
    };
  }
}

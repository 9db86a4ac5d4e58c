package org.attune;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * A few rows of the project's own in the forms that real data has, and a small trained model; what
 * {@link SharedData} finds more of, where it is there.
 */
public final class OwnData {
  private OwnData() {}

  /** Returns a file of {@code data/forms}, or the model {@code sentences}. */
  public static Path file(String name) {
    String place = name.equals("sentences") ? "model/reference/sentences" : "data/forms/" + name;
    try {
      return Path.of(OwnData.class.getResource(place).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

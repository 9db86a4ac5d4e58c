package org.attune.spark;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/** Turns Spark's log off where nobody has configured it. */
final class QuietLog {
  private static final String LOGGING = "log4j2.configurationFile";

  private QuietLog() {}

  /**
   * Turns the log off. To be called before any class of Spark is used, since Spark configures its
   * own log with its first line.
   */
  static void begin() {
    URL quiet = QuietLog.class.getResource("quiet-log4j2.properties");
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, quiet.toString());
    }
    // DJL's first line may have come before.
    if (LoggerContext.getContext(false).getConfiguration() instanceof DefaultConfiguration) {
      Configurator.reconfigure(uri(quiet));
    }
  }

  private static URI uri(URL place) {
    try {
      return place.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

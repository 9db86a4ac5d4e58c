package org.attune.spark;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/** Turns Spark's log off where nobody has configured it. */
final class QuietLog {
  private static final String SETTING = "log4j2.configurationFile";

  private QuietLog() {}

  /**
   * Has a log that is not there yet start turned off. To be called before any class of Spark is
   * used, since Spark configures its own log with its first line.
   */
  static void prepare() {
    if (System.getProperty(SETTING) == null) {
      System.setProperty(SETTING, place().toString());
    }
  }

  /** Turns the log off also where DJL's first line came before {@link #prepare}. */
  static void begin() {
    if (LoggerContext.getContext(false).getConfiguration() instanceof DefaultConfiguration) {
      Configurator.reconfigure(uri(place()));
    }
  }

  private static URL place() {
    return QuietLog.class.getResource("quiet-log4j2.properties");
  }

  private static URI uri(URL place) {
    try {
      return place.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

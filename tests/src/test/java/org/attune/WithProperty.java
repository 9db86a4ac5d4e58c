package org.attune;

import java.util.function.Supplier;

/** Computes something while a system property has another value, as on another machine. */
public final class WithProperty {
  private WithProperty() {}

  /** Sets the property, computes, and puts the property back, whatever happens. */
  public static <T> T of(String name, String value, Supplier<T> job) {
    String before = System.getProperty(name);
    System.setProperty(name, value);
    try {
      return job.get();
    } finally {
      if (before == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, before);
      }
    }
  }
}

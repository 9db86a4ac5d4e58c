package org.attune.view;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a running job can draw on a page instead of printing lines.
 *
 * <p>Nobody draws until someone who knows a page says how to; a notebook's kernel does when it
 * starts. This is the only thing that this kit keeps for the whole process.
 */
public final class LiveDisplay {
  private static volatile Supplier<Display> pages;

  private LiveDisplay() {}

  /** One place on a page, which every call draws anew. */
  @FunctionalInterface
  public interface Display {
    /** Shows a fragment of HTML, and the text that stands for it where HTML cannot be shown. */
    void show(String html, String text);
  }

  /** Draws from now on with what the supplier opens, one display a job; null prints again. */
  public static void on(Supplier<Display> opener) {
    pages = opener;
  }

  /** Opens a display for one job, where there is a page. */
  static Optional<Display> open() {
    Supplier<Display> opener = pages;
    return Optional.ofNullable(opener).map(Supplier::get);
  }
}

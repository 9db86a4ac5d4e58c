package org.attune.view;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a running job can draw on a page instead of printing lines.
 *
 * <p>Nothing is drawn until a supplier of displays is set; a notebook's kernel sets it at start.
 * This is the kit's only process-wide state.
 */
public final class LiveDisplay {
  private static volatile Supplier<Display> pages;

  private LiveDisplay() {}

  /** One place on a page, which every call redraws. */
  @FunctionalInterface
  public interface Display {
    /** Shows a fragment of HTML, and a text in its place where HTML cannot be shown. */
    void show(String html, String text);
  }

  /** Sets the supplier of displays, one per job; null switches back to printing. */
  public static void on(Supplier<Display> opener) {
    pages = opener;
  }

  /** Opens a display for one job, if there is a page. */
  static Optional<Display> open() {
    Supplier<Display> opener = pages;
    return Optional.ofNullable(opener).map(Supplier::get);
  }
}

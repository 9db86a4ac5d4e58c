package org.attune.view;

/** A value that a notebook can show richly; its {@code toString()} stays one line. */
public interface HtmlDisplayable {
  /** Returns an HTML fragment that reads well on light and dark pages. */
  String html();
}

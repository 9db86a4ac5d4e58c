package org.attune.view;

/** A value that a notebook can show as HTML; its {@code toString()} is one line. */
public interface HtmlDisplayable {
  /** Returns an HTML fragment for light and dark pages. */
  String html();
}

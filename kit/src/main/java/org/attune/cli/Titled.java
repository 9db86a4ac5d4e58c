package org.attune.cli;

/** A group of options with a heading of its own in the help. */
interface Titled {
  /** Returns the heading. */
  String title();
}

package org.attune.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a command whose results do not go to a new folder in runs/ by default. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface DefaultFolder {
  /** Returns what the help says of {@code --out}, in brackets. */
  String value();
}

package org.attune.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

/** Marks a command that draws nothing at random and writes no folder of results. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface NoResults {
  /** The common options that such a command lacks. */
  Set<String> LACKS = Set.of("--seed", "--out");
}

package org.attune.notebook;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;

/**
 * Leaves imports out of a cell that are in force already, such as those of the start-up script or
 * of a cell that is run again. The shell would replace them, and with the next new import it would
 * then forget the values of variables: they became null without a word.
 */
final class RepeatedImports {
  /** The next blank, comment or import at the head of a cell. */
  private static final Pattern HEAD =
      Pattern.compile(
          "\\G(?:\\s+|//[^\\n]*|/\\*.*?\\*/|import\\s+(static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;)",
          Pattern.DOTALL);

  private RepeatedImports() {}

  /** Returns a cell with blanks where it repeats imports, so that every place stays the same. */
  static String without(String cell, JShell shell) {
    Set<String> known = shell.imports().map(RepeatedImports::key).collect(Collectors.toSet());
    StringBuilder kept = new StringBuilder(cell);
    Matcher head = HEAD.matcher(cell);
    while (head.find()) {
      if (head.group(2) != null && known.contains(key(head.group(1) != null, head.group(2)))) {
        kept.replace(head.start(), head.end(), " ".repeat(head.end() - head.start()));
      }
    }
    return kept.toString();
  }

  private static String key(ImportSnippet snippet) {
    return key(snippet.isStatic(), snippet.fullname());
  }

  private static String key(boolean isStatic, String name) {
    return isStatic ? "static " + name : name;
  }
}

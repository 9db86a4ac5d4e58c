package org.attune.notebook;

import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;

/**
 * What stands under the cursor of a cell: a name, and the expression or type before its dot.
 *
 * @param name the identifier
 * @param receiver the text before the dot, empty without one
 */
record CellSymbols(String name, String receiver) {
  /** Reads the identifier at a place in a cell, or that of the call in whose arguments it lies. */
  static Optional<CellSymbols> at(String code, int cursor) {
    int end = Math.min(cursor, code.length());
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    if (start == end) {
      int call = enclosingCall(code, Math.min(cursor, code.length()));
      return call <= 0 ? Optional.empty() : at(code, call - 1);
    }
    return Optional.of(new CellSymbols(code.substring(start, end), receiver(code, start)));
  }

  /** Returns where the parenthesis opens in which the cursor lies, or −1. */
  static int enclosingCall(String code, int cursor) {
    int depth = 0;
    for (int i = cursor - 1; i >= 0; i--) {
      char c = code.charAt(i);
      if (c == ')') {
        depth++;
      } else if (c == '(' && depth-- == 0) {
        return i;
      } else if (c == ';' && depth == 0) {
        return -1;
      }
    }
    return -1;
  }

  /** Returns the expression that ends before the dot before this place; empty without a dot. */
  static String receiver(String code, int start) {
    int dot = start - 1;
    while (dot >= 0 && Character.isWhitespace(code.charAt(dot))) {
      dot--;
    }
    if (dot < 0 || code.charAt(dot) != '.') {
      return "";
    }
    String expression = code.substring(begin(code, dot), dot).strip();
    return expression.replaceFirst("^(return|new)\\b", "").strip();
  }

  /** Returns where the expression begins that ends at a place. */
  private static int begin(String code, int end) {
    int from = end;
    int depth = 0;
    while (from > 0) {
      char c = code.charAt(from - 1);
      if (c == ')' || c == ']') {
        depth++;
      } else if (c == '(' || c == '[') {
        if (depth == 0) {
          break;
        }
        depth--;
      } else if (depth == 0
          && !Character.isJavaIdentifierPart(c)
          && c != '.'
          && !dotted(code, from)) {
        break;
      }
      from--;
    }
    return from;
  }

  /** Returns whether the white space before {@code from} only breaks a chain of calls. */
  private static boolean dotted(String code, int from) {
    if (!Character.isWhitespace(code.charAt(from - 1))) {
      return false;
    }
    int next = from;
    while (next < code.length() && Character.isWhitespace(code.charAt(next))) {
      next++;
    }
    return next < code.length() && code.charAt(next) == '.';
  }

  /** Returns the simple name of an expression's type, without type arguments. */
  static Optional<String> type(SourceCodeAnalysis analysis, String expression) {
    String type = analysis.analyzeType(expression, expression.length());
    return Optional.ofNullable(type)
        .map(name -> name.replaceAll("<.*", "").replaceAll(".*\\.", ""))
        .filter(name -> !name.isEmpty());
  }
}

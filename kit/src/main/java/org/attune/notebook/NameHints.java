package org.attune.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Says what a name that the compiler does not know was probably meant to be: a mistyped one, one
 * whose import is missing, or a variable whose cell has not run.
 */
final class NameHints {
  private static final Pattern UNKNOWN =
      Pattern.compile("symbol:\\s+(method|variable|class)\\s+([\\w.]+)");

  /** Habits from other languages, and what Java writes. */
  private static final Map<String, String> HABITS =
      Map.of(
          "print", "In Java: System.out.println(…).",
          "println", "In Java: System.out.println(…).",
          "len", "In Java: .size() of a list, .length() of a text.",
          "True", "In Java: true.",
          "False", "In Java: false.",
          "None", "In Java: null, or Optional.empty().",
          "val", "In Java: var.",
          "let", "In Java: var.");

  private final SourceCodeAnalysis analysis;

  NameHints(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Returns the sentence about the first unknown name in the compiler's message about a cell. */
  Optional<String> of(String cell, String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    if (!unknown.find()) {
      return Optional.empty();
    }
    String name = unknown.group(2);
    if (HABITS.containsKey(name)) {
      return Optional.of(HABITS.get(name));
    }
    int at = place(cell, name);
    String receiver = at < 0 ? "" : CellSymbols.receiver(cell, at);
    return switch (unknown.group(1)) {
      case "method" -> meant(receiver.isEmpty() ? start(name) : receiver + ".", name);
      case "class" -> type(name);
      default ->
          Character.isUpperCase(name.charAt(0))
              ? type(name)
              : receiver.isEmpty() ? variable(cell, name) : meant(receiver + ".", name);
    };
  }

  private static int place(String cell, String name) {
    Matcher word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(cell);
    return word.find() ? word.start() : -1;
  }

  private Optional<String> variable(String cell, String name) {
    if (cell.matches("(?s)\\s*" + name + "\\s*=[^=].*")) {
      return Optional.of("A new variable begins with var: var " + name + " = …");
    }
    Set<String> known = known(start(name));
    if (known.contains(name + "(")) {
      return Optional.of(name + " is a method here: write " + name + "().");
    }
    return Optional.of(
        ClosestName.among(bare(known), name)
            .map(close -> "Did you mean " + close + "?")
            .orElse(
                "No cell that has run so far defines "
                    + name
                    + ": run the cell above that does (in JupyterLab: Run, Run All Above Selected"
                    + " Cell)."));
  }

  private Optional<String> meant(String begun, String name) {
    Set<String> known = known(begun);
    return ClosestName.among(bare(known), name)
        .map(
            close ->
                "Did you mean "
                    + close
                    + (known.contains(close + "(") ? "(…)" : "")
                    + "? Tab after the dot lists all names.");
  }

  private Optional<String> type(String name) {
    List<String> elsewhere =
        analysis.listQualifiedNames(name, name.length()).getNames().stream()
            .filter(found -> !found.startsWith("com.sun.") && !found.startsWith("sun."))
            .limit(3)
            .toList();
    if (!elsewhere.isEmpty()) {
      return Optional.of(
          "Add "
              + elsewhere.stream()
                  .map(found -> "import " + found + ";")
                  .collect(Collectors.joining(" or "))
              + " to a cell above.");
    }
    return ClosestName.among(bare(known(start(name))), name)
        .map(close -> "Did you mean " + close + "?");
  }

  /** Returns the first letter: what is mistyped seldom begins wrongly. */
  private static String start(String name) {
    return name.substring(0, 1);
  }

  /** Returns what the shell would complete, methods with their opening parenthesis. */
  private Set<String> known(String begun) {
    return analysis.completionSuggestions(begun, begun.length(), new int[1]).stream()
        .map(SourceCodeAnalysis.Suggestion::continuation)
        .map(name -> name.endsWith(")") ? name.substring(0, name.length() - 1) : name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> bare(Set<String> known) {
    return known.stream()
        .map(name -> name.replaceAll("\\W+$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

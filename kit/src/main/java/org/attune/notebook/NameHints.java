package org.attune.notebook;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import org.attune.util.EditDistance;

/**
 * Says what a name that the compiler does not know was probably meant to be: a mistyped one, one
 * whose import is missing, or a variable whose cell has not run.
 */
final class NameHints {
  private static final Pattern UNKNOWN =
      Pattern.compile("symbol:\\s+(method|variable|class)\\s+([\\w.]+)");

  private static final Pattern REFERENCE = Pattern.compile("(\\w+)\\s*::\\s*$");

  /** The kit's own types and those of Java, before those of the libraries. */
  private static final Pattern LIKELY = Pattern.compile("^(org\\.attune|java)\\.");

  /** Habits from other languages, and what Java writes. */
  private static final Map<String, String> HABITS =
      Map.of(
          "print", "In Java, write System.out.println(…).",
          "println", "In Java, write System.out.println(…).",
          "len", "In Java, write .size() for a list and .length() for a text.",
          "True", "In Java, write true.",
          "False", "In Java, write false.",
          "None", "In Java, write null or Optional.empty().",
          "val", "In Java, write var.",
          "let", "In Java, write var.");

  /** Methods that are sought where they cannot be, and where they are. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "mistakes", "For a reward of any kind, write RewardModel.mistakes(reward, data).",
          "accuracy", "For a reward of any kind, write RewardModel.accuracy(reward, data).",
          "notes", "What a report noticed is in findings().",
          "resume",
              "Give align a folder, as in labels.align(method, policy, folder): called again, it"
                  + " goes on with an interrupted run.");

  /** What other notebooks call to show a value. */
  private static final Set<String> SHOWING = Set.of("show", "display", "plot", "head", "preview");

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
    if (unknown.group(1).equals("class") || Character.isUpperCase(name.charAt(0))) {
      return type(name);
    }
    int at = place(cell, name);
    Matcher type = REFERENCE.matcher(at < 0 ? "" : cell.substring(0, at));
    if (type.find()) {
      return ofReference(type.group(1), name);
    }
    String receiver = at < 0 ? "" : CellSymbols.receiver(cell, at);
    return receiver.isEmpty()
        ? ofTheCells(cell, name)
        : member(receiver + ".", name).or(() -> shown(receiver, name));
  }

  /**
   * Returns the sentence about a method of a kit's type that a reference such as Rwr::beta names.
   */
  private Optional<String> ofReference(String type, String name) {
    for (String full : analysis.listQualifiedNames(type, type.length()).getNames()) {
      if (full.startsWith("org.attune.")) {
        Set<String> names = new TreeSet<>();
        for (Method method : methods(full)) {
          names.add(method.getName());
        }
        return EditDistance.closest(names, name).map(close -> "Did you mean " + close + "?");
      }
    }
    return Optional.empty();
  }

  private static Method[] methods(String type) {
    try {
      return Class.forName(type).getMethods();
    } catch (ClassNotFoundException e) {
      return new Method[0];
    }
  }

  private static Optional<String> shown(String receiver, String name) {
    if (ELSEWHERE.containsKey(name)) {
      return Optional.of(ELSEWHERE.get(name));
    }
    return SHOWING.contains(name)
        ? Optional.of("A value shows itself as the last line of a cell: write " + receiver + ".")
        : Optional.empty();
  }

  private static int place(String cell, String name) {
    Matcher word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(cell);
    return word.find() ? word.start() : -1;
  }

  /** Returns the sentence about a variable or method that a cell should have defined. */
  private Optional<String> ofTheCells(String cell, String name) {
    if (cell.matches("(?s)\\s*" + name + "\\s*=[^=].*")) {
      return Optional.of("Declare a new variable with var: var " + name + " = …");
    }
    return member(start(name), name)
        .or(
            () ->
                Optional.of(
                    "No cell that has run so far defines "
                        + name
                        + ": run the cell above that does (in JupyterLab: Run > Run All Above"
                        + " Selected Cell)."));
  }

  /** Returns the sentence about a name that is completed from what is written before it. */
  private Optional<String> member(String begun, String name) {
    Set<String> known = known(begun);
    if (known.contains(name + "(")) {
      return Optional.of(name + " is a method here: write " + name + "().");
    }
    Set<String> names = bare(known);
    List<String> meant =
        EditDistance.closest(names, name)
            .map(List::of)
            .orElseGet(() -> names.stream().filter(each -> holds(each, name)).limit(3).toList());
    return meant.isEmpty()
        ? Optional.empty()
        : Optional.of(
            meant.stream()
                .map(each -> each + (known.contains(each + "(") ? "(…)" : ""))
                .collect(Collectors.joining(" or ", "Did you mean ", "?")));
  }

  /** Returns whether a longer name holds what was written, such as rawChart for chart. */
  private static boolean holds(String name, String typed) {
    return typed.length() > 3
        && name.toLowerCase(Locale.ROOT).contains(typed.toLowerCase(Locale.ROOT));
  }

  private Optional<String> type(String name) {
    List<String> all = analysis.listQualifiedNames(name, name.length()).getNames();
    List<String> likely = all.stream().filter(found -> LIKELY.matcher(found).find()).toList();
    List<String> elsewhere = likely.isEmpty() ? all.stream().limit(2).toList() : likely;
    if (!elsewhere.isEmpty()) {
      return Optional.of(
          "Add "
              + elsewhere.stream()
                  .map(found -> "import " + found + ";")
                  .collect(Collectors.joining(" or "))
              + " to a cell above.");
    }
    return EditDistance.closest(bare(known(start(name))), name)
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

package org.attune.runs;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes values as Java expressions that make equal values: records, enums, numbers, texts, paths
 * and collections of them.
 *
 * <p>What has no such expression, such as a lambda or a model, becomes a variable that the reader
 * must bind; {@link #missing} names them.
 */
public final class JavaSource {
  private static final Pattern NAMES =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|\\b((?:[a-z][a-z0-9]*\\.)+)([A-Z]\\w*)");

  /** An argument with the comma after it; a comma in a text literal is part of the text. */
  private static final Pattern ARGUMENT =
      Pattern.compile("(?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[^\",]++)*+,?+");

  private static final int WIDTH = 100;

  private final Set<String> missing = new TreeSet<>();

  /** Returns the expression; {@code variable} stands for a value that cannot be written. */
  public String of(Object value, String variable) {
    Optional<String> written = write(value);
    if (written.isEmpty()) {
      missing.add(variable);
    }
    return written.orElse(variable);
  }

  /** Returns a text literal. */
  public static String text(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> literal.append(c < ' ' ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return literal.append('"').toString();
  }

  /**
   * Returns a call of a method, such as {@code .split(0.9, 7L)}, with arguments that are values.
   */
  public static String call(String method, Object... arguments) {
    JavaSource source = new JavaSource();
    return Stream.of(arguments)
        .map(argument -> source.of(argument, "argument"))
        .collect(Collectors.joining(", ", "." + method + "(", ")"));
  }

  /** Returns a statement with its types named shortly, after the imports that this needs. */
  public static String imported(String statement) {
    Set<String> imports = new TreeSet<>();
    String shortened =
        NAMES
            .matcher(statement)
            .replaceAll(
                name -> {
                  if (name.group(1) == null) {
                    return Matcher.quoteReplacement(name.group());
                  }
                  imports.add("import " + name.group() + ";\n");
                  return name.group(2);
                });
    return String.join("", imports)
        + shortened.lines().map(JavaSource::wrapped).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Breaks a long line after arguments; what follows is indented by four more. */
  private static String wrapped(String line) {
    if (line.startsWith("//")) {
      return line;
    }
    String margin = " ".repeat(line.length() - line.stripLeading().length() + 4);
    StringBuilder lines = new StringBuilder();
    int length = 0;
    Matcher argument = ARGUMENT.matcher(line);
    while (argument.find()) {
      boolean breaks = length > 0 && length + argument.group().length() > WIDTH;
      String part = breaks ? "\n" + margin + argument.group().stripLeading() : argument.group();
      lines.append(part);
      length = breaks ? part.length() - 1 : length + part.length();
    }
    return lines.toString();
  }

  /** Returns the variables that stand for values without an expression. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  private Optional<String> write(Object value) {
    if (value instanceof String text) {
      return Optional.of(text(text));
    }
    if (value instanceof Long whole) {
      return Optional.of(whole + "L");
    }
    if (value instanceof Double number) {
      return Optional.of(number.isInfinite() || number.isNaN() ? special(number) : "" + number);
    }
    if (value instanceof Float number) {
      return Optional.of(number + "f");
    }
    if (value instanceof Integer || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    if (value instanceof Path path) {
      return Optional.of("java.nio.file.Path.of(" + text(path.toString()) + ")");
    }
    if (value instanceof Enum<?> constant) {
      return Optional.of(constant.getDeclaringClass().getCanonicalName() + "." + constant.name());
    }
    return value instanceof Record composed ? composed(composed) : collection(value);
  }

  private static String special(double number) {
    return Double.isNaN(number)
        ? "Double.NaN"
        : number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
  }

  private Optional<String> collection(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isEmpty()
          ? Optional.of("java.util.Optional.empty()")
          : write(optional.get()).map(inner -> "java.util.Optional.of(" + inner + ")");
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> entries =
          map.entrySet().stream()
              .flatMap(entry -> List.<Object>of(entry.getKey(), entry.getValue()).stream())
              .toList();
      return all(entries).map(inner -> "java.util.Map.of(" + inner + ")");
    }
    if (value instanceof Collection<?> several) {
      String type = value instanceof Set<?> ? "Set" : "List";
      return all(List.copyOf(several)).map(inner -> "java.util." + type + ".of(" + inner + ")");
    }
    return Optional.empty();
  }

  private Optional<String> composed(Record value) {
    RecordComponent[] parts = value.getClass().getRecordComponents();
    Object[] values = new Object[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        values[i] = parts[i].getAccessor().invoke(value);
      }
    } catch (ReflectiveOperationException notPublic) {
      return Optional.empty();
    }
    String type = value.getClass().getCanonicalName();
    return all(List.of(values)).map(inner -> "new " + type + "(" + inner + ")");
  }

  private Optional<String> all(List<?> values) {
    List<Optional<String>> written = values.stream().map(this::write).toList();
    return written.stream().allMatch(Optional::isPresent)
        ? Optional.of(written.stream().map(Optional::get).collect(Collectors.joining(", ")))
        : Optional.empty();
  }
}

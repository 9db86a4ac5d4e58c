package org.attune.notebook;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import org.attune.view.Html;

/**
 * Answers "what is this?" about the name under the cursor from the kit's own sources: the comment,
 * the parameters, and for a method of alignment its settings with their defaults.
 */
final class Inspection {
  /** The types whose static methods cells may call without a prefix. */
  private static final List<String> STATICALLY = List.of("Align", "Evaluate");

  private final KitSources sources;
  private final SourceCodeAnalysis analysis;

  Inspection(KitSources sources, SourceCodeAnalysis analysis) {
    this.sources = sources;
    this.analysis = analysis;
  }

  /** Returns HTML about the name at a place in a cell, if it is one of the kit's. */
  Optional<String> html(String code, int cursor) {
    return CellSymbols.at(code, cursor).flatMap(this::html);
  }

  private Optional<String> html(CellSymbols symbol) {
    if (!symbol.receiver().isEmpty()) {
      Optional<String> type =
          sources.has(symbol.receiver())
              ? Optional.of(symbol.receiver())
              : CellSymbols.type(analysis, symbol.receiver());
      return type.flatMap(name -> method(name, symbol.name()));
    }
    if (sources.has(symbol.name())) {
      return type(symbol.name());
    }
    for (String owner : STATICALLY) {
      Optional<String> found = method(owner, symbol.name());
      if (found.isPresent()) {
        return found;
      }
    }
    return CellSymbols.type(analysis, symbol.name()).flatMap(this::type);
  }

  private Optional<SourceDocs> docs(String type) {
    return sources.text(type).flatMap(text -> SourceDocs.of(type, text));
  }

  private Optional<String> type(String name) {
    return docs(name)
        .map(
            docs ->
                "<p><code>"
                    + Html.escape(docs.declaration())
                    + "</code></p>"
                    + docs.comment().map(DocHtml::of).orElse(""));
  }

  /** Returns the overloads of a method of a type, or of one that it extends. */
  private Optional<String> method(String type, String name) {
    Optional<SourceDocs> docs = docs(type);
    if (docs.isEmpty()) {
      return Optional.empty();
    }
    List<SourceDocs.DocumentedMethod> named = docs.get().named(name);
    if (!named.isEmpty()) {
      return Optional.of(
          named.stream().map(Inspection::text).collect(Collectors.joining("<hr>"))
              + defaults(type, name));
    }
    for (String supertype : docs.get().supertypes()) {
      Optional<String> found = method(supertype, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return component(docs.get(), type, name);
  }

  /** Returns the description of a record's component, whose accessor has no source. */
  private static Optional<String> component(SourceDocs docs, String type, String name) {
    return docs.comment()
        .map(DocHtml::parameters)
        .map(parameters -> parameters.get(name))
        .map(words -> "<p><code>" + type + "." + name + "()</code></p><p>" + words + "</p>");
  }

  private static String text(SourceDocs.DocumentedMethod method) {
    return "<p><code>"
        + Html.escape(method.signature())
        + "</code></p>"
        + method.comment().map(DocHtml::of).orElse("");
  }

  /** Returns the settings of what a static method without arguments makes, if that is a record. */
  private String defaults(String type, String name) {
    Object made;
    try {
      Method method = Class.forName(sources.fullName(type).orElse("")).getMethod(name);
      boolean harmless =
          STATICALLY.contains(type)
              && Modifier.isStatic(method.getModifiers())
              && method.getReturnType().isRecord();
      made = harmless ? method.invoke(null) : null;
    } catch (ReflectiveOperationException none) {
      return "";
    }
    return made == null ? "" : settings((Record) made);
  }

  private String settings(Record made) {
    Map<String, String> meanings =
        docs(made.getClass().getSimpleName())
            .flatMap(SourceDocs::comment)
            .map(DocHtml::parameters)
            .orElse(Map.of());
    List<String> rows = new ArrayList<>();
    for (RecordComponent part : made.getClass().getRecordComponents()) {
      try {
        String value = String.valueOf(part.getAccessor().invoke(made));
        rows.add(row(part.getName(), value, meanings.getOrDefault(part.getName(), "")));
      } catch (ReflectiveOperationException hidden) {
        // A setting that nobody may read needs no default.
      }
    }
    return rows.isEmpty()
        ? ""
        : "<table><tr><th>setting</th><th>default</th><th>meaning</th></tr>"
            + String.join("", rows)
            + "</table>";
  }

  private static String row(String name, String value, String meaning) {
    return "<tr><td><code>"
        + name
        + "</code></td><td>"
        + Html.escape(value)
        + "</td><td>"
        + meaning
        + "</td></tr>";
  }
}

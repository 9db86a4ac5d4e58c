package org.attune.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recipe: a Markdown file whose {@code ```java} blocks are cells; everything else is prose, as
 * are the blocks inside {@code <details>}, which are solutions of exercises.
 *
 * @param name the file's name without its ending, such as {@code 03-sft-fa-rwr-ca}
 * @param parts prose and code in turn, in the order of the page
 */
record Page(String name, List<Part> parts) {
  private static final String OPENING = "```java";
  private static final String CLOSING = "```";
  private static final Pattern SOLUTION =
      Pattern.compile("<details>.*?```java\n(.*?)\n```.*?</details>", Pattern.DOTALL);

  /**
   * A stretch of prose or one cell.
   *
   * @param code whether it is a cell
   * @param line the line of the file, from 1, on which the text begins
   * @param text the text without fences
   */
  record Part(boolean code, int line, String text) {}

  /** Reads a page. */
  static Page read(Path file) {
    try {
      String name = file.getFileName().toString().replaceFirst("\\.md$", "");
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all numbered pages of a folder, in order. */
  static List<Page> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.md"))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parts a page's text at its fences; a fence that never closes is an error. */
  static Page parse(String name, String text) {
    List<Part> parts = new ArrayList<>();
    List<String> lines = text.lines().toList();
    int start = 0;
    boolean code = false;
    boolean hidden = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      hidden = line.startsWith("<details") || (hidden && !line.startsWith("</details"));
      if (!hidden && line.equals(code ? CLOSING : OPENING)) {
        add(parts, code, start, lines.subList(start, i));
        code = !code;
        start = i + 1;
      }
    }
    if (code) {
      throw new IllegalArgumentException(
          name + ".md:" + start + ": this block of Java is never closed.");
    }
    add(parts, false, start, lines.subList(start, lines.size()));
    return new Page(name, List.copyOf(parts));
  }

  /** Blank lines around prose are left out, and so is prose that is nothing else. */
  private static void add(List<Part> parts, boolean code, int start, List<String> lines) {
    int from = 0;
    int to = lines.size();
    while (from < to && lines.get(from).isBlank()) {
      from++;
    }
    while (to > from && lines.get(to - 1).isBlank()) {
      to--;
    }
    if (code || from < to) {
      parts.add(new Part(code, start + from + 1, String.join("\n", lines.subList(from, to))));
    }
  }

  /** Returns the cells in order. */
  List<Part> cells() {
    return parts.stream().filter(Part::code).toList();
  }

  /** Returns the solutions of the exercises, which are hidden in the prose, in order. */
  List<Part> solutions() {
    List<Part> solutions = new ArrayList<>();
    for (Part part : parts) {
      Matcher hidden = SOLUTION.matcher(part.code() ? "" : part.text());
      while (hidden.find()) {
        long above = part.text().substring(0, hidden.start(1)).lines().count();
        solutions.add(new Part(true, part.line() + (int) above, hidden.group(1)));
      }
    }
    return solutions;
  }

  /** Returns this page with small sizes, see {@link Hurry}. */
  Page inAHurry() {
    return new Page(
        name,
        parts.stream()
            .map(part -> part.code() ? new Part(true, part.line(), Hurry.apply(part.text())) : part)
            .toList());
  }

  /** Returns the folder that holds {@code mvnw}, wherever below it the program was started. */
  static Path root() {
    Path start = Path.of("").toAbsolutePath();
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No folder above " + start + " has mvnw."));
  }
}

package org.attune.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;

/**
 * Terms of the field in a sentence or two each.
 *
 * @param terms in reading order, from models to statistics
 */
public record Glossary(List<Term> terms) implements HtmlDisplayable {
  private static final int SAME_LETTERS = 3;

  /**
   * A term.
   *
   * @param name the usual name
   * @param aliases other names
   * @param meaning one or two sentences
   */
  public record Term(String name, List<String> aliases, String meaning) {
    private Stream<String> names() {
      return Stream.concat(Arrays.stream(name.split(", ")), aliases.stream());
    }

    private boolean isNamed(String wanted) {
      return names().anyMatch(wanted::equals);
    }

    private boolean mentions(String wanted) {
      return names().anyMatch(name -> name.contains(wanted))
          || meaning.toLowerCase(Locale.ROOT).contains(wanted);
    }
  }

  /** Copies the list. */
  public Glossary {
    terms = List.copyOf(terms);
  }

  /** Returns all terms. */
  public static Glossary all() {
    try (InputStream in = Glossary.class.getResourceAsStream("glossary.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Glossary(
          text.lines().filter(line -> !line.isBlank()).map(Glossary::term).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("The glossary cannot be read.", e);
    }
  }

  private static Term term(String line) {
    String[] parts = line.split("\\|", 3);
    List<String> aliases =
        Arrays.stream(parts[1].split(",")).map(String::strip).filter(a -> !a.isEmpty()).toList();
    return new Term(parts[0].strip(), aliases, parts[2].strip());
  }

  /**
   * Returns the term of a name, in any spelling of upper and lower case, or those that mention it.
   */
  public Glossary about(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    List<Term> exact = terms.stream().filter(term -> term.isNamed(wanted)).toList();
    List<Term> found =
        exact.isEmpty() ? terms.stream().filter(term -> term.mentions(wanted)).toList() : exact;
    InvalidInputException.unless(
        !wanted.isEmpty() && !found.isEmpty(),
        "The glossary has no '%s'%s; Attune.help() lists its %d terms.",
        name,
        alike(wanted),
        terms.size());
    return new Glossary(found);
  }

  /** Returns the names that begin with the same letters, as a mistyped name does, in words. */
  private String alike(String wanted) {
    String start = wanted.substring(0, Math.min(SAME_LETTERS, wanted.length()));
    List<String> names =
        terms.stream()
            .flatMap(Term::names)
            .filter(each -> start.length() == SAME_LETTERS && each.startsWith(start))
            .limit(3)
            .toList();
    return names.isEmpty() ? "" : " (did you mean " + String.join(" or ", names) + "?)";
  }

  @Override
  public String html() {
    return terms.stream()
        .map(
            term ->
                "<dt style=\"font-weight:600\">"
                    + Html.escape(term.names().collect(Collectors.joining(", ")))
                    + "</dt><dd style=\"margin:0 0 .6em 1.2em;max-width:52em\">"
                    + Html.escape(term.meaning())
                    + "</dd>")
        .collect(Collectors.joining("", "<dl>", "</dl>"));
  }

  @Override
  public String toString() {
    return terms.stream()
        .map(term -> term.name() + ": " + term.meaning())
        .collect(Collectors.joining("\n"));
  }
}

package org.attune.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * A text with named placeholders, such as {@code "User: {instruction}\nAssistant:"}.
 *
 * <pre>{@code
 * var chat = TextTemplate.of("User: {instruction}\nAssistant:");
 * chat.fill("Tell me a joke.")
 * chat.fill(Map.of("instruction", "Tell me a joke."))
 * }</pre>
 *
 * <p>A name is a letter followed by letters, digits and underscores. Literal braces are doubled:
 * <code>{{</code> and <code>}}</code>. Values are inserted unchanged: braces in a value are never
 * read as placeholders.
 */
public final class TextTemplate {
  private final String text;
  private final List<Piece> pieces;

  /** A run of plain text, or a placeholder. */
  private record Piece(boolean isHole, String text) {}

  private TextTemplate(String text) {
    this.text = text;
    this.pieces = new Cutter(text).pieces();
  }

  /** Parses a template; an error says where its braces do not match. */
  public static TextTemplate of(String text) {
    TextChecks.require("template", text);
    return new TextTemplate(text);
  }

  /** Returns the names of the placeholders, each once, in order of appearance. */
  public List<String> holes() {
    return pieces.stream().filter(Piece::isHole).map(Piece::text).distinct().toList();
  }

  /** Returns this template if it has exactly these placeholders, in any order. */
  public TextTemplate requiring(String... names) {
    compare(new LinkedHashSet<>(List.of(names)), "expected");
    return this;
  }

  /**
   * Returns the text with every placeholder filled; the values must name each placeholder and no
   * other.
   */
  public String fill(Map<String, String> values) {
    compare(values.keySet(), "given");
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      String value = piece.isHole() ? values.get(piece.text()) : piece.text();
      InvalidInputException.unless(
          value != null, "The value for {%s} is missing (null).", piece.text());
      out.append(value);
    }
    return out.toString();
  }

  /** Returns the text with its one placeholder filled. */
  public String fill(String value) {
    List<String> holes = holes();
    InvalidInputException.unless(
        holes.size() == 1,
        "The template %s has %d placeholders %s, so a single value is ambiguous; use fill(Map).",
        TextChecks.quoted(text),
        holes.size(),
        holes);
    TextChecks.require("value for {" + holes.get(0) + "}", value);
    return fill(Map.of(holes.get(0), value));
  }

  /** Returns the template as it was written. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextTemplate template && template.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Template " + TextChecks.quoted(text);
  }

  private void compare(Set<String> names, String verb) {
    List<String> holes = holes();
    for (String name : names) {
      InvalidInputException.unless(
          holes.contains(name),
          "The template %s has no placeholder {%s}, which was %s; its placeholders are %s.",
          TextChecks.quoted(text),
          name,
          verb,
          holes);
    }
    for (String hole : holes) {
      InvalidInputException.unless(
          names.contains(hole),
          "The template %s has a placeholder {%s}, which was not %s; %s was.",
          TextChecks.quoted(text),
          hole,
          verb,
          names.isEmpty() ? "nothing" : names);
    }
  }

  /** Splits the template into its pieces. */
  private static final class Cutter {
    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private int at;

    Cutter(String text) {
      this.text = text;
    }

    List<Piece> pieces() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if ((c == '{' || c == '}') && text.startsWith(String.valueOf(c), at + 1)) {
          plain.append(c);
          at += 2;
        } else if (c == '{') {
          hole();
        } else if (c == '}') {
          throw unbalanced("}", "closes no placeholder");
        } else {
          plain.append(c);
          at++;
        }
      }
      endPlain();
      return List.copyOf(pieces);
    }

    private void hole() {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw unbalanced("{", "is never closed");
      }
      String name = text.substring(at + 1, end);
      InvalidInputException.unless(
          isName(name),
          "The template has {%s} at position %d, which is not a placeholder name (a letter, then"
              + " letters, digits or _); write {{ and }} for literal braces.",
          name.length() > 40 ? name.substring(0, 40) + "…" : name,
          at + 1);
      endPlain();
      pieces.add(new Piece(true, name));
      at = end + 1;
    }

    private void endPlain() {
      if (!plain.isEmpty()) {
        pieces.add(new Piece(false, plain.toString()));
        plain.setLength(0);
      }
    }

    private InvalidInputException unbalanced(String brace, String problem) {
      return new InvalidInputException(
          String.format(
              "The template's brace %s at position %d %s; write %s%s for a literal brace.",
              brace, at + 1, problem, brace, brace));
    }

    private static boolean isName(String name) {
      return !name.isEmpty()
          && Character.isLetter(name.charAt(0))
          && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }
  }
}

package org.attune.data.jinja;

import java.util.BitSet;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * A text that records of every character whether it is the template's own or comes from data.
 *
 * <p>Python counts characters in code points; positions here are those of Java, in UTF-16 units,
 * and {@link #unit} converts.
 */
final class MarkedText {
  static final MarkedText EMPTY = new MarkedText("", new BitSet());

  private final String text;
  private final BitSet given;

  private MarkedText(String text, BitSet given) {
    this.text = text;
    this.given = given;
  }

  /** Returns a text of the template. */
  static MarkedText own(String text) {
    return text.isEmpty() ? EMPTY : new MarkedText(text, new BitSet());
  }

  /** Returns a text of the data. */
  static MarkedText given(String text) {
    BitSet all = new BitSet();
    all.set(0, text.length());
    return new MarkedText(text, all);
  }

  /** Returns a text that is marked as the builder's characters were. */
  static MarkedText of(StringBuilder text, BitSet given) {
    return new MarkedText(text.toString(), (BitSet) given.clone());
  }

  String text() {
    return text;
  }

  /** Returns the positions of characters from data; must not be modified. */
  BitSet marks() {
    return given;
  }

  /** Returns the number of code points. */
  int length() {
    return text.codePointCount(0, text.length());
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Returns the position of a code point's index. */
  int unit(int index) {
    return text.offsetByCodePoints(0, index);
  }

  /** Appends this text to a builder and its marks. */
  void appendTo(StringBuilder out, BitSet marks) {
    int at = out.length();
    out.append(text);
    for (int from = given.nextSetBit(0); from >= 0; ) {
      int to = given.nextClearBit(from);
      marks.set(at + from, at + to);
      from = given.nextSetBit(to);
    }
  }

  MarkedText plus(MarkedText other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    StringBuilder out = new StringBuilder(text.length() + other.text.length());
    BitSet marks = new BitSet();
    appendTo(out, marks);
    other.appendTo(out, marks);
    return new MarkedText(out.toString(), marks);
  }

  /** Returns the text between two positions. */
  MarkedText part(int from, int to) {
    if (from == 0 && to == text.length()) {
      return this;
    }
    return from >= to ? EMPTY : new MarkedText(text.substring(from, to), given.get(from, to));
  }

  /** Returns the text without the code points at its ends that match. */
  MarkedText stripped(IntPredicate what, boolean start, boolean end) {
    int from = 0;
    int to = text.length();
    while (start && from < to && what.test(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (end && to > from && what.test(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return part(from, to);
  }

  MarkedText upper() {
    return changed(text -> text.toUpperCase(Locale.ROOT));
  }

  MarkedText lower() {
    return changed(text -> text.toLowerCase(Locale.ROOT));
  }

  /** Returns the first character in title case and the others in lower case. */
  MarkedText capitalized() {
    if (isEmpty()) {
      return this;
    }
    int first = Character.charCount(text.codePointAt(0));
    MarkedText head =
        part(0, first)
            .changed(
                letter -> {
                  String upper = letter.toUpperCase(Locale.ROOT);
                  return upper.length() == letter.length()
                      ? Character.toString(Character.toTitleCase(letter.codePointAt(0)))
                      : upper.substring(0, 1) + upper.substring(1).toLowerCase(Locale.ROOT);
                });
    return head.plus(part(first, text.length()).lower());
  }

  private MarkedText changed(UnaryOperator<String> change) {
    String whole = change.apply(text);
    if (whole.length() == text.length() || given.isEmpty()) {
      return new MarkedText(whole, given);
    }
    if (given.cardinality() == text.length()) {
      return given(whole);
    }
    StringBuilder out = new StringBuilder();
    BitSet marks = new BitSet();
    for (int at = 0; at < text.length(); ) {
      int next = at + Character.charCount(text.codePointAt(at));
      String letter = change.apply(text.substring(at, next));
      (given.get(at) ? given(letter) : own(letter)).appendTo(out, marks);
      at = next;
    }
    return new MarkedText(out.toString(), marks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MarkedText marked && marked.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.TupleValue;

/** Python's methods that split a string. */
final class TextCutting {
  private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private TextCutting() {}

  static List<Object> split(
      RenderContext context, MarkedText text, CallArguments arguments, boolean fromEnd) {
    Object[] given = arguments.bind("split", 0, "sep", "maxsplit");
    int most = given[1] == null ? -1 : PythonValues.integer(given[1], "split's maxsplit");
    if (given[0] == null || given[0] instanceof NoneValue) {
      if (fromEnd && most >= 0) {
        throw TemplateRefusal.unknown("rsplit at white space with a limit");
      }
      return atSpaces(text, most);
    }
    MarkedText mark = PythonValues.text(given[0], "split's separator");
    if (mark.isEmpty()) {
      throw new TemplateRefusal("split's separator is empty");
    }
    List<Object> parts = new ArrayList<>();
    return fromEnd ? backwards(text, mark.text(), most, parts) : at(text, mark.text(), most, parts);
  }

  private static List<Object> at(MarkedText text, String mark, int most, List<Object> parts) {
    int from = 0;
    int at = text.text().indexOf(mark);
    while (at >= 0 && (most < 0 || parts.size() < most)) {
      parts.add(text.part(from, at));
      from = at + mark.length();
      at = text.text().indexOf(mark, from);
    }
    parts.add(text.part(from, text.text().length()));
    return parts;
  }

  private static List<Object> backwards(
      MarkedText text, String mark, int most, List<Object> parts) {
    int to = text.text().length();
    int at = text.text().lastIndexOf(mark);
    while (at >= 0 && (most < 0 || parts.size() < most)) {
      parts.add(text.part(at + mark.length(), to));
      to = at;
      at = at < mark.length() ? -1 : text.text().lastIndexOf(mark, at - mark.length());
    }
    parts.add(text.part(0, to));
    Collections.reverse(parts);
    return parts;
  }

  private static List<Object> atSpaces(MarkedText text, int most) {
    List<Object> parts = new ArrayList<>();
    MarkedText rest = text.stripped(PythonValues::isSpace, true, false);
    while (!rest.isEmpty() && (most < 0 || parts.size() < most)) {
      MarkedText after = rest.stripped(point -> !PythonValues.isSpace(point), true, false);
      parts.add(rest.part(0, rest.text().length() - after.text().length()));
      rest = after.stripped(PythonValues::isSpace, true, false);
    }
    if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  static List<Object> splitLines(MarkedText text, CallArguments arguments) {
    arguments.bind("splitlines", 0);
    return lines(text);
  }

  /**
   * Returns the lines without their terminators; a final terminator does not begin another line.
   */
  static List<Object> lines(MarkedText text) {
    List<Object> lines = new ArrayList<>();
    String all = text.text();
    int from = 0;
    for (int at = 0; at < all.length(); at++) {
      if (LINE_ENDS.indexOf(all.charAt(at)) >= 0) {
        lines.add(text.part(from, at));
        at += all.startsWith("\r\n", at) ? 1 : 0;
        from = at + 1;
      }
    }
    if (from < all.length()) {
      lines.add(text.part(from, all.length()));
    }
    return lines;
  }

  static TupleValue partition(MarkedText text, CallArguments arguments, boolean last) {
    Object given = arguments.bind("partition", 1, "sep")[0];
    String mark = PythonValues.text(given, "partition's separator").text();
    if (mark.isEmpty()) {
      throw new TemplateRefusal("partition's separator is empty");
    }
    int length = text.text().length();
    int at = last ? text.text().lastIndexOf(mark) : text.text().indexOf(mark);
    if (at < 0) {
      MarkedText none = MarkedText.EMPTY;
      return new TupleValue(last ? List.of(none, none, text) : List.of(text, none, none));
    }
    int end = at + mark.length();
    return new TupleValue(List.of(text.part(0, at), text.part(at, end), text.part(end, length)));
  }
}

package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.SafeText;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** The filters that return a text or a number. */
final class TextFilters {
  private static final Pattern WORD_START = Pattern.compile("[-\\s({\\[<]+");

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("trim", TextFilters::trim),
          Map.entry("upper", (c, a) -> only(c, "upper", a).upper()),
          Map.entry("lower", (c, a) -> only(c, "lower", a).lower()),
          Map.entry("capitalize", (c, a) -> only(c, "capitalize", a).capitalized()),
          Map.entry("title", (c, a) -> title(c, only(c, "title", a))),
          Map.entry("string", TextFilters::string),
          Map.entry("safe", (c, a) -> new SafeText(only(c, "safe", a))),
          Map.entry("replace", TextFilters::replace),
          Map.entry("indent", TextFilters::indent),
          Map.entry("tojson", JsonText::filter),
          Map.entry("int", TextFilters::toInteger),
          Map.entry("float", TextFilters::toFloat),
          Map.entry("abs", TextFilters::abs),
          Map.entry("default", TextFilters::orDefault),
          Map.entry("d", TextFilters::orDefault));

  private TextFilters() {}

  /** Returns the one argument as a text, as Jinja's soft_str does. */
  private static MarkedText only(RenderContext context, String name, CallArguments arguments) {
    return soft(context, arguments.bind(name, 1, "value")[0], name);
  }

  private static MarkedText soft(RenderContext context, Object value, String name) {
    if (value instanceof SafeText && !name.equals("safe")) {
      throw TemplateRefusal.unknown("the filter '" + name + "' on a string marked as safe");
    }
    return PythonText.str(context, value);
  }

  private static Object trim(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("trim", 1, "value", "chars");
    return soft(context, given[0], "trim").stripped(TextMethods.characters(given[1]), true, true);
  }

  private static Object string(RenderContext context, CallArguments arguments) {
    Object value = arguments.bind("string", 1, "object")[0];
    return value instanceof SafeText ? value : PythonText.str(context, value);
  }

  private static MarkedText title(RenderContext context, MarkedText text) {
    List<MarkedText> parts = new ArrayList<>();
    Matcher starts = WORD_START.matcher(text.text());
    int from = 0;
    while (starts.find()) {
      parts.add(word(text.part(from, starts.start())));
      parts.add(text.part(starts.start(), starts.end()));
      from = starts.end();
    }
    parts.add(word(text.part(from, text.text().length())));
    return PythonValues.join(context, MarkedText.EMPTY, parts);
  }

  private static MarkedText word(MarkedText word) {
    if (word.isEmpty()) {
      return word;
    }
    int first = word.unit(1);
    return word.part(0, first).upper().plus(word.part(first, word.text().length()).lower());
  }

  private static Object replace(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("replace", 3, "s", "old", "new", "count");
    boolean all = given[3] == null || given[3] instanceof NoneValue;
    return TextMethods.replace(
        context,
        soft(context, given[0], "replace"),
        soft(context, given[1], "replace"),
        soft(context, given[2], "replace"),
        all ? -1 : PythonValues.integer(given[3], "replace's count"));
  }

  private static Object indent(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("indent", 1, "s", "width", "first", "blank");
    MarkedText by = indentation(context, given[1]);
    boolean first = given[2] != null && PythonValues.truth(given[2]);
    boolean blank = given[3] != null && PythonValues.truth(given[3]);
    MarkedText text = PythonValues.text(given[0], "what is indented");
    List<Object> lines = TextCutting.lines(text.plus(MarkedText.own("\n")));
    List<MarkedText> parts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      MarkedText line = (MarkedText) lines.get(i);
      boolean moved = i == 0 ? first : blank || !line.isEmpty();
      parts.add(moved ? by.plus(line) : line);
    }
    context.charge((long) parts.size() * by.text().length());
    return PythonValues.join(context, MarkedText.own("\n"), parts);
  }

  private static MarkedText indentation(RenderContext context, Object width) {
    if (width instanceof MarkedText text) {
      return text;
    }
    int blanks = width == null ? 4 : PythonValues.integer(width, "indent's width");
    context.charge(Math.max(0, blanks));
    return MarkedText.own(" ".repeat(Math.max(0, blanks)));
  }

  private static Object toInteger(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("int", 1, "value", "default", "base");
    Object value = given[0];
    if (value instanceof UndefinedValue || given[2] != null) {
      throw TemplateRefusal.unknown("the filter 'int' of an undefined value or with a base");
    }
    Object otherwise = given[1] == null ? (Object) 0L : given[1];
    if (PythonNumbers.isInteger(value)) {
      return PythonNumbers.integer(value);
    }
    Double real = value instanceof Double number ? number : parsed(value);
    if (real == null) {
      return otherwise;
    }
    MarkedText text = PythonValues.textOrNull(value);
    if (text != null && text.text().strip().matches("[+-]?\\d{1,18}")) {
      return Long.parseLong(text.text().strip());
    }
    if (Math.abs(real) >= 1L << 53) {
      throw TemplateRefusal.unknown("the filter 'int' of a number of this size");
    }
    return (long) (double) real;
  }

  private static Object toFloat(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("float", 1, "value", "default");
    if (given[0] instanceof UndefinedValue) {
      throw TemplateRefusal.unknown("the filter 'float' of an undefined value");
    }
    if (PythonNumbers.isNumber(given[0])) {
      return PythonNumbers.real(given[0]);
    }
    Double real = parsed(given[0]);
    return real != null ? real : given[1] == null ? (Object) 0.0 : given[1];
  }

  /** Returns the plain decimal number that a string holds, or null. */
  private static Double parsed(Object value) {
    MarkedText text = PythonValues.textOrNull(value);
    if (text == null) {
      return null;
    }
    String number = text.stripped(PythonValues::isSpace, true, true).text();
    if (number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Double.valueOf(number);
    }
    if (number.matches("(?i).*(inf|nan|_).*") || number.chars().anyMatch(c -> c > 0x7f)) {
      throw TemplateRefusal.unknown("reading " + number + " as a number");
    }
    return null;
  }

  private static Object abs(RenderContext context, CallArguments arguments) {
    Object value = arguments.bind("abs", 1, "x")[0];
    return PythonNumbers.real(value) < 0 ? Operators.signed(true, value) : value;
  }

  private static Object orDefault(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("default", 1, "value", "default_value", "boolean");
    boolean lenient = given[2] != null && PythonValues.truth(given[2]);
    boolean missing =
        given[0] instanceof UndefinedValue || (lenient && !PythonValues.truth(given[0]));
    return !missing ? given[0] : given[1] == null ? MarkedText.EMPTY : given[1];
  }
}

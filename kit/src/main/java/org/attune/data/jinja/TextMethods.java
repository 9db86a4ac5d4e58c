package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.TupleValue;

/** The methods of Python's strings; unsupported methods are an error that names them. */
final class TextMethods {
  private static final Set<String> ALL =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "encode",
          "endswith",
          "expandtabs",
          "find",
          "format",
          "format_map",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "maketrans",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill");

  /** A method, called on a text. */
  private interface Method {
    Object call(RenderContext context, MarkedText text, CallArguments arguments);
  }

  private static final Map<String, Method> METHODS =
      Map.ofEntries(
          Map.entry("strip", (c, text, a) -> stripped(text, a, true, true)),
          Map.entry("lstrip", (c, text, a) -> stripped(text, a, true, false)),
          Map.entry("rstrip", (c, text, a) -> stripped(text, a, false, true)),
          Map.entry("upper", (c, text, a) -> without(a, "upper", text.upper())),
          Map.entry("lower", (c, text, a) -> without(a, "lower", text.lower())),
          Map.entry("capitalize", (c, text, a) -> without(a, "capitalize", text.capitalized())),
          Map.entry("startswith", (c, text, a) -> affix("startswith", text, a, true)),
          Map.entry("endswith", (c, text, a) -> affix("endswith", text, a, false)),
          Map.entry("split", (c, text, a) -> TextCutting.split(c, text, a, false)),
          Map.entry("rsplit", (c, text, a) -> TextCutting.split(c, text, a, true)),
          Map.entry("splitlines", (c, text, a) -> TextCutting.splitLines(text, a)),
          Map.entry("partition", (c, text, a) -> TextCutting.partition(text, a, false)),
          Map.entry("rpartition", (c, text, a) -> TextCutting.partition(text, a, true)),
          Map.entry("replace", TextMethods::replaced),
          Map.entry("join", TextMethods::joined),
          Map.entry("find", (c, text, a) -> found("find", text, a, false)),
          Map.entry("rfind", (c, text, a) -> found("rfind", text, a, true)),
          Map.entry("index", (c, text, a) -> mustFind(found("index", text, a, false))),
          Map.entry("count", (c, text, a) -> counted(text, a)),
          Map.entry("removeprefix", (c, text, a) -> removed("removeprefix", text, a, true)),
          Map.entry("removesuffix", (c, text, a) -> removed("removesuffix", text, a, false)),
          Map.entry("isspace", (c, text, a) -> all(text, a, PythonValues::isSpace)),
          Map.entry("isdigit", (c, text, a) -> all(text, a, TextMethods::isDigit)),
          Map.entry("isalpha", (c, text, a) -> all(text, a, Character::isLetter)));

  private TextMethods() {}

  /** Returns the method of the name, or null when Python's strings have no such attribute. */
  static FunctionValue method(MarkedText text, String name) {
    Method method = METHODS.get(name);
    if (method == null && ALL.contains(name)) {
      throw TemplateRefusal.unknown("the string method '" + name + "'");
    }
    return method == null
        ? null
        : (context, arguments) -> {
          context.charge(text.text().length());
          return method.call(context, text, arguments);
        };
  }

  private static MarkedText without(CallArguments arguments, String name, MarkedText result) {
    arguments.bind(name, 0);
    return result;
  }

  private static MarkedText stripped(
      MarkedText text, CallArguments arguments, boolean start, boolean end) {
    return text.stripped(characters(arguments.bind("strip", 0, "chars")[0]), start, end);
  }

  /** Returns which characters {@code strip} removes: white space, or those of a string. */
  static IntPredicate characters(Object given) {
    if (given == null || given instanceof NoneValue) {
      return PythonValues::isSpace;
    }
    String characters = PythonValues.text(given, "what strip takes away").text();
    return point -> characters.indexOf(point) >= 0;
  }

  private static boolean affix(
      String name, MarkedText text, CallArguments arguments, boolean start) {
    Object wanted = arguments.bind(name, 1, "prefix")[0];
    List<Object> any = wanted instanceof TupleValue tuple ? tuple.items() : List.of(wanted);
    boolean found = false;
    for (Object one : any) {
      String affix = PythonValues.text(one, "the argument of " + name).text();
      found |= start ? text.text().startsWith(affix) : text.text().endsWith(affix);
    }
    return found;
  }

  private static Object replaced(RenderContext context, MarkedText text, CallArguments arguments) {
    Object[] given = arguments.bind("replace", 2, "old", "new", "count");
    int most = given[2] == null ? -1 : PythonValues.integer(given[2], "replace's count");
    return replace(
        context,
        text,
        PythonValues.text(given[0], "what replace looks for"),
        PythonValues.text(given[1], "what replace puts in"),
        most);
  }

  /** Replaces the first {@code most} occurrences, or all of them when it is negative. */
  static MarkedText replace(
      RenderContext context, MarkedText text, MarkedText old, MarkedText with, int most) {
    if (old.isEmpty()) {
      throw TemplateRefusal.unknown("replacing an empty string");
    }
    List<MarkedText> parts = new ArrayList<>();
    int from = 0;
    int at = text.text().indexOf(old.text());
    for (int done = 0; at >= 0 && (most < 0 || done < most); done++) {
      parts.add(text.part(from, at));
      from = at + old.text().length();
      at = text.text().indexOf(old.text(), from);
    }
    parts.add(text.part(from, text.text().length()));
    return PythonValues.join(context, with, parts);
  }

  private static Object joined(RenderContext context, MarkedText text, CallArguments arguments) {
    List<MarkedText> parts =
        PythonValues.iterate(arguments.bind("join", 1, "iterable")[0]).stream()
            .map(part -> PythonValues.text(part, "what join puts together"))
            .toList();
    return PythonValues.join(context, text, parts);
  }

  private static long found(String name, MarkedText text, CallArguments arguments, boolean last) {
    String wanted =
        PythonValues.text(arguments.bind(name, 1, "sub")[0], "what is looked for").text();
    int at = last ? text.text().lastIndexOf(wanted) : text.text().indexOf(wanted);
    return at < 0 ? -1 : text.text().codePointCount(0, at);
  }

  private static long mustFind(long place) {
    if (place < 0) {
      throw new TemplateRefusal("index finds no such part in the string");
    }
    return place;
  }

  private static long counted(MarkedText text, CallArguments arguments) {
    String wanted =
        PythonValues.text(arguments.bind("count", 1, "sub")[0], "what is counted").text();
    if (wanted.isEmpty()) {
      return text.length() + 1L;
    }
    long count = 0;
    for (int at = text.text().indexOf(wanted);
        at >= 0;
        at = text.text().indexOf(wanted, at + wanted.length())) {
      count++;
    }
    return count;
  }

  private static MarkedText removed(
      String name, MarkedText text, CallArguments arguments, boolean start) {
    String affix = PythonValues.text(arguments.bind(name, 1, "affix")[0], "the argument").text();
    int length = text.text().length();
    if (start) {
      return text.text().startsWith(affix) ? text.part(affix.length(), length) : text;
    }
    return text.text().endsWith(affix) ? text.part(0, length - affix.length()) : text;
  }

  private static boolean all(MarkedText text, CallArguments arguments, IntPredicate what) {
    arguments.bind("the method", 0);
    return !text.isEmpty() && text.text().codePoints().allMatch(what);
  }

  private static boolean isDigit(int point) {
    if (point > 0x7f && Character.getType(point) == Character.OTHER_NUMBER) {
      throw TemplateRefusal.unknown("isdigit of superscript and circled digits");
    }
    return Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER;
  }
}

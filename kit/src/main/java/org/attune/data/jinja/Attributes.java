package org.attune.data.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.GeneratorValue;
import org.attune.data.jinja.PythonTypes.NamespaceValue;
import org.attune.data.jinja.PythonTypes.SafeText;
import org.attune.data.jinja.PythonTypes.TupleValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;
import org.attune.data.jinja.PythonTypes.ViewValue;

/**
 * {@code a.b} and {@code a["b"]} as Jinja's immutable sandbox resolves them: the first looks for a
 * method before a key, the second for a key before a method; neither returns a method that modifies
 * its value.
 */
final class Attributes {
  private static final Set<String> OF_LISTS =
      Set.of(
          "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
          "reverse", "sort");
  private static final Set<String> OF_MAPS =
      Set.of(
          "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values");
  private static final Set<String> OF_NUMBERS =
      Set.of(
          "as_integer_ratio",
          "bit_count",
          "bit_length",
          "conjugate",
          "denominator",
          "fromhex",
          "hex",
          "imag",
          "is_integer",
          "numerator",
          "real",
          "from_bytes",
          "to_bytes");

  private Attributes() {}

  /** Returns {@code value.name}. */
  static Object attribute(Object value, String name) {
    Object found = method(value, name);
    if (found == null && value instanceof Map<?, ?> map) {
      found = map.get(MarkedText.own(name));
    }
    return found == null ? new UndefinedValue("'" + name + "'") : found;
  }

  /** Returns {@code value[index]}. */
  static Object item(Object value, Object index) {
    if (value instanceof UndefinedValue undefined) {
      throw new TemplateRefusal(undefined.what() + " is undefined, so it has no items");
    }
    Object found = indexed(value, index);
    if (found == null && index instanceof MarkedText name) {
      found = method(value, name.text());
    }
    return found == null ? new UndefinedValue("an item of " + PythonValues.typeOf(value)) : found;
  }

  /** Returns the value of a Jinja attribute path such as {@code a.b.0} in an element. */
  static Object path(Object value, Object path) {
    if (PythonNumbers.isInteger(path)) {
      return item(value, path);
    }
    Object found = value;
    for (String part : PythonValues.text(path, "an attribute's name").text().split("\\.", -1)) {
      boolean number = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      found = item(found, number ? Long.valueOf(part) : MarkedText.own(part));
    }
    return found;
  }

  private static Object indexed(Object value, Object index) {
    if (value instanceof Map<?, ?> map) {
      boolean key = !(index instanceof List) && !(index instanceof Map);
      return key ? map.get(PythonValues.key(index)) : null;
    }
    boolean indexable =
        value instanceof MarkedText
            || value instanceof List
            || value instanceof TupleValue
            || (value instanceof ViewValue view && view.type().equals("a range"));
    if (value instanceof SafeText) {
      throw TemplateRefusal.unknown("an item of a string marked as safe");
    }
    if (!indexable || !PythonNumbers.isInteger(index)) {
      return null;
    }
    List<Object> items = PythonValues.iterate(value);
    long place = PythonNumbers.integer(index);
    long at = place < 0 ? place + items.size() : place;
    return at < 0 || at >= items.size() ? null : items.get((int) at);
  }

  /** Returns the method or attribute of the name, or null when Python's type has none. */
  private static Object method(Object value, String name) {
    if (value instanceof UndefinedValue undefined) {
      throw new TemplateRefusal(undefined.what() + " is undefined, so it has no '" + name + "'");
    }
    if (value instanceof NamespaceValue namespace) {
      return namespace.attributes().get(name);
    }
    if (value instanceof LoopValue loop) {
      return loop.attribute(name);
    }
    if (name.startsWith("__")) {
      throw TemplateRefusal.unknown("the attribute " + name);
    }
    return builtIn(value, name);
  }

  private static Object builtIn(Object value, String name) {
    if (value instanceof MarkedText text) {
      return TextMethods.method(text, name);
    }
    if (value instanceof Map<?, ?> map) {
      return OF_MAPS.contains(name) ? ofMap(map, name) : null;
    }
    if (value instanceof List || value instanceof TupleValue) {
      boolean known = value instanceof List ? OF_LISTS.contains(name) : isOfTuples(name);
      return known ? ofSequence(value, name) : null;
    }
    if (isOpaque(value) || (PythonNumbers.isNumber(value) && OF_NUMBERS.contains(name))) {
      throw TemplateRefusal.unknown("'" + name + "' of " + PythonValues.typeOf(value));
    }
    return null;
  }

  private static boolean isOpaque(Object value) {
    return value instanceof SafeText
        || value instanceof GeneratorValue
        || value instanceof ViewValue
        || value instanceof FunctionValue;
  }

  private static boolean isOfTuples(String name) {
    return name.equals("count") || name.equals("index");
  }

  private static FunctionValue ofMap(Map<?, ?> map, String name) {
    return switch (name) {
      case "get" ->
          (context, arguments) -> {
            Object[] given = arguments.bind("get", 1, "key", "default");
            Object found = map.get(PythonValues.key(given[0]));
            return found != null ? found : given[1] != null ? given[1] : PythonTypes.NoneValue.NONE;
          };
      case "items" -> (context, arguments) -> view("items", map, Attributes::pair);
      case "keys" -> (context, arguments) -> view("keys", map, Map.Entry::getKey);
      case "values" -> (context, arguments) -> view("values", map, Map.Entry::getValue);
      default -> throw refused(name, "a mapping");
    };
  }

  private static ViewValue view(
      String type, Map<?, ?> map, Function<Map.Entry<?, ?>, Object> part) {
    return new ViewValue(
        "a mapping's " + type, PythonTypes.list(map.entrySet().stream().map(part).toList()));
  }

  /** Returns an entry as a tuple of key and value. */
  static TupleValue pair(Map.Entry<?, ?> entry) {
    return new TupleValue(List.of(entry.getKey(), entry.getValue()));
  }

  private static FunctionValue ofSequence(Object sequence, String name) {
    List<Object> items = PythonValues.iterate(sequence);
    return switch (name) {
      case "count" ->
          (context, arguments) -> {
            Object wanted = arguments.bind("count", 1, "value")[0];
            context.charge(items.size());
            return items.stream().filter(item -> PythonValues.equal(item, wanted)).count();
          };
      case "index" ->
          (context, arguments) -> {
            Object wanted = arguments.bind("index", 1, "value")[0];
            context.charge(items.size());
            for (int i = 0; i < items.size(); i++) {
              if (PythonValues.equal(items.get(i), wanted)) {
                return (long) i;
              }
            }
            throw new TemplateRefusal("index finds no such item in the list");
          };
      default -> throw refused(name, "a list");
    };
  }

  private static TemplateRefusal refused(String name, String type) {
    return new TemplateRefusal(
        "'"
            + name
            + "' of "
            + type
            + " is not supported here, because a template cannot change values");
  }
}

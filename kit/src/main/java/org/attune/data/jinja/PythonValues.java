package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.GeneratorValue;
import org.attune.data.jinja.PythonTypes.NamespaceValue;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.SafeText;
import org.attune.data.jinja.PythonTypes.TupleValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;
import org.attune.data.jinja.PythonTypes.ViewValue;

/** Python's built-in functions and comparisons: bool, len, iter, ==, &lt;, in. */
final class PythonValues {
  private PythonValues() {}

  static boolean isUndefined(Object value) {
    return value instanceof UndefinedValue;
  }

  /** Returns the string, also if it is marked as safe, or null for any other value. */
  static MarkedText textOrNull(Object value) {
    if (value instanceof SafeText safe) {
      return safe.text();
    }
    return value instanceof MarkedText text ? text : null;
  }

  /** Returns the string, or throws. */
  static MarkedText text(Object value, String what) {
    if (value instanceof MarkedText text) {
      return text;
    }
    throw new TemplateRefusal(what + " must be a string, got " + typeOf(value));
  }

  /** Returns the integer as an int, or throws. */
  static int integer(Object value, String what) {
    if (!PythonNumbers.isInteger(value)) {
      throw new TemplateRefusal(what + " must be an integer, got " + typeOf(value));
    }
    long number = PythonNumbers.integer(value);
    return (int) Math.max(Integer.MIN_VALUE / 2, Math.min(Integer.MAX_VALUE / 2, number));
  }

  /** Returns Python's name of the value's type. */
  static String typeOf(Object value) {
    if (value instanceof UndefinedValue undefined) {
      return "nothing (" + undefined.what() + " is undefined)";
    }
    if (value instanceof ViewValue view) {
      return view.type();
    }
    return value instanceof NoneValue
        ? "none"
        : value instanceof Boolean
            ? "a truth value"
            : PythonNumbers.isNumber(value)
                ? "a number"
                : textOrNull(value) != null
                    ? "a string"
                    : value instanceof List
                        ? "a list"
                        : value instanceof TupleValue
                            ? "a tuple"
                            : value instanceof Map
                                ? "a mapping"
                                : value instanceof GeneratorValue
                                    ? "a generator"
                                    : value instanceof FunctionValue ? "a function" : "an object";
  }

  static boolean truth(Object value) {
    if (value instanceof UndefinedValue || value instanceof NoneValue) {
      return false;
    }
    if (PythonNumbers.isNumber(value)) {
      return PythonNumbers.real(value) != 0;
    }
    return !hasLength(value) || length(value) > 0;
  }

  static boolean hasLength(Object value) {
    return textOrNull(value) != null
        || value instanceof List
        || value instanceof TupleValue
        || value instanceof Map
        || value instanceof ViewValue
        || value instanceof UndefinedValue;
  }

  static long length(Object value) {
    MarkedText text = textOrNull(value);
    if (text != null) {
      return text.length();
    }
    if (!hasLength(value)) {
      throw new TemplateRefusal(typeOf(value) + " has no length");
    }
    return iterate(value).size();
  }

  static boolean isIterable(Object value) {
    return hasLength(value) || value instanceof GeneratorValue;
  }

  /** Returns the elements that a loop over the value visits; a generator is consumed. */
  static List<Object> iterate(Object value) {
    MarkedText text = textOrNull(value);
    if (text != null) {
      return characters(text);
    }
    if (value instanceof List<?> list) {
      return PythonTypes.list(list);
    }
    if (value instanceof TupleValue tuple) {
      return tuple.items();
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof ViewValue view) {
      return view.items();
    }
    if (value instanceof GeneratorValue generator) {
      return generator.take();
    }
    if (value instanceof UndefinedValue) {
      return List.of();
    }
    throw new TemplateRefusal(typeOf(value) + " is not iterable");
  }

  private static List<Object> characters(MarkedText text) {
    List<Object> characters = new ArrayList<>();
    String all = text.text();
    for (int at = 0; at < all.length(); ) {
      int next = at + Character.charCount(all.codePointAt(at));
      characters.add(text.part(at, next));
      at = next;
    }
    return characters;
  }

  static boolean equal(Object left, Object right) {
    if (PythonNumbers.isNumber(left) && PythonNumbers.isNumber(right)) {
      boolean integers = PythonNumbers.isInteger(left) && PythonNumbers.isInteger(right);
      return integers
          ? PythonNumbers.integer(left) == PythonNumbers.integer(right)
          : PythonNumbers.real(left) == PythonNumbers.real(right);
    }
    if (left instanceof UndefinedValue || right instanceof UndefinedValue) {
      return left instanceof UndefinedValue && right instanceof UndefinedValue;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return equalItems(a, b);
    }
    if (left instanceof TupleValue a && right instanceof TupleValue b) {
      return equalItems(a.items(), b.items());
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return equalEntries(a, b);
    }
    if (left instanceof ViewValue && right instanceof ViewValue) {
      throw TemplateRefusal.unknown("the comparison of two views");
    }
    MarkedText text = textOrNull(left);
    return text != null ? text.equals(textOrNull(right)) : left == right;
  }

  private static boolean equalEntries(Map<?, ?> a, Map<?, ?> b) {
    return a.size() == b.size()
        && a.keySet().stream().allMatch(key -> b.containsKey(key) && equal(a.get(key), b.get(key)));
  }

  private static boolean equalItems(List<?> left, List<?> right) {
    boolean equal = left.size() == right.size();
    for (int i = 0; equal && i < left.size(); i++) {
      equal = equal(left.get(i), right.get(i));
    }
    return equal;
  }

  /** Returns a negative number, zero or a positive number, as Python orders the two. */
  static int compare(Object left, Object right) {
    if (PythonNumbers.isNumber(left) && PythonNumbers.isNumber(right)) {
      return PythonNumbers.compare(left, right);
    }
    MarkedText a = textOrNull(left);
    MarkedText b = textOrNull(right);
    if (a != null && b != null) {
      return comparePoints(a.text(), b.text());
    }
    if (left instanceof List<?> one && right instanceof List<?> two) {
      return compareItems(one, two);
    }
    if (left instanceof TupleValue one && right instanceof TupleValue two) {
      return compareItems(one.items(), two.items());
    }
    throw new TemplateRefusal(typeOf(left) + " and " + typeOf(right) + " cannot be compared");
  }

  private static int compareItems(List<?> left, List<?> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return compare(left.get(i), right.get(i));
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int comparePoints(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    return java.util.Arrays.compare(a, b);
  }

  static boolean contains(Object container, Object item) {
    MarkedText text = textOrNull(container);
    if (text != null) {
      MarkedText part = textOrNull(item);
      if (part == null) {
        throw new TemplateRefusal("a string cannot be searched for " + typeOf(item));
      }
      return text.text().contains(part.text());
    }
    if (container instanceof Map<?, ?> map) {
      return map.containsKey(key(item));
    }
    if (container instanceof NamespaceValue) {
      throw new TemplateRefusal("a namespace cannot be searched with in");
    }
    return iterate(container).stream().anyMatch(found -> equal(found, item));
  }

  /** Returns the value as a key of a dictionary. */
  static Object key(Object value) {
    if (value instanceof Boolean || value instanceof Double) {
      double real = PythonNumbers.real(value);
      return real == Math.rint(real) ? (Object) (long) real : value;
    }
    if (value instanceof SafeText safe) {
      return safe.text();
    }
    if (value instanceof List || value instanceof Map) {
      throw new TemplateRefusal(typeOf(value) + " cannot be the key of a mapping");
    }
    return value;
  }

  /** Returns whether Python's str.isspace holds for the code point. */
  static boolean isSpace(int point) {
    return (point >= 0x09 && point <= 0x0d)
        || (point >= 0x1c && point <= 0x20)
        || point == 0x85
        || point == 0xa0
        || point == 0x1680
        || (point >= 0x2000 && point <= 0x200a)
        || point == 0x2028
        || point == 0x2029
        || point == 0x202f
        || point == 0x205f
        || point == 0x3000;
  }

  /** Returns the elements and charges their number. */
  static List<Object> items(RenderContext context, Object value) {
    List<Object> items = iterate(value);
    context.charge(items.size());
    return items;
  }

  /** Returns the texts joined, with their marks. */
  static MarkedText join(RenderContext context, MarkedText between, List<MarkedText> parts) {
    StringBuilder out = new StringBuilder();
    BitSet marks = new BitSet();
    for (int i = 0; i < parts.size(); i++) {
      context.charge(parts.get(i).text().length() + (i > 0 ? between.text().length() : 0));
      if (i > 0) {
        between.appendTo(out, marks);
      }
      parts.get(i).appendTo(out, marks);
    }
    return MarkedText.of(out, marks);
  }
}

package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python's types as far as templates see them.
 *
 * <p>Boolean, Long and Double stand for bool, int and float, {@link MarkedText} for str, {@code
 * List} for list, {@code Map} for dict; the others are defined here.
 */
final class PythonTypes {
  private PythonTypes() {}

  /** Python's None. */
  enum NoneValue {
    /** The only value. */
    NONE
  }

  /** The value of an undefined name or key; {@code what} describes it in messages. */
  record UndefinedValue(String what) {}

  /** A tuple, which differs from a list in comparisons and when printed. */
  record TupleValue(List<Object> items) {
    TupleValue {
      items = List.copyOf(items);
    }
  }

  /** A string marked as safe: printed as it is, without escaping. */
  record SafeText(MarkedText text) {}

  /** A range or a view of a dictionary: has a length and can be iterated any number of times. */
  record ViewValue(String type, List<Object> items) {}

  /** The result of a filter such as {@code map}: can be iterated once. */
  static final class GeneratorValue {
    private List<Object> items;

    GeneratorValue(List<Object> items) {
      this.items = items;
    }

    /** Returns the next element, or null at the end. */
    Object next() {
      if (items.isEmpty()) {
        return null;
      }
      Object first = items.get(0);
      items = items.subList(1, items.size());
      return first;
    }

    List<Object> take() {
      List<Object> taken = items;
      items = List.of();
      return taken;
    }
  }

  /** A namespace, the one value that templates may change. */
  record NamespaceValue(Map<String, Object> attributes) {
    NamespaceValue() {
      this(new LinkedHashMap<>());
    }

    void set(String name, Object value) {
      if (name.startsWith("_")) {
        throw new TemplateRefusal("the namespace attribute " + name + " begins with an underscore");
      }
      attributes.put(name, value);
    }
  }

  /** A callable value. */
  interface FunctionValue {
    Object call(RenderContext context, CallArguments arguments);
  }

  /** The arguments of a call. */
  record CallArguments(List<Object> positional, Map<String, Object> named) {
    static final CallArguments NONE = new CallArguments(List.of(), Map.of());

    /** Returns one value for each parameter, null where none was given. */
    Object[] bind(String function, int required, String... parameters) {
      if (positional.size() > parameters.length) {
        throw new TemplateRefusal(
            String.format(
                "%s takes at most %d arguments, got %d",
                function, parameters.length, positional.size()));
      }
      List<String> names = List.of(parameters);
      Object[] values = positional.toArray(new Object[parameters.length]);
      named.forEach(
          (name, value) -> {
            int at = names.indexOf(name);
            if (at < 0 || values[at] != null) {
              throw new TemplateRefusal(
                  function + (at < 0 ? " has no argument " : " gets twice the argument ") + name);
            }
            values[at] = value;
          });
      for (int i = 0; i < required; i++) {
        if (values[i] == null) {
          throw new TemplateRefusal(function + " needs the argument " + parameters[i]);
        }
      }
      return values;
    }

    /** Returns these arguments without the first positional one. */
    CallArguments rest() {
      return new CallArguments(positional.subList(1, positional.size()), named);
    }

    /** Returns these arguments after one more positional one. */
    CallArguments after(Object first) {
      List<Object> all = list(List.of(first));
      all.addAll(positional);
      return new CallArguments(all, named);
    }
  }

  /** Returns a new list of the elements. */
  static List<Object> list(Iterable<?> items) {
    List<Object> list = new ArrayList<>();
    items.forEach(list::add);
    return list;
  }
}

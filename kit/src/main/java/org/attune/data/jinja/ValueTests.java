package org.attune.data.jinja;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.NamespaceValue;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.TupleValue;
import org.attune.data.jinja.PythonTypes.ViewValue;

/** Jinja's tests, {@code value is name}. */
final class ValueTests {
  private static final Map<String, Predicate<Object>> PLAIN =
      Map.ofEntries(
          Map.entry("defined", value -> !PythonValues.isUndefined(value)),
          Map.entry("undefined", PythonValues::isUndefined),
          Map.entry("none", value -> value instanceof NoneValue),
          Map.entry("string", value -> PythonValues.textOrNull(value) != null),
          Map.entry("mapping", value -> value instanceof Map),
          Map.entry("iterable", PythonValues::isIterable),
          Map.entry("sequence", ValueTests::isSequence),
          Map.entry("number", PythonNumbers::isNumber),
          Map.entry("integer", value -> value instanceof Long),
          Map.entry("float", value -> value instanceof Double),
          Map.entry("boolean", value -> value instanceof Boolean),
          Map.entry("true", Boolean.TRUE::equals),
          Map.entry("false", Boolean.FALSE::equals),
          Map.entry("callable", ValueTests::isCallable),
          Map.entry("odd", value -> modulo(value, 2) == 1),
          Map.entry("even", value -> modulo(value, 2) == 0),
          Map.entry("lower", value -> cased(value, true)),
          Map.entry("upper", value -> cased(value, false)));

  private static final Map<String, String> COMPARISONS =
      Map.ofEntries(
          Map.entry("==", "=="),
          Map.entry("eq", "=="),
          Map.entry("equalto", "=="),
          Map.entry("!=", "!="),
          Map.entry("ne", "!="),
          Map.entry(">", ">"),
          Map.entry("gt", ">"),
          Map.entry("greaterthan", ">"),
          Map.entry(">=", ">="),
          Map.entry("ge", ">="),
          Map.entry("<", "<"),
          Map.entry("lt", "<"),
          Map.entry("lessthan", "<"),
          Map.entry("<=", "<="),
          Map.entry("le", "<="),
          Map.entry("in", "in"));

  private ValueTests() {}

  /** Says whether the test holds of the first argument. */
  static boolean holds(RenderContext context, String name, CallArguments arguments) {
    Object value = arguments.positional().get(0);
    if (PLAIN.containsKey(name)) {
      arguments.bind("the test " + name, 1, "value");
      return PLAIN.get(name).test(value);
    }
    if (COMPARISONS.containsKey(name)) {
      Object other = arguments.bind("the test " + name, 2, "value", "other")[1];
      return Operators.holds(context, COMPARISONS.get(name), value, other);
    }
    return switch (name) {
      case "divisibleby" ->
          modulo(value, PythonValues.integer(arguments.bind(name, 2, "value", "num")[1], name))
              == 0;
      case "sameas" -> same(value, arguments.bind(name, 2, "value", "other")[1]);
      default -> throw TemplateRefusal.unknown("the test '" + name + "'");
    };
  }

  private static boolean isSequence(Object value) {
    boolean indexable = !(value instanceof ViewValue view) || view.type().equals("a range");
    return PythonValues.hasLength(value) && indexable;
  }

  /** Undefined values count as callable, since Jinja gives them a call method that fails. */
  private static boolean isCallable(Object value) {
    return value instanceof FunctionValue || PythonValues.isUndefined(value);
  }

  private static long modulo(Object value, long by) {
    if (by == 0 || !PythonNumbers.isInteger(value)) {
      throw new TemplateRefusal(
          PythonValues.typeOf(value) + " is asked whether " + by + " divides it");
    }
    return Math.floorMod(PythonNumbers.integer(value), by);
  }

  private static boolean cased(Object value, boolean lower) {
    String text = PythonValues.text(value, "what is tested for its case").text();
    String other = (lower ? MarkedText.own(text).upper() : MarkedText.own(text).lower()).text();
    String same = (lower ? MarkedText.own(text).lower() : MarkedText.own(text).upper()).text();
    return text.equals(same) && !text.equals(other);
  }

  private static boolean same(Object left, Object right) {
    if (left instanceof NoneValue
        || left instanceof Boolean
        || right instanceof NoneValue
        || right instanceof Boolean) {
      return left.equals(right);
    }
    boolean identity =
        left instanceof List
            || left instanceof Map
            || left instanceof TupleValue
            || left instanceof NamespaceValue;
    if (identity) {
      return left == right;
    }
    throw TemplateRefusal.unknown("sameas of " + PythonValues.typeOf(left));
  }
}

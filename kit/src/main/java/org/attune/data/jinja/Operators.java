package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.data.jinja.PythonTypes.SafeText;
import org.attune.data.jinja.PythonTypes.TupleValue;

/** Python's operators on values of any type. */
final class Operators {
  private Operators() {}

  static boolean holds(RenderContext context, String operator, Object left, Object right) {
    context.charge(1 + size(left) + size(right));
    return switch (operator) {
      case "==" -> PythonValues.equal(left, right);
      case "!=" -> !PythonValues.equal(left, right);
      case "in" -> PythonValues.contains(right, left);
      case "notin" -> !PythonValues.contains(right, left);
      case "<" -> PythonValues.compare(left, right) < 0;
      case "<=" -> PythonValues.compare(left, right) <= 0;
      case ">" -> PythonValues.compare(left, right) > 0;
      case ">=" -> PythonValues.compare(left, right) >= 0;
      default -> throw TemplateRefusal.unknown("the operator " + operator);
    };
  }

  private static long size(Object value) {
    MarkedText text = PythonValues.textOrNull(value);
    return text != null ? text.text().length() : value instanceof List<?> list ? list.size() : 0;
  }

  static Object signed(boolean minus, Object value) {
    if (!PythonNumbers.isNumber(value)) {
      throw new TemplateRefusal(PythonValues.typeOf(value) + " has no sign");
    }
    if (value instanceof Double real) {
      return minus ? -real : real;
    }
    return PythonNumbers.calculate(minus ? "-" : "+", 0L, PythonNumbers.integer(value));
  }

  static Object calculate(RenderContext context, String operator, Object left, Object right) {
    if (PythonNumbers.isNumber(left) && PythonNumbers.isNumber(right)) {
      return PythonNumbers.calculate(operator, left, right);
    }
    if (left instanceof SafeText || right instanceof SafeText) {
      throw TemplateRefusal.unknown("calculating with a string marked as safe");
    }
    if (operator.equals("+")) {
      return sum(context, left, right);
    }
    if (operator.equals("*") && PythonNumbers.isInteger(right)) {
      return repeated(context, left, PythonNumbers.integer(right));
    }
    if (operator.equals("*") && PythonNumbers.isInteger(left)) {
      return repeated(context, right, PythonNumbers.integer(left));
    }
    throw mismatch(operator, left, right);
  }

  private static Object sum(RenderContext context, Object left, Object right) {
    if (left instanceof MarkedText a && right instanceof MarkedText b) {
      context.charge((long) a.text().length() + b.text().length());
      return a.plus(b);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return joined(context, a, b);
    }
    if (left instanceof TupleValue a && right instanceof TupleValue b) {
      return new TupleValue(joined(context, a.items(), b.items()));
    }
    throw mismatch("+", left, right);
  }

  private static List<Object> joined(RenderContext context, List<?> left, List<?> right) {
    context.charge((long) left.size() + right.size());
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  private static Object repeated(RenderContext context, Object value, long times) {
    int count = (int) Math.max(0, Math.min(times, Integer.MAX_VALUE));
    context.charge(Math.multiplyExact((long) count, 1 + PythonValues.length(value)));
    if (value instanceof MarkedText text) {
      return PythonValues.join(context, MarkedText.EMPTY, Collections.nCopies(count, text));
    }
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      Collections.nCopies(count, list).forEach(all::addAll);
      return all;
    }
    throw mismatch("*", value, times);
  }

  private static TemplateRefusal mismatch(String operator, Object left, Object right) {
    return new TemplateRefusal(
        String.format(
            "%s %s %s cannot be calculated",
            PythonValues.typeOf(left), operator, PythonValues.typeOf(right)));
  }
}

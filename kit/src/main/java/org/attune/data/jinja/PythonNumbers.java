package org.attune.data.jinja;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Python's arithmetic of integers and floats; integers beyond 64 bits are an error. */
final class PythonNumbers {
  private PythonNumbers() {}

  /** Returns whether the value is a number in Python, where booleans are numbers too. */
  static boolean isNumber(Object value) {
    return value instanceof Boolean || value instanceof Long || value instanceof Double;
  }

  static boolean isInteger(Object value) {
    return value instanceof Boolean || value instanceof Long;
  }

  static long integer(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return (Long) value;
  }

  static double real(Object value) {
    return value instanceof Double real ? real : (double) integer(value);
  }

  /** Compares two numbers exactly; NaN is unordered. */
  static int compare(Object left, Object right) {
    if (isInteger(left) && isInteger(right)) {
      return Long.compare(integer(left), integer(right));
    }
    double a = real(left);
    double b = real(right);
    if (Double.isNaN(a) || Double.isNaN(b)) {
      throw new TemplateRefusal("NaN is compared");
    }
    boolean finite = !Double.isInfinite(a) && !Double.isInfinite(b);
    return finite ? exact(left).compareTo(exact(right)) : Double.compare(a, b);
  }

  private static BigDecimal exact(Object value) {
    return value instanceof Double real ? new BigDecimal(real) : BigDecimal.valueOf(integer(value));
  }

  static Object calculate(String operator, Object left, Object right) {
    try {
      boolean integers = isInteger(left) && isInteger(right);
      return integers && !operator.equals("/")
          ? whole(operator, integer(left), integer(right))
          : broken(operator, real(left), real(right));
    } catch (ArithmeticException e) {
      throw new TemplateRefusal(
          String.format("%s %s %s cannot be calculated in 64 bits", left, operator, right));
    }
  }

  private static Object whole(String operator, long left, long right) {
    return switch (operator) {
      case "+" -> Math.addExact(left, right);
      case "-" -> Math.subtractExact(left, right);
      case "*" -> Math.multiplyExact(left, right);
      case "//" -> Math.floorDiv(left, right);
      case "%" -> Math.floorMod(left, right);
      case "**" -> power(left, right);
      default -> throw TemplateRefusal.unknown("the operator " + operator);
    };
  }

  private static Object power(long base, long exponent) {
    if (exponent < 0) {
      return broken("**", (double) base, (double) exponent);
    }
    if (exponent > 64 && Math.abs(base) > 1) {
      throw new ArithmeticException();
    }
    long result = 1;
    for (long i = 0; i < exponent % 128; i++) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  private static Object broken(String operator, double left, double right) {
    if (right == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new ArithmeticException();
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      default -> throw TemplateRefusal.unknown("the operator " + operator + " on floats");
    };
  }

  /** Returns a float as Python prints it: the shortest digits that parse to the same value. */
  static String repr(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    String digits = shortest.unscaledValue().abs().toString();
    int point = digits.length() - shortest.scale(); // digits before the decimal point
    String sign = value < 0 ? "-" : "";
    if (point > 16 || point < -3) {
      String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
      int exponent = point - 1;
      String mark = exponent < 0 ? "e-" : "e+";
      String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
      return sign + digits.charAt(0) + rest + mark + power;
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    return point >= digits.length()
        ? sign + digits + "0".repeat(point - digits.length()) + ".0"
        : sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }
}

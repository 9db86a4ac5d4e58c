package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.attune.data.jinja.Expression.Arguments;
import org.attune.data.jinja.PythonTypes.NoneValue;

/**
 * Parses names, literals and what follows them: attributes, items, calls, filters and tests. What
 * stands between brackets is an expression again, which is read by what this parser is given.
 */
final class PostfixParser {
  private static final Map<String, Object> CONSTANTS =
      Map.of(
          "true",
          true,
          "True",
          true,
          "false",
          false,
          "False",
          false,
          "none",
          NoneValue.NONE,
          "None",
          NoneValue.NONE);
  private static final Set<String> SPECIAL = Set.of("self", "varargs", "kwargs", "caller");
  private static final Arguments NONE = new Arguments(List.of(), Map.of());

  private final TokenStream tokens;
  private final Supplier<Expression> expression;
  private final Supplier<Expression> tuple;

  /**
   * Prepares a parser.
   *
   * @param expression reads an expression
   * @param tuple reads what stands between parentheses: an expression, or a tuple
   */
  PostfixParser(TokenStream tokens, Supplier<Expression> expression, Supplier<Expression> tuple) {
    this.tokens = tokens;
    this.expression = expression;
    this.tuple = tuple;
  }

  Expression primary() {
    JinjaToken token = tokens.current();
    return switch (token.type()) {
      case NAME -> name(tokens.next().text());
      case STRING -> new Expression.Literal(MarkedText.own(strings()));
      case INTEGER -> new Expression.Literal(integer(tokens.next().text()));
      case FLOAT -> new Expression.Literal(Double.valueOf(tokens.next().text()));
      case OPERATOR -> bracketed();
      default -> throw tokens.unexpected("an expression");
    };
  }

  private Expression name(String name) {
    if (SPECIAL.contains(name)) {
      throw tokens.fault("the special name '" + name + "' is not supported here");
    }
    return CONSTANTS.containsKey(name)
        ? new Expression.Literal(CONSTANTS.get(name))
        : new Expression.Variable(name);
  }

  private String strings() {
    StringBuilder text = new StringBuilder();
    while (tokens.current().type() == JinjaToken.Type.STRING) {
      text.append(tokens.next().text());
    }
    return text.toString();
  }

  private Long integer(String digits) {
    int base =
        switch (digits.length() > 1 ? Character.toLowerCase(digits.charAt(1)) : ' ') {
          case 'x' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          default -> 10;
        };
    try {
      return Long.valueOf(base == 10 ? digits : digits.substring(2), base);
    } catch (NumberFormatException e) {
      throw tokens.fault("the number " + digits + " does not fit into 64 bits");
    }
  }

  private Expression bracketed() {
    if (tokens.skip("(")) {
      Expression inside = tuple.get();
      tokens.expect(")");
      return inside;
    }
    if (tokens.skip("[")) {
      List<Expression> items = new ArrayList<>();
      while (!tokens.skip("]")) {
        separate(items);
        if (tokens.skip("]")) {
          break;
        }
        items.add(expression.get());
      }
      return new Expression.Items(List.copyOf(items), false);
    }
    if (tokens.skip("{")) {
      return dictionary();
    }
    throw tokens.unexpected("an expression");
  }

  private Expression dictionary() {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.skip("}")) {
      separate(keys);
      if (tokens.skip("}")) {
        break;
      }
      keys.add(expression.get());
      tokens.expect(":");
      values.add(expression.get());
    }
    return new Expression.Entries(List.copyOf(keys), List.copyOf(values));
  }

  private void separate(List<Expression> before) {
    if (!before.isEmpty()) {
      tokens.expect(",");
    }
  }

  /** Reads attributes, items and calls. */
  Expression accesses(Expression of) {
    Expression read = of;
    while (true) {
      if (tokens.skip(".")) {
        JinjaToken name = tokens.next();
        read =
            switch (name.type()) {
              case NAME -> new Expression.Attribute(read, name.text());
              case INTEGER ->
                  new Expression.Item(read, new Expression.Literal(integer(name.text())));
              default -> throw tokens.fault("expected a name after '.', found " + name.shown());
            };
      } else if (tokens.skip("[")) {
        read = subscript(read);
      } else if (tokens.current().is("(")) {
        read = new Expression.Call(read, arguments());
      } else {
        return read;
      }
    }
  }

  private Expression subscript(Expression of) {
    Expression from = tokens.current().is(":") ? null : expression.get();
    if (tokens.skip("]")) {
      return new Expression.Item(of, from);
    }
    if (!tokens.skip(":")) {
      throw tokens.unexpected("']' or ':'");
    }
    Expression to = bound();
    Expression step = tokens.skip(":") ? bound() : null;
    tokens.expect("]");
    return new Expression.Slice(of, from, to, step);
  }

  private Expression bound() {
    boolean none = tokens.current().is(":") || tokens.current().is("]");
    return none ? null : expression.get();
  }

  /** Reads filters and tests. */
  Expression filters(Expression of) {
    Expression read = of;
    while (true) {
      if (tokens.skip("|")) {
        read = filter(read);
      } else if (tokens.skipName("is")) {
        read = test(read);
      } else if (tokens.current().is("(")) {
        read = new Expression.Call(read, arguments());
      } else {
        return read;
      }
    }
  }

  Expression.Filtered filter(Expression of) {
    String name = tokens.expect(JinjaToken.Type.NAME, "a filter's name").text();
    return new Expression.Filtered(of, name, tokens.current().is("(") ? arguments() : NONE);
  }

  private Expression test(Expression of) {
    boolean negated = tokens.skipName("not");
    String name = tokens.expect(JinjaToken.Type.NAME, "a test's name").text();
    Arguments arguments = NONE;
    if (tokens.current().is("(")) {
      arguments = arguments();
    } else if (startsArgument()) {
      arguments = new Arguments(List.of(accesses(primary())), Map.of());
    }
    Expression test = new Expression.Tested(of, name, arguments);
    return negated ? new Expression.Not(test) : test;
  }

  private boolean startsArgument() {
    JinjaToken token = tokens.current();
    if (token.isName("is")) {
      throw tokens.fault("tests cannot be chained with 'is'");
    }
    return switch (token.type()) {
      case NAME -> !Set.of("else", "or", "and").contains(token.text());
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> token.is("[") || token.is("{");
      default -> false;
    };
  }

  private Arguments arguments() {
    tokens.expect("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.skip(")")) {
      if (!positional.isEmpty() || !named.isEmpty()) {
        tokens.expect(",");
        if (tokens.skip(")")) {
          break;
        }
      }
      argument(positional, named);
    }
    return new Arguments(List.copyOf(positional), named);
  }

  private void argument(List<Expression> positional, Map<String, Expression> named) {
    if (tokens.current().is("*") || tokens.current().is("**")) {
      throw tokens.fault("unpacked arguments are not supported here");
    }
    if (tokens.current().type() == JinjaToken.Type.NAME && tokens.look().is("=")) {
      String name = tokens.next().text();
      tokens.next();
      if (named.put(name, expression.get()) != null) {
        throw tokens.fault("the argument " + name + " is given twice");
      }
    } else if (named.isEmpty()) {
      positional.add(expression.get());
    } else {
      throw tokens.fault("a positional argument follows a keyword argument");
    }
  }
}

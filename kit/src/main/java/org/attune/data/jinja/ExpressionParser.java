package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Parses expressions by jinja2's grammar, lowest precedence first. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> SUMS = Set.of("+", "-");
  private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");
  private static final Set<String> POWERS = Set.of("**");

  private final TokenStream tokens;
  private final PostfixParser postfix;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    this.postfix = new PostfixParser(tokens, this::expression, () -> tuple(true, true));
  }

  /** Reads an expression, conditions included. */
  Expression expression() {
    tokens.enter();
    Expression read = or();
    while (tokens.skipName("if")) {
      Expression test = or();
      Expression otherwise = tokens.skipName("else") ? expression() : null;
      read = new Expression.Conditional(test, read, otherwise);
    }
    tokens.leave();
    return read;
  }

  /** Reads one expression, or a tuple where commas follow. */
  Expression tuple(boolean conditions, boolean parenthesised) {
    List<Expression> items = new ArrayList<>();
    boolean comma = false;
    while (!atTupleEnd()) {
      items.add(conditions ? expression() : or());
      if (!tokens.skip(",")) {
        break;
      }
      comma = true;
    }
    if (!comma && items.size() == 1) {
      return items.get(0);
    }
    if (!comma && !parenthesised) {
      throw tokens.unexpected("an expression");
    }
    return new Expression.Items(List.copyOf(items), true);
  }

  private boolean atTupleEnd() {
    JinjaToken token = tokens.current();
    return token.type() == JinjaToken.Type.VARIABLE_END
        || token.type() == JinjaToken.Type.BLOCK_END
        || token.is(")")
        || token.isName("recursive");
  }

  Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      left = new Expression.Logic(false, left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      left = new Expression.Logic(true, left, not());
    }
    return left;
  }

  private Expression not() {
    if (tokens.skipName("not")) {
      tokens.enter();
      Expression of = not();
      tokens.leave();
      return new Expression.Not(of);
    }
    return comparison();
  }

  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    while (true) {
      JinjaToken token = tokens.current();
      if (token.type() == JinjaToken.Type.OPERATOR && COMPARISONS.contains(token.text())) {
        operators.add(tokens.next().text());
      } else if (tokens.skipName("in")) {
        operators.add("in");
      } else if (token.isName("not") && tokens.look().isName("in")) {
        tokens.next();
        tokens.next();
        operators.add("notin");
      } else {
        break;
      }
      others.add(sum());
    }
    return operators.isEmpty()
        ? first
        : new Expression.Comparison(first, List.copyOf(operators), List.copyOf(others));
  }

  private Expression sum() {
    return binary(SUMS, this::joined);
  }

  private Expression joined() {
    List<Expression> parts = new ArrayList<>(List.of(product()));
    while (tokens.skip("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Joined(List.copyOf(parts));
  }

  private Expression product() {
    return binary(PRODUCTS, () -> binary(POWERS, () -> unary(true)));
  }

  private Expression binary(Set<String> operators, Supplier<Expression> tighter) {
    Expression left = tighter.get();
    while (tokens.current().type() == JinjaToken.Type.OPERATOR
        && operators.contains(tokens.current().text())) {
      String operator = tokens.next().text();
      left = new Expression.Binary(operator, left, tighter.get());
    }
    return left;
  }

  private Expression unary(boolean filters) {
    tokens.enter();
    Expression read;
    if (tokens.skip("-")) {
      read = new Expression.Sign(true, unary(false));
    } else if (tokens.skip("+")) {
      read = new Expression.Sign(false, unary(false));
    } else {
      read = postfix.primary();
    }
    read = postfix.accesses(read);
    tokens.leave();
    return filters ? postfix.filters(read) : read;
  }

  /** Reads the filters of a set block or a filter block, not yet applied to a value. */
  List<Expression.Filtered> blockFilters() {
    List<Expression.Filtered> filters = new ArrayList<>();
    while (tokens.skip("|")) {
      filters.add(postfix.filter(null));
    }
    return filters;
  }

  /** Reads the name and arguments of a filter. */
  Expression.Filtered filter() {
    return postfix.filter(null);
  }
}

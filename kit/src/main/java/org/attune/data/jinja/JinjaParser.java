package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.Statement.AssignmentTarget;

/** Parses the statements of a template. */
final class JinjaParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int loops;

  private JinjaParser(List<JinjaToken> tokens) {
    this.tokens = new TokenStream(tokens);
    this.expressions = new ExpressionParser(this.tokens);
  }

  static List<Statement> parse(String source) {
    JinjaParser parser = new JinjaParser(JinjaLexer.tokens(source));
    List<Statement> body = parser.until(List.of());
    return List.copyOf(body);
  }

  /** Reads up to a tag of one of these names, whose name is left to read. */
  private List<Statement> until(List<String> ends) {
    List<Statement> body = new ArrayList<>();
    tokens.enter();
    while (true) {
      JinjaToken token = tokens.next();
      switch (token.type()) {
        case DATA -> body.add(new Statement.TextOutput(MarkedText.own(token.text())));
        case VARIABLE_BEGIN -> body.add(print(token.line()));
        case BLOCK_BEGIN -> {
          if (isAt(ends)) {
            tokens.leave();
            return List.copyOf(body);
          }
          body.add(statement());
          tokens.expect(JinjaToken.Type.BLOCK_END, "'%}'");
        }
        default -> {
          if (token.type() != JinjaToken.Type.END || !ends.isEmpty()) {
            throw tokens.unexpected(String.join(" or ", ends));
          }
          tokens.leave();
          return List.copyOf(body);
        }
      }
    }
  }

  private boolean isAt(List<String> names) {
    JinjaToken token = tokens.current();
    return token.type() == JinjaToken.Type.NAME && names.contains(token.text());
  }

  private Statement print(int line) {
    Statement print = new Statement.Print(expressions.tuple(true, false), line);
    tokens.expect(JinjaToken.Type.VARIABLE_END, "'}}'");
    return print;
  }

  private List<Statement> body(String... ends) {
    tokens.skip(":");
    tokens.expect(JinjaToken.Type.BLOCK_END, "'%}'");
    return until(List.of(ends));
  }

  /** Reads a body that ends with one tag, and that tag's name. */
  private List<Statement> bodyTo(String end) {
    List<Statement> body = body(end);
    tokens.expectName(end);
    return body;
  }

  private Statement statement() {
    JinjaToken tag = tokens.expect(JinjaToken.Type.NAME, "a statement");
    return switch (tag.text()) {
      case "if" -> choice(tag.line());
      case "for" -> loop(tag.line());
      case "set" -> assignment(tag.line());
      case "macro" -> macro();
      case "with" -> with(tag.line());
      case "filter" -> filterBlock(tag.line());
      case "generation" ->
          new Statement.Captured(null, List.of(), outsideLoops("endgeneration"), true, tag.line());
      case "break" -> jump(Statement.Flow.BREAK);
      case "continue" -> jump(Statement.Flow.CONTINUE);
      default ->
          throw new TemplateSyntax(
              "the statement '" + tag.text() + "' is not supported here", tag.line());
    };
  }

  private Statement jump(Statement.Flow flow) {
    if (loops == 0) {
      throw tokens.fault("break and continue are only allowed inside a loop");
    }
    return new Statement.Jump(flow);
  }

  /** Reads a body in which a break cannot reach a loop around it. */
  private List<Statement> outsideLoops(String end) {
    int around = loops;
    loops = 0;
    List<Statement> body = bodyTo(end);
    loops = around;
    return body;
  }

  private Statement choice(int line) {
    List<Expression> tests = new ArrayList<>();
    List<List<Statement>> bodies = new ArrayList<>();
    List<Statement> otherwise = List.of();
    while (true) {
      tests.add(expressions.tuple(false, false));
      bodies.add(body("elif", "else", "endif"));
      String end = tokens.next().text();
      if (end.equals("elif")) {
        continue;
      }
      if (end.equals("else")) {
        otherwise = bodyTo("endif");
      }
      return new Statement.Choice(List.copyOf(tests), List.copyOf(bodies), otherwise, line);
    }
  }

  private Statement loop(int line) {
    AssignmentTarget target = targets(false);
    tokens.expectName("in");
    Expression over = expressions.tuple(false, false);
    Expression filter = tokens.skipName("if") ? expressions.expression() : null;
    if (tokens.current().isName("recursive")) {
      throw tokens.fault("recursive loops are not supported here");
    }
    loops++;
    List<Statement> body = body("endfor", "else");
    loops--;
    boolean more = tokens.next().isName("else");
    List<Statement> otherwise = more ? bodyTo("endfor") : List.of();
    return new Statement.Loop(target, over, filter, body, otherwise, line);
  }

  private Statement assignment(int line) {
    AssignmentTarget target = targets(true);
    if (tokens.skip("=")) {
      return new Statement.Assignment(target, expressions.tuple(true, false), line);
    }
    List<Expression.Filtered> filters = expressions.blockFilters();
    return new Statement.Captured(target, filters, outsideLoops("endset"), false, line);
  }

  private Statement filterBlock(int line) {
    List<Expression.Filtered> filters = new ArrayList<>(List.of(expressions.filter()));
    filters.addAll(expressions.blockFilters());
    return new Statement.Captured(null, filters, outsideLoops("endfilter"), false, line);
  }

  private Statement with(int line) {
    List<AssignmentTarget> targets = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (tokens.current().type() != JinjaToken.Type.BLOCK_END) {
      if (!targets.isEmpty()) {
        tokens.expect(",");
      }
      targets.add(new Statement.NameTarget(name()));
      tokens.expect("=");
      values.add(expressions.expression());
    }
    return new Statement.With(targets, values, bodyTo("endwith"), line);
  }

  private Statement macro() {
    String name = name();
    List<String> parameters = new ArrayList<>();
    Map<String, Expression> defaults = new LinkedHashMap<>();
    tokens.expect("(");
    while (!tokens.skip(")")) {
      if (!parameters.isEmpty()) {
        tokens.expect(",");
      }
      parameters.add(name());
      if (tokens.skip("=")) {
        defaults.put(parameters.get(parameters.size() - 1), expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw tokens.fault("a parameter without a default follows one with a default");
      }
    }
    return new Statement.Macro(name, parameters, defaults, outsideLoops("endmacro"));
  }

  private String name() {
    return tokens.expect(JinjaToken.Type.NAME, "a name").text();
  }

  /** Reads one target, or several between commas. */
  private AssignmentTarget targets(boolean namespaces) {
    List<AssignmentTarget> targets = new ArrayList<>();
    boolean parenthesised = tokens.skip("(");
    boolean comma = false;
    do {
      if (comma && (tokens.current().is(")") || tokens.current().isName("in"))) {
        break;
      }
      targets.add(target(namespaces));
      comma |= tokens.current().is(",");
    } while (tokens.skip(","));
    if (parenthesised) {
      tokens.expect(")");
    }
    return comma ? new Statement.TupleTarget(List.copyOf(targets)) : targets.get(0);
  }

  private AssignmentTarget target(boolean namespaces) {
    if (tokens.current().is("(")) {
      return targets(namespaces);
    }
    JinjaToken name = tokens.expect(JinjaToken.Type.NAME, "a name");
    if (namespaces && tokens.skip(".")) {
      return new Statement.NamespaceTarget(name.text(), name());
    }
    boolean constant =
        List.of("true", "false", "none", "True", "False", "None", "loop", "self")
            .contains(name.text());
    if (constant) {
      throw tokens.fault("nothing can be assigned to '" + name.text() + "'");
    }
    return new Statement.NameTarget(name.text());
  }
}

package org.attune.data.jinja;

import java.util.List;

/** The tokens of a template, read in order. */
final class TokenStream {
  private static final int DEEPEST = 200;

  private final List<JinjaToken> tokens;
  private int at;
  private int depth;

  TokenStream(List<JinjaToken> tokens) {
    this.tokens = tokens;
  }

  JinjaToken current() {
    return tokens.get(at);
  }

  JinjaToken look() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  JinjaToken next() {
    JinjaToken token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean skip(String operator) {
    boolean there = current().is(operator);
    if (there) {
      next();
    }
    return there;
  }

  boolean skipName(String name) {
    boolean there = current().isName(name);
    if (there) {
      next();
    }
    return there;
  }

  void expect(String operator) {
    if (!skip(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  JinjaToken expect(JinjaToken.Type type, String what) {
    if (current().type() != type) {
      throw unexpected(what);
    }
    return next();
  }

  TemplateSyntax unexpected(String wanted) {
    return fault("expected " + wanted + ", found " + current().shown());
  }

  TemplateSyntax fault(String sentence) {
    return new TemplateSyntax(sentence, current().line());
  }

  /** Enters a nested part; {@link #leave} leaves it. */
  void enter() {
    if (++depth > DEEPEST) {
      throw fault("the template is nested more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }
}

package org.attune.data.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a template into tokens as jinja2's lexer does with trim_blocks and lstrip_blocks: the
 * first line break after a statement or comment is removed, and so is the white space before one
 * that is first on its line.
 */
final class JinjaLexer {
  private static final String SPACE =
      "[\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
  private static final Pattern RAW =
      Pattern.compile("\\{%[-+]?" + SPACE + "raw" + SPACE + "(?:-%}" + SPACE + "|%})");
  private static final Pattern END_RAW =
      Pattern.compile(
          "\\{%([-+]?)" + SPACE + "endraw" + SPACE + "(?:\\+%}|-%}" + SPACE + "|%}\\n?)");
  private static final Pattern FLOAT =
      Pattern.compile(
          "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile("0[bB](_?[01])+|0[oO](_?[0-7])+|0[xX](_?[0-9a-fA-F])+|[1-9](_?\\d)*|0(_?0)*");
  private static final List<String> OPERATORS =
      List.of(
          "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final String source;
  private final List<JinjaToken> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean lineStarts = true;

  private JinjaLexer(String source) {
    String lines = source.replace("\r\n", "\n").replace('\r', '\n');
    this.source = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
  }

  static List<JinjaToken> tokens(String source) {
    JinjaLexer lexer = new JinjaLexer(source);
    while (lexer.at < lexer.source.length()) {
      lexer.data();
    }
    lexer.add(JinjaToken.Type.END, "");
    return List.copyOf(lexer.tokens);
  }

  private void add(JinjaToken.Type type, String text) {
    tokens.add(new JinjaToken(type, text, line));
  }

  private TemplateSyntax fault(String sentence) {
    return new TemplateSyntax(sentence, line);
  }

  /** Advances, counting lines. */
  private void move(int to) {
    for (int i = at; i < to; i++) {
      line += source.charAt(i) == '\n' ? 1 : 0;
    }
    lineStarts = to > at ? source.charAt(to - 1) == '\n' : lineStarts;
    at = to;
  }

  private void data() {
    int tag = nextTag();
    if (tag < 0) {
      add(JinjaToken.Type.DATA, source.substring(at));
      move(source.length());
      return;
    }
    char kind = source.charAt(tag + 1);
    int signAt = tag + 2;
    char sign = signAt < source.length() ? source.charAt(signAt) : ' ';
    text(tag, sign, kind != '{');
    Matcher raw = RAW.matcher(source).region(tag, source.length());
    boolean signed = sign == '-' || sign == '+';
    if (kind == '%' && raw.lookingAt()) {
      move(raw.end());
      raw();
    } else if (kind == '#') {
      move(signed ? signAt + 1 : signAt);
      comment();
    } else {
      add(kind == '%' ? JinjaToken.Type.BLOCK_BEGIN : JinjaToken.Type.VARIABLE_BEGIN, "");
      move(signed ? signAt + 1 : signAt);
      tag(kind == '%');
    }
  }

  private int nextTag() {
    for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Adds the text up to a tag, without the white space that the tag strips. */
  private void text(int to, char sign, boolean statement) {
    String text = source.substring(at, to);
    if (sign == '-') {
      text = MarkedText.own(text).stripped(PythonValues::isSpace, false, true).text();
    } else if (sign != '+' && statement) {
      int start = text.lastIndexOf('\n') + 1;
      boolean blank = text.codePoints().skip(start).allMatch(PythonValues::isSpace);
      text = blank && (start > 0 || lineStarts) ? text.substring(0, start) : text;
    }
    if (!text.isEmpty()) {
      add(JinjaToken.Type.DATA, text);
    }
    move(to);
  }

  private void raw() {
    Matcher end = END_RAW.matcher(source);
    if (!end.find(at)) {
      throw fault("{% raw %} is never closed");
    }
    text(end.start(), end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0), true);
    move(end.end());
  }

  private void comment() {
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw fault("a comment {# is never closed");
    }
    char sign = end > at ? source.charAt(end - 1) : ' ';
    move(afterTag(end + 2, sign, true));
  }

  /** Returns where the text continues after a tag's end. */
  private int afterTag(int end, char sign, boolean trims) {
    int next = end;
    if (sign == '-') {
      while (next < source.length() && PythonValues.isSpace(source.charAt(next))) {
        next++;
      }
    } else if (sign != '+' && trims && source.startsWith("\n", next)) {
      next++;
    }
    return next;
  }

  private void tag(boolean statement) {
    String close = statement ? "%}" : "}}";
    Deque<String> open = new ArrayDeque<>();
    while (at < source.length()) {
      char c = source.charAt(at);
      boolean signed = (c == '-' || (c == '+' && statement)) && source.startsWith(close, at + 1);
      if (open.isEmpty() && (signed || source.startsWith(close, at))) {
        add(statement ? JinjaToken.Type.BLOCK_END : JinjaToken.Type.VARIABLE_END, "");
        move(afterTag(at + (signed ? 3 : 2), signed ? c : ' ', statement));
        return;
      }
      if (PythonValues.isSpace(c)) {
        move(at + 1);
      } else {
        token(open);
      }
    }
    throw fault((statement ? "a tag {%" : "a tag {{") + " is never closed");
  }

  private void token(Deque<String> open) {
    char c = source.charAt(at);
    if (c >= '0' && c <= '9') {
      number();
    } else if (c == '_' || Character.isUnicodeIdentifierStart(c)) {
      int end = at;
      while (end < source.length() && isNamePart(source.charAt(end))) {
        end++;
      }
      add(JinjaToken.Type.NAME, source.substring(at, end));
      move(end);
    } else if (c == '\'' || c == '"') {
      string(c);
    } else {
      operator(open);
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_'
        || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  private void number() {
    Matcher real = FLOAT.matcher(source).region(at, source.length()).useTransparentBounds(true);
    Matcher whole = INTEGER.matcher(source).region(at, source.length());
    if (real.lookingAt()) {
      add(JinjaToken.Type.FLOAT, real.group().replace("_", ""));
      move(real.end());
    } else if (whole.lookingAt()) {
      add(JinjaToken.Type.INTEGER, whole.group().replace("_", ""));
      move(whole.end());
    } else {
      throw fault("a number cannot start with " + source.charAt(at));
    }
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw fault("a string is never closed");
    }
    add(JinjaToken.Type.STRING, StringEscapes.resolved(source.substring(at + 1, end), line));
    move(end + 1);
  }

  private void operator(Deque<String> open) {
    String found =
        OPERATORS.stream()
            .filter(operator -> source.startsWith(operator, at))
            .findFirst()
            .orElseThrow(() -> fault("the character '" + source.charAt(at) + "' is unexpected"));
    switch (found) {
      case "{" -> open.push("}");
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "}", ")", "]" -> {
        if (open.isEmpty() || !open.pop().equals(found)) {
          throw fault("'" + found + "' closes nothing");
        }
      }
      default -> {}
    }
    add(JinjaToken.Type.OPERATOR, found);
    move(at + found.length());
  }
}

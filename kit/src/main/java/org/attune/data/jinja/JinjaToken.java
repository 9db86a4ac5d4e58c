package org.attune.data.jinja;

/**
 * A token of a template.
 *
 * @param type its type
 * @param text a name, an operator, a piece of plain text, or a string with its escapes resolved
 * @param line the line where it starts, counted from 1
 */
record JinjaToken(Type type, String text, int line) {
  /** The kinds of tokens. */
  enum Type {
    /** Text between tags. */
    DATA,
    /** The start of a statement's tag. */
    BLOCK_BEGIN,
    /** The end of a statement's tag. */
    BLOCK_END,
    /** The start of an expression's tag. */
    VARIABLE_BEGIN,
    /** The end of an expression's tag. */
    VARIABLE_END,
    /** A name or a keyword. */
    NAME,
    /** A string literal. */
    STRING,
    /** An integer literal. */
    INTEGER,
    /** A float literal. */
    FLOAT,
    /** An operator or a bracket. */
    OPERATOR,
    /** The end of the template. */
    END
  }

  boolean is(String operator) {
    return type == Type.OPERATOR && text.equals(operator);
  }

  boolean isName(String name) {
    return type == Type.NAME && text.equals(name);
  }

  /** Returns the token as error messages show it. */
  String shown() {
    return switch (type) {
      case END -> "the end of the template";
      case BLOCK_END -> "%}";
      case VARIABLE_END -> "}}";
      case BLOCK_BEGIN -> "{%";
      case VARIABLE_BEGIN -> "{{";
      case DATA -> "text";
      default -> "'" + text + "'";
    };
  }
}

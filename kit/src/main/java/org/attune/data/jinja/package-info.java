/**
 * A small interpreter for the Jinja templates of chat models.
 *
 * <p>It renders as Python's jinja2 does in the set-up of transformers (trim_blocks, lstrip_blocks,
 * the immutable sandbox, loop controls, generation blocks), and rejects unsupported features with a
 * clear message. The result records of every character whether it is the template's own or comes
 * from data.
 *
 * <p>Start with {@link org.attune.data.jinja.JinjaTemplate}: it reads tokens ({@code JinjaLexer}),
 * parses them ({@code JinjaParser}, {@code ExpressionParser}) and renders statements and
 * expressions over Python's values ({@code PythonValues}). This package depends on {@code util}
 * only.
 */
package org.attune.data.jinja;

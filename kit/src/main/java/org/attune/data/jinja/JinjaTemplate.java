package org.attune.data.jinja;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * A Jinja template, read once and rendered any number of times.
 *
 * <pre>{@code
 * var template = JinjaTemplate.of("chat_template.jinja", "{{ a }}, {{ b | upper }}");
 * template.render(Map.of("a", JinjaData.given("x"), "b", JinjaData.own("y")), Clock.systemDefaultZone())
 * }</pre>
 *
 * <p>What the template asks for beyond the supported part of Jinja ends in one sentence that names
 * the template and the line, as do a template that fails, that calls {@code raise_exception}, or
 * that takes too long.
 */
public final class JinjaTemplate {
  private final String name;
  private final List<Statement> body;

  private JinjaTemplate(String name, List<Statement> body) {
    this.name = name;
    this.body = body;
  }

  /** Reads a template; {@code name} is what error messages call it, such as its file. */
  public static JinjaTemplate of(String name, String source) {
    try {
      return new JinjaTemplate(name, JinjaParser.parse(source));
    } catch (TemplateSyntax e) {
      throw refused(name, e.line(), e);
    } catch (StackOverflowError e) {
      throw new InvalidInputException(name + ": the template nests too deep to be read.", e);
    }
  }

  /**
   * Renders the template.
   *
   * @param variables what the template's names stand for, made by {@link JinjaData}
   * @param clock what {@code strftime_now} reads
   */
  public RenderedText render(Map<String, Object> variables, Clock clock) {
    RenderContext context = new RenderContext(new HashMap<>(variables), clock);
    try {
      Statement.all(body, context);
      return context.result();
    } catch (TemplateRefusal e) {
      throw refused(name, context.line(), e);
    } catch (StackOverflowError e) {
      throw new InvalidInputException(
          String.format("%s, line %d: the values nest too deep.", name, context.line()), e);
    }
  }

  /** Returns what error messages call the template. */
  public String name() {
    return name;
  }

  private static InvalidInputException refused(String name, int line, RuntimeException why) {
    return new InvalidInputException(
        String.format("%s, line %d: %s.", name, line, why.getMessage()), why);
  }
}

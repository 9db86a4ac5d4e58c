package org.attune.data.jinja;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * A Jinja template, parsed once and rendered any number of times.
 *
 * <pre>{@code
 * var template = JinjaTemplate.of("chat_template.jinja", "{{ a }}, {{ b | upper }}");
 * template.render(Map.of("a", JinjaData.given("x"), "b", JinjaData.own("y")), Clock.systemDefaultZone())
 * }</pre>
 *
 * <p>A template that uses an unsupported feature of Jinja, fails, calls {@code raise_exception} or
 * takes too long throws an exception that names the template and the line.
 */
public final class JinjaTemplate {
  private final String name;
  private final List<Statement> body;

  private JinjaTemplate(String name, List<Statement> body) {
    this.name = name;
    this.body = body;
  }

  /** Parses a template; {@code name} is its name in error messages, such as its file. */
  public static JinjaTemplate of(String name, String source) {
    try {
      return new JinjaTemplate(name, JinjaParser.parse(source));
    } catch (TemplateSyntax e) {
      throw refused(name, e.line(), e);
    } catch (StackOverflowError e) {
      throw new InvalidInputException(name + ": the template is nested too deeply.", e);
    }
  }

  /**
   * Renders the template.
   *
   * @param variables the values of the template's names, made by {@link JinjaData}
   * @param clock the clock of {@code strftime_now}
   */
  public RenderedText render(Map<String, Object> variables, Clock clock) {
    RenderContext context = new RenderContext(new HashMap<>(variables), GlobalFunctions.ALL, clock);
    try {
      Statement.all(body, context);
      return context.result();
    } catch (TemplateRefusal e) {
      throw refused(name, context.line(), e);
    } catch (StackOverflowError e) {
      throw new InvalidInputException(
          String.format("%s, line %d: the values are nested too deeply.", name, context.line()), e);
    }
  }

  /** Returns the template's name in error messages. */
  public String name() {
    return name;
  }

  private static InvalidInputException refused(String name, int line, RuntimeException why) {
    return new InvalidInputException(
        String.format("%s, line %d: %s.", name, line, why.getMessage()), why);
  }
}
